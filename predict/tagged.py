"""A tagged article: what the tagger says, with scores and evidence, the same on every face."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.labels.annotation import Annotation
from dateline.labels.article import Article
from dateline.predict.doubt import Doubt, expected_errors

_MOST_SHOWN = 3  # partners, and domains, that the short form of a tagged article names


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the text that speaks for a tag.

    Attributes:
        paragraph: The paragraph's number.
        start: Where it begins in the text as given, in characters.
        end: Where it ends there.
        text: What stands there, repaired.
    """

    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PartnerTag:
    """A party other than home.

    Attributes:
        code: Its code.
        name: Its name in English.
        kind: `country` or `organisation`.
        score: Its probability.
        domains: Ids of the article's domains that it shares, surest first.
        evidence: Where it is mentioned.
    """

    code: str
    name: str
    kind: str
    score: float
    domains: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DomainTag:
    """A domain of the reported cooperation: its id, its name in English, its probability, and its evidence."""

    id: str
    name: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionTag:
    """A paragraph: where it stands in the text as given, its section, its side, and the label's probability."""

    paragraph: int
    start: int
    end: int
    label: str
    content: bool
    score: float


@dataclass(frozen=True, slots=True)
class ModelId:
    """Which model tagged."""

    name: str
    version: str


@dataclass(frozen=True)
class Scores:
    """The probabilities behind an article's tags, those of labels that were not given included.

    Attributes:
        parties: For each party that the story names its probability, home left out.
        domains: For each domain its probability.
        content: For each paragraph its probability to be content.
    """

    parties: Mapping[str, float]
    domains: Mapping[str, float]
    content: tuple[float, ...]


@dataclass(frozen=True)
class TaggedArticle:
    """An article with its tags; made by `Tagger.tag` only.

    Attributes:
        article: The article as it was read.
        home: The home country's code, or None where every party is a partner.
        partners: The parties without home, surest first.
        domains: The domains, surest first.
        sections: A label for each paragraph.
        model: The model that tagged.
        scores: The probabilities behind the tags.
    """

    article: Article
    home: str | None
    partners: tuple[PartnerTag, ...]
    domains: tuple[DomainTag, ...]
    sections: tuple[SectionTag, ...]
    model: ModelId
    scores: Scores

    @property
    def doubt(self) -> Doubt:
        """How many of the tags and paragraphs are expected to be wrong."""
        tags = {partner.code for partner in self.partners} | {domain.id for domain in self.domains}
        return Doubt(
            tags=expected_errors({**self.scores.parties, **self.scores.domains}, tags),
            paragraphs=expected_errors(
                dict(enumerate(self.scores.content)),
                {section.paragraph for section in self.sections if section.content},
            ),
        )

    @property
    def annotation(self) -> Annotation:
        """The tags in the form of gold labels."""
        return Annotation(
            self.article.id,
            tuple(section.label for section in self.sections),
            frozenset(partner.code for partner in self.partners),
            frozenset(domain.id for domain in self.domains),
            pairs={partner.code: frozenset(partner.domains) for partner in self.partners},
        )

    @property
    def headline(self) -> str:
        """The article's title: the first paragraph labelled so, else the first of the story, else the first."""
        for wanted in (lambda section: section.label == "headline", lambda section: section.content, lambda _: True):
            for section in self.sections:
                if wanted(section):
                    return self.article.paragraphs[section.paragraph].text
        raise AssertionError("an article has at least one paragraph")

    def __repr__(self) -> str:
        partners = _shorten([f"{tag.code} ({tag.score:.2f})" for tag in self.partners]) or "no partner"
        domains = _shorten([tag.id for tag in self.domains]) or "no domain"
        content = sum(section.content for section in self.sections)
        paragraphs = f"{content} of {len(self.sections)} paragraphs" + (" · review" if self.doubt.review else "")
        return f"<TaggedArticle {self.article.id!r} {self.article.language}: {partners} · {domains} · {paragraphs}>"

    def _repr_html_(self) -> str:
        """Return the article as notebooks show it."""
        from dateline.predict.tagged_html import tagged_to_html

        return tagged_to_html(self.to_dict(), self.article, self.headline)

    def to_dict(self) -> dict[str, Any]:
        """Return the tagged article as JSON values; offsets count characters of the text as given."""
        return {
            "id": self.article.id,
            "language": self.article.language,
            "home": self.home,
            "partners": [
                {
                    "code": tag.code,
                    "name": tag.name,
                    "kind": tag.kind,
                    "score": tag.score,
                    "domains": list(tag.domains),
                    "evidence": _evidence(tag.evidence),
                }
                for tag in self.partners
            ],
            "domains": [
                {"id": tag.id, "name": tag.name, "score": tag.score, "evidence": _evidence(tag.evidence)}
                for tag in self.domains
            ],
            "sections": [
                {name: getattr(section, name) for name in ("paragraph", "start", "end", "label", "content", "score")}
                for section in self.sections
            ],
            "review": self.doubt.review,
            "doubt": {"tags": round(self.doubt.tags, 2), "paragraphs": round(self.doubt.paragraphs, 2)},
            "model": {"name": self.model.name, "version": self.model.version},
        }


def _shorten(names: Sequence[str]) -> str:
    rest = f" (+{len(names) - _MOST_SHOWN})" if len(names) > _MOST_SHOWN else ""
    return ", ".join(names[:_MOST_SHOWN]) + rest


def _evidence(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"paragraph": e.paragraph, "start": e.start, "end": e.end, "text": e.text} for e in evidence]
