"""HTML files: one article each, a paragraph a block of the page, in order.

Parsers are quadratic in the depth of nesting and in the attributes of one tag. A page of hostile make is looked
through first, in linear time, and where it has too much of either its tags are simply stripped.
"""

import codecs
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.labels.errors import ArticleError
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.opening import bare_name, read_start
from dateline.predict.records import Failure, Record

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_BYTES = 5_000_000
_MOST_ATTRIBUTES = 2_000
_MOST_DEPTH = 500

_UNSEEN = frozenset("script style noscript template head svg iframe object select textarea".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_FLAT = frozenset(  # tags that hold nothing, or end where the next begins
    "area base br col dd dt embed hr img input li link meta option p source td th tr track wbr".split()
)

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)([^<>]*)>")
_UNSEEN_PART = re.compile(
    r"<(script|style|noscript|template|head)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|<![^<>]*>", re.S | re.I
)
_BLANKS = re.compile(r"\s+")
_BORDER = "\x00"  # no page holds it any more when it is split
_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset=[\"']?([\w-]{1,40})", re.I)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_html(path: Path, meter: Meter) -> Record | Failure:
    """Return the record of an HTML file; its id is the file's name, and it carries its text, which offsets count in."""
    record_id = Path(bare_name(path)).stem
    try:
        data = read_start(path, meter, _MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ArticleError(f"{path}: the file is larger than {_MOST_BYTES:,} bytes; no page of news is")
        text = "\n".join(split_blocks(decode_page(data), str(path)))
        if not text:
            raise ArticleError(f"{path}: the page holds no text")
        return Record(record_id, text, str(path), fields={"text": text})
    except ArticleError as error:
        return Failure.of(record_id, error)


def decode_page(data: bytes) -> str:
    r"""Decode a page by its byte order mark, by the character set that it names, as UTF-8, or as Windows-1252.

    >>> decode_page(b'<meta charset="iso-8859-1">caf\xe9')[-4:]
    'café'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    named = _CHARSET.search(data[:4096])
    for encoding in (*((named[1].decode("ascii"),) if named else ()), "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def split_blocks(page: str, place: str) -> list[str]:
    """Return the text of each block of a page, in order, blanks as one.

    Args:
        page: The page.
        place: Where it was read.

    Raises:
        ArticleError: The package that parses it is missing.

    >>> split_blocks("<h1>Fiji, <b>Tonga</b> agree</h1><script>x</script><p>SUVA –<br>The two", "")
    ['Fiji, Tonga agree', 'SUVA –', 'The two']
    """
    page = page.replace("\x00", "")
    parts = _parse(page, place) if _is_tame(page) else _strip(page)
    return [line for line in (_BLANKS.sub(" ", part).strip() for part in parts) if line]


def _is_tame(page: str) -> bool:
    depth = 0
    for closing, name, attributes in _TAG.findall(page):
        if attributes.count("=") + attributes.count(" ") > _MOST_ATTRIBUTES:
            return False
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > _MOST_DEPTH:
            return False
    return True


def _strip(page: str) -> Iterator[str]:
    """Yield the text between the tags of blocks."""
    seen = _UNSEEN_PART.sub(_BORDER, page)
    bare = _TAG.sub(lambda tag: "" if tag[2].lower() in _INLINE else _BORDER, _BLANKS.sub(" ", seen))
    return iter(html.unescape(bare).split(_BORDER))


def _parse(page: str, place: str) -> Iterator[str]:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise ArticleError(f"{place}: to read this the package selectolax is needed: pip install selectolax") from error
    root = LexborHTMLParser(page).body
    return iter(()) if root is None else _walk(root)


def _walk(root: "LexborNode") -> Iterator[str]:
    """Yield the text of each block below a node, without recursion: a page may be nested deeper than the stack."""
    inner = ""
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            inner += node.text_content or ""
        elif tag not in _INLINE:
            yield inner
            inner = ""
        if node.child is not None and tag not in _UNSEEN:
            node = node.child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node == root:
                yield inner
                return
            if node.tag not in _INLINE:
                yield inner
                inner = ""
        node = node.next if node is not None else None
