"""Pages of HTML are read as blocks in order, whatever their make."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.article import read_article
from dateline.predict.readers.html_files import decode_page, read_html, split_blocks
from dateline.predict.readers.meter import Meter
from dateline.predict.records import Failure, Record

PAGE = """<!doctype html><html><head><title>Portal</title><style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>
<h1>Fiji,  <em>Tonga</em>
sign police pact</h1>
<figure><img src="a.jpg" alt="x"><figcaption>The two chiefs (Photo: <b>FBC</b>)</figcaption></figure>
<div>SUVA – The police chiefs of Fiji &amp; Tonga met.<p>They agreed<br>on patrols.</div>
<script>var a = "<p>no</p>";</script><!-- <p>no</p> --><noscript>no</noscript>
<p></p><footer>© FBC</footer></body></html>"""
BLOCKS = [
    "Home",
    "World",
    "Fiji, Tonga sign police pact",
    "The two chiefs (Photo: FBC)",
    "SUVA – The police chiefs of Fiji & Tonga met.",
    "They agreed",
    "on patrols.",
    "© FBC",
]
TAGS = st.sampled_from("<p> </p> <div> </div> <b> </b> <br> <li> <script> </script> <!-- --> < > & &amp; x y é".split())


def test_blocks_come_in_order_and_what_nobody_sees_is_left_out() -> None:
    assert split_blocks(PAGE, "") == BLOCKS


def test_a_page_is_a_record_that_carries_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    text = "\n".join(BLOCKS)
    path = tmp_path / "a.html"
    assert read_html(path, Meter()) == Record("a", text, str(path), fields={"text": text})


def test_a_page_without_text_fails(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>x</script>", encoding="utf-8")
    failure = read_html(tmp_path / "a.html", Meter())
    assert isinstance(failure, Failure)
    assert failure.message == f"{tmp_path / 'a.html'}: the page holds no text"


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"x" * 5_000_001)
    failure = read_html(tmp_path / "a.html", Meter())
    assert isinstance(failure, Failure)
    assert "larger than 5,000,000 bytes" in failure.message


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        ("é".encode("cp1252"), "é"),
        (b'<meta charset="windows-1258">' + "đ".encode("cp1258"), '<meta charset="windows-1258">đ'),
        (b"<meta charset=none>" + "é".encode(), "<meta charset=none>é"),
        ("é".encode("utf-8-sig"), "é"),
        ("é".encode("utf-16"), "é"),
    ],
)
def test_a_page_is_decoded_by_what_it_says_of_itself(data: bytes, text: str) -> None:
    assert decode_page(data) == text


@pytest.mark.parametrize(
    "page",
    ["<div>" * 100_000 + "x", "<a " + "b=1 " * 50_000 + ">x</a>", "<p>" * 40_000 + "x"],
    ids=["deep", "attributes", "paragraphs"],
)
def test_hostile_pages_keep_their_text(page: str) -> None:
    assert split_blocks(page, "") == ["x"]  # a parser without a guard takes minutes


def test_a_page_that_is_stripped_has_the_same_blocks() -> None:
    deep = "<div>" * 600
    assert split_blocks(PAGE.replace("<body>", f"<body>{deep}"), "") == BLOCKS


@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_page_is_split_into_lines(page: str) -> None:
    for block in split_blocks(page, ""):
        assert block == " ".join(block.split())
        assert read_article(block).texts


def test_the_package_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    failure = read_html(tmp_path / "a.html", Meter())
    assert isinstance(failure, Failure)
    assert "pip install selectolax" in failure.message
