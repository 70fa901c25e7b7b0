"""A tagged article as a fragment of HTML, for notebooks: tags as chips, the text with its sections and its evidence.

Whatever stands in an article is shown as text and nothing of it is run: all of it is escaped, and there is no script.
Colours are thin layers over whatever the notebook has, so that its own letters stay readable, light or dark.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import Any

from dateline.labels.article import Article

Json = Mapping[str, Any]

_MOST_WORDS = 4

_STYLE = """
.dateline{max-width:60em;line-height:1.45}
.dateline-title{font-size:1.25em;font-weight:600}
.dateline-about{font-size:.85em;opacity:.75;margin-bottom:.5em}
.dateline-row{display:flex;align-items:baseline;gap:.6em;margin:.25em 0}
.dateline-of{flex:0 0 5em;font-size:.85em;opacity:.75}
.dateline-tags{flex:1;display:flex;flex-wrap:wrap;align-items:baseline;gap:.3em .4em}
.dateline-chip{padding:.05em .6em;border-radius:1em;border:1px solid rgba(128,128,128,.45)}
.dateline-score{font-size:.85em;opacity:.75;font-variant-numeric:tabular-nums}
.dateline-shares{font-size:.9em;opacity:.85}
.dateline-chip.dateline-partner,.dateline mark.dateline-partner{background:rgba(60,130,240,.26)}
.dateline-chip.dateline-domain{background:rgba(240,150,0,.3)}
.dateline mark{color:inherit;background:none;padding:0;border-radius:.15em}
.dateline mark.dateline-domain{box-shadow:inset 0 -.5em rgba(240,150,0,.45)}
.dateline-review{margin:.5em 0;padding:.2em .6em;border-left:.25em solid #d9480f;background:rgba(217,72,15,.14)}
.dateline-text{margin-top:.6em}
.dateline-line{display:flex;align-items:baseline;gap:.6em;padding:.2em .6em;margin:1px 0;
border-left:.25em solid rgba(128,128,128,.5);background:rgba(128,128,128,.07)}
.dateline-label{flex:0 0 5em;font-size:.85em;opacity:.75}
.dateline .dateline-paragraph{flex:1;min-width:0;margin:0;overflow-wrap:anywhere}
.dateline-s-headline{border-color:rgba(60,130,240,.9);background:rgba(60,130,240,.09)}
.dateline-s-headline .dateline-paragraph{font-weight:600}
.dateline-s-summary{border-color:rgba(20,160,120,.9);background:rgba(20,160,120,.09)}
.dateline-s-caption{border-color:rgba(160,90,220,.9);background:rgba(160,90,220,.09)}
.dateline-text details>summary{cursor:pointer;padding:.2em .6em;font-size:.85em;opacity:.85}
.dateline-text details .dateline-line{border-left-style:dashed}
.dateline-text details .dateline-paragraph{opacity:.85}
"""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Characters `start` to `end` of a paragraph's repaired text, which speak for a tag."""

    start: int
    end: int
    kind: str
    name: str


def tagged_to_html(tagged: Json, article: Article, headline: str) -> str:
    """Return a tagged article as a fragment of HTML.

    Args:
        tagged: The tags, as `TaggedArticle.to_dict` gives them.
        article: The article that they are of.
        headline: Its title.
    """
    marks = _find_marks(tagged, article)
    parts = (
        f"<style>{_STYLE}</style>",
        _div("dateline-title", _escape(headline)),
        _div("dateline-about", _about(tagged)),
        *_partners(tagged),
        _row("Domains", "".join(_chip("domain", tag, tag["id"]) for tag in tagged["domains"])),
        _review(tagged),
        _div("dateline-text", "\n".join(_text(tagged["sections"], article, marks))),
    )
    return _div("dateline", "\n".join(filter(None, parts)))


def _escape(text: object) -> str:
    """Return a text as HTML; half of a surrogate pair, which no notebook can save, becomes a question mark."""
    return escape(str(text).encode("utf-8", "replace").decode())


def _div(name: str, inner: str) -> str:
    return f'<div class="{name}">{inner}</div>'


def _row(subject: str, tags: str) -> str:
    return _div("dateline-row", f'<span class="dateline-of">{subject}</span>' + _div("dateline-tags", tags or "none"))


def _about(tagged: Json) -> str:
    model = tagged["model"]
    home = f"home {tagged['home']}" if tagged["home"] else "no home"
    return " · ".join(
        _escape(part)
        for part in (tagged["id"], tagged["language"], home, f"{model['name']} {model['version']}")
        if part
    )


def _partners(tagged: Json) -> Iterator[str]:
    """Yield the rows of partners: all in one, or where there are several one for each with the domains it shares."""
    partners = tagged["partners"]
    if len(partners) < 2:
        yield _row("Partners", "".join(map(_partner, partners)))
        return
    names = {domain["id"]: domain["name"] for domain in tagged["domains"]}
    for place, partner in enumerate(partners):
        shared = ", ".join(names[domain] for domain in partner["domains"]) or "no domain"
        shared = "all domains" if len(partner["domains"]) == len(names) > 1 else shared
        shares = f'<span class="dateline-shares">{_escape(shared)}</span>'
        yield _row("" if place else "Partners", _partner(partner) + shares)


def _partner(tag: Json) -> str:
    return _chip("partner", tag, f"{tag['code']}, {tag['kind']}")


def _chip(kind: str, tag: Json, about: str) -> str:
    words = list(dict.fromkeys(place["text"] for place in tag["evidence"]))
    title = f"{about}: {', '.join(words[:_MOST_WORDS])}{' …' if len(words) > _MOST_WORDS else ''}"
    score = f'<span class="dateline-score">{tag["score"]:.2f}</span>'
    return (
        f'<span class="dateline-chip dateline-{kind}" title="{_escape(title)}">{_escape(tag["name"])} {score}</span> '
    )


def _review(tagged: Json) -> str:
    doubt = tagged["doubt"]
    if not tagged["review"]:
        return ""
    found = f"expected to be wrong: {doubt['tags']:.1f} tags, {doubt['paragraphs']:.1f} paragraphs"
    return _div("dateline-review", f"<strong>Review</strong> · {found}")


def _find_marks(tagged: Json, article: Article) -> dict[int, list[_Mark]]:
    """Return the evidence of all tags by paragraph, in places of its repaired text."""
    marks: dict[int, list[_Mark]] = {}
    for kind in ("partner", "domain"):
        for tag in tagged[f"{kind}s"]:
            for place in tag["evidence"]:
                paragraph = article.paragraphs[place["paragraph"]]
                start, end = place["start"] - paragraph.start, place["end"] - paragraph.start
                start, end = paragraph.repaired.repaired_span(start, end)
                marks.setdefault(paragraph.number, []).append(_Mark(start, end, kind, tag["name"]))
    return marks


def _text(sections: Sequence[Json], article: Article, marks: Mapping[int, Sequence[_Mark]]) -> Iterator[str]:
    """Yield the paragraphs in order, each run of boilerplate folded."""
    for content, run in groupby(sections, key=lambda section: bool(section["content"])):
        found = list(run)
        lines = "\n".join(_line(section, article, marks.get(section["paragraph"], ())) for section in found)
        if content:
            yield lines
        else:
            count = sum(len(marks.get(section["paragraph"], ())) for section in found)
            yield f"<details><summary>{_count(found, count)}</summary>\n{lines}\n</details>"


def _count(sections: Sequence[Json], marks: int) -> str:
    labels = Counter(section["label"] for section in sections)
    counted = ", ".join(f"{number} × {label}" for label, number in labels.items())
    return _escape(counted + (f" · marked places: {marks}" if marks else ""))


def _line(section: Json, article: Article, marks: Sequence[_Mark]) -> str:
    label = _escape(section["label"])
    text = _mark_text(article.paragraphs[section["paragraph"]].text, marks)
    return (
        f'<div class="dateline-line dateline-s-{label}">'
        f'<span class="dateline-label" title="{section["score"]:.2f}">{label}</span>'
        f'<p class="dateline-paragraph" lang="{_escape(article.language)}" dir="auto">{text}</p></div>'
    )


def _mark_text(text: str, marks: Sequence[_Mark]) -> str:
    """Return a paragraph with its evidence marked; it is cut where marks begin and end, for they may overlap."""
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    parts = []
    for start, end in pairwise(cuts):
        inside = [mark for mark in marks if mark.start <= start and end <= mark.end]
        parts.append(_mark_piece(text[start:end], inside))
    return "".join(parts)


def _mark_piece(piece: str, marks: Sequence[_Mark]) -> str:
    if not marks:
        return _escape(piece)
    names = " ".join(f"dateline-{kind}" for kind in dict.fromkeys(mark.kind for mark in marks))
    title = ", ".join(dict.fromkeys(f"{mark.kind}: {mark.name}" for mark in marks))
    return f'<mark class="{names}" title="{_escape(title)}">{_escape(piece)}</mark>'
