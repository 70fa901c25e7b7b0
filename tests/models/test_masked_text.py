"""Paragraphs as words with masks, and their sentences."""

from dateline.models.masked_text import Mask, mask_text

TEXT = "Police of Fiji met officers from Tonga. The talks went well, said Fiji."
FIJI = Mask(10, 14, "HOME")
TONGA = Mask(33, 38, "PARTY")


def test_mentions_are_read_as_masks() -> None:
    masked = mask_text(TEXT, [TONGA, FIJI])
    assert masked.words[:7] == ("police", "of", "HOME", "met", "officers", "from", "PARTY")
    assert TEXT[masked.starts[6] :].startswith("Tonga")


def test_a_sentence_ends_where_the_next_begins() -> None:
    masked = mask_text(TEXT, [FIJI, TONGA])
    assert [masked.words[place] for place in masked.sentence(masked.place(40))][:2] == ["the", "talks"]


def test_of_masks_that_overlap_the_first_and_longest_counts() -> None:
    assert mask_text("drug smuggling", [Mask(0, 14, "DOMAIN"), Mask(5, 14, "PARTY")]).words == ("DOMAIN",)


def test_a_mention_spans_its_words_and_one_at_least() -> None:
    masked = mask_text(TEXT, [TONGA])
    assert masked.span(0, 14) == range(3)
    assert masked.span(33, 38) == range(6, 7)
    assert len(masked.span(11, 12)) == 1
