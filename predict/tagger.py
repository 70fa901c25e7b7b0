"""The tagger: article in, tagged article out. The one path that every face and every evaluation takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dateline.labels.article import Article, read_article
from dateline.labels.content import Content
from dateline.models.bundle import DEFAULT_BUNDLE, Bundle, load_bundle
from dateline.models.mentions import find_mentions
from dateline.models.reading import Reading, read_content
from dateline.models.sections import SectionPrediction
from dateline.predict.batch import home_of
from dateline.predict.evidence import domain_evidence, party_evidence
from dateline.predict.readers.fields import Fields
from dateline.predict.repeats import Repeats, find_repeats
from dateline.predict.tagged import DomainTag, ModelId, PartnerTag, Scores, SectionTag, TaggedArticle
from dateline.predict.tagged_frame import tag_frame

if TYPE_CHECKING:
    from pandas import DataFrame

Floats = NDArray[np.float64]

DEFAULT_HOME = "VN"


@dataclass(frozen=True)
class Tagger:
    r"""Tags articles with partners, domains and sections.

    It keeps what it computed of words and lines for the next article, so threads must not share one: give each thread a
    tagger of its own, or tag in processes.

    Attributes:
        bundle: The model.
        home: The home country's code, which is no partner; None keeps all parties.
        min_score: The least probability of a tag; the model's own thresholds if None.
        repeats: Paragraphs that stand in several stories of the batch, and so in none.

    >>> tagged = Tagger.load().tag("Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed "
    ...     "a treaty on extradition in Hanoi on May 5, the two justice ministers said.")
    >>> [partner.name for partner in tagged.partners], [domain.id for domain in tagged.domains]
    (['France'], ['extradition'])
    """

    bundle: Bundle
    home: str | None = DEFAULT_HOME
    min_score: float | None = None
    repeats: Repeats = field(default_factory=Repeats)

    def __repr__(self) -> str:
        manifest, least = self.bundle.manifest, "" if self.min_score is None else f" min_score={self.min_score}"
        return f"<Tagger {manifest.name} {manifest.version} home={self.home}{least}>"

    def __post_init__(self) -> None:
        """Check the least probability."""
        if self.min_score is not None and not 0 <= self.min_score <= 1:
            raise ValueError(f"min_score is {self.min_score}; it is a probability, from 0 to 1")

    @classmethod
    def load(
        cls,
        folder: Path | str = DEFAULT_BUNDLE,
        home: str | None = DEFAULT_HOME,
        min_score: float | None = None,
    ) -> "Tagger":
        """Load a tagger from a bundle; from the shipped one if none is given.

        Raises:
            BundleError: The bundle is missing, damaged, or of another format version.
            LabelSetError: Home is no party of its label set.
            ValueError: The least probability is not from 0 to 1.
        """
        return cls(load_bundle(Path(folder)), None, min_score).at_home(home)

    def at_home(self, home: str | None) -> "Tagger":
        """Return the same tagger for another home country; None or `none` keeps all parties, case does not count.

        Raises:
            LabelSetError: Home is no party of the label set.
        """
        code = home_of(home)
        if code is not None and home is not None:
            self.bundle.label_set.require_party(code, home)
        return replace(self, home=code)

    def with_repeats(self, articles: Iterable[Article]) -> "Tagger":
        """Return the same tagger with the paragraphs that recur in a batch of articles taken for boilerplate."""
        return replace(self, repeats=find_repeats(article.texts for article in articles))

    def read(self, text: str, *, article_id: str = "", language: str | None = None) -> Article:
        """Read a text as the tagger does, with glued words taken apart.

        Raises:
            ArticleError: The text is no article.
        """
        return read_article(text, article_id=article_id, language=language, known=self.bundle.known)

    def tag(self, text: str, *, article_id: str = "", language: str | None = None) -> TaggedArticle:
        """Tag one article.

        Args:
            text: The article's text, a paragraph a line.
            article_id: Its id.
            language: `en`, `fr`, `vi` or `es`; guessed if not given.

        Raises:
            ArticleError: The text is no article.
        """
        return self.tag_article(self.read(text, article_id=article_id, language=language))

    def tag_many(self, texts: Iterable[str]) -> Iterator[TaggedArticle]:
        """Tag texts one after the other.

        Raises:
            ArticleError: A text is no article.
            TypeError: The texts are one string.
        """
        if isinstance(texts, str):
            raise TypeError("the texts are one str; give a list of texts, or call tag() for one")
        return map(self.tag, texts)

    def tag_frame(
        self,
        frame: "DataFrame",
        fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
        *,
        evidence: bool = True,
        prefix: str = "",
    ) -> "DataFrame":
        """Return a pandas frame, a row an article, with its tags in added columns; see `predict.tag_frame`.

        Raises:
            ArticleError: A column is missing, stands twice, or has the name of one that is added.
        """
        return tag_frame(self, frame, fields, evidence, prefix)

    def tag_article(self, article: Article) -> TaggedArticle:
        """Tag an article that has been read."""
        mentions = find_mentions(article, self.bundle.label_set)
        foreign = self.repeats.lines_of(article)
        sections = self.bundle.models.sections.predict(article.texts, mentions, self.bundle.known, foreign)
        content = Content(article, sections.labels, sections.content)
        reading = read_content(content, mentions, self.bundle.label_set, self.home)
        parties = self.bundle.models.parties.probabilities(reading)
        cooperation = max(parties.values(), default=0.0)
        domains, by_paragraph = self.bundle.models.domains.probabilities(reading, cooperation)
        tags = self._domains(reading, domains, by_paragraph)
        return TaggedArticle(
            article=article,
            home=self.home,
            partners=self._partners(reading, parties, self._by_paragraph(tags, by_paragraph)),
            domains=tags,
            sections=self._sections(article, sections),
            model=ModelId(self.bundle.manifest.name, self.bundle.manifest.version),
            scores=Scores(parties, domains, sections.content),
        )

    def _domains(
        self, reading: Reading, scores: Mapping[str, float], by_paragraph: Mapping[int, Floats]
    ) -> tuple[DomainTag, ...]:
        model = self.bundle.models.domains
        tags = []
        for column, domain in enumerate(model.domains):
            if scores[domain] >= self._least(float(model.thresholds[column])):
                name = self.bundle.label_set.domains[domain].names["en"]
                evidence = domain_evidence(reading, model, column, {n: row[column] for n, row in by_paragraph.items()})
                tags.append(DomainTag(domain, name, _rounded(scores[domain]), evidence))
        return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.id)))

    def _by_paragraph(
        self, tags: Iterable[DomainTag], by_paragraph: Mapping[int, Floats]
    ) -> dict[str, dict[int, float]]:
        """Return for each domain tagged the probability of each paragraph to name it."""
        columns = {domain: column for column, domain in enumerate(self.bundle.models.domains.domains)}
        return {tag.id: {number: float(row[columns[tag.id]]) for number, row in by_paragraph.items()} for tag in tags}

    def _partners(
        self, reading: Reading, scores: Mapping[str, float], domains: Mapping[str, Mapping[int, float]]
    ) -> tuple[PartnerTag, ...]:
        models = self.bundle.models
        least = self._least(models.parties.threshold)
        named = (code for code, score in scores.items() if score >= least)
        partners = sorted(named, key=lambda code: (-_rounded(scores[code]), code))
        shared = models.pairs.pair(reading, partners, domains)
        tags = []
        for code in partners:
            party = self.bundle.label_set.parties[code]
            evidence = party_evidence(reading, code)
            tags.append(PartnerTag(code, party.names["en"], party.kind, _rounded(scores[code]), shared[code], evidence))
        return tuple(tags)

    def _least(self, threshold: float) -> float:
        return threshold if self.min_score is None else self.min_score

    def _sections(self, article: Article, sections: SectionPrediction) -> tuple[SectionTag, ...]:
        content = self.bundle.label_set.content_sections
        return tuple(
            SectionTag(paragraph.number, paragraph.start, paragraph.end, label, label in content, _rounded(score))
            for paragraph, label, score in zip(article.paragraphs, sections.labels, sections.scores, strict=True)
        )


def _rounded(score: float) -> float:
    """Return a score as it is shown: machines differ in later digits."""
    return round(float(score), 4)
