"""A headline becomes the first line of a text that does not open with it."""

import pytest

from dateline.labels.article import read_article
from dateline.predict.readers.headline import join_headline

PACT = "Fiji, Tonga sign pact"


@pytest.mark.parametrize(
    ("headline", "text", "wanted"),
    [
        (PACT, "SUVA – They\nagreed.", f"{PACT}\nSUVA – They\nagreed."),
        (" Fiji,\n Tonga\tsign  pact\n", "SUVA", f"{PACT}\nSUVA"),
        (PACT, f"{PACT}s at last", f"{PACT}\n{PACT}s at last"),
        ("", "SUVA", "SUVA"),
        (" \n", "SUVA", "SUVA"),
        (PACT, " \n", " \n"),
    ],
)
def test_a_headline_opens_the_text_as_one_line(headline: str, text: str, wanted: str) -> None:
    assert join_headline(text, headline) == wanted


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"], ids=ascii)
def test_a_headline_that_is_the_first_paragraph_already_is_not_joined_again(end: str) -> None:
    text = f"{end}  Fiji, Tonga  sign pact {end}SUVA"
    assert join_headline(text, PACT) == text
    assert len(read_article(text).paragraphs) == 2
