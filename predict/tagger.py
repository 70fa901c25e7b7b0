"""The tagger: article in, tagged article out. The one path that every face and every evaluation takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.labels.article import Article, read_article
from dateline.labels.content import Content
from dateline.models.bundle import DEFAULT_BUNDLE, Bundle, load_bundle
from dateline.models.reading import Reading, read_content
from dateline.models.sections import SectionPrediction
from dateline.predict.evidence import domain_evidence, party_evidence
from dateline.predict.tagged import DomainTag, ModelId, PartnerTag, SectionTag, TaggedArticle

DEFAULT_HOME = "VN"


@dataclass(frozen=True)
class Tagger:
    r"""Tags articles with partners, domains and sections.

    Attributes:
        bundle: The model.
        home: The home country's code, which is no partner; None keeps all parties.

    >>> tagged = Tagger.load().tag("Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed "
    ...     "a treaty on extradition in Hanoi on May 5, the two justice ministers said.")
    >>> [partner.name for partner in tagged.partners], [domain.id for domain in tagged.domains]
    (['France'], ['extradition'])
    """

    bundle: Bundle
    home: str | None = DEFAULT_HOME

    @classmethod
    def load(cls, folder: Path | str = DEFAULT_BUNDLE, home: str | None = DEFAULT_HOME) -> "Tagger":
        """Load a tagger from a bundle; from the shipped one if none is given.

        Raises:
            BundleError: The bundle is missing, damaged, or of another format version.
            LabelSetError: Home is no party of its label set.
        """
        return cls(load_bundle(Path(folder)), None).at_home(home)

    def at_home(self, home: str | None) -> "Tagger":
        """Return the same tagger for another home country; None keeps all parties.

        Raises:
            LabelSetError: Home is no party of the label set.
        """
        if home is not None:
            self.bundle.label_set.require_party(home)
        return replace(self, home=home)

    def tag(self, text: str, *, article_id: str = "", language: str | None = None) -> TaggedArticle:
        """Tag one article.

        Args:
            text: The article's text, a paragraph a line.
            article_id: Its id.
            language: `en`, `fr`, `vi` or `es`; guessed if not given.

        Raises:
            ArticleError: The text is no article.
        """
        return self.tag_article(read_article(text, article_id=article_id, language=language, known=self.bundle.known))

    def tag_many(self, texts: Iterable[str]) -> Iterator[TaggedArticle]:
        """Tag texts one after the other.

        Raises:
            ArticleError: A text is no article.
        """
        return map(self.tag, texts)

    def tag_article(self, article: Article) -> TaggedArticle:
        """Tag an article that has been read."""
        sections = self.bundle.models.sections.predict(article.texts, self.bundle.known)
        content = Content(article, sections.labels, sections.content)
        reading = read_content(content, self.bundle.label_set, self.home)
        return TaggedArticle(
            article=article,
            home=self.home,
            partners=self._partners(reading),
            domains=self._domains(reading),
            sections=self._sections(article, sections),
            model=ModelId(self.bundle.manifest.name, self.bundle.manifest.version),
        )

    def _partners(self, reading: Reading) -> tuple[PartnerTag, ...]:
        scores = self.bundle.models.parties.probabilities(reading)
        tags = []
        for code, score in scores.items():
            if score >= self.bundle.models.parties.threshold:
                party = self.bundle.label_set.parties[code]
                evidence = party_evidence(reading, code)
                tags.append(PartnerTag(code, party.names["en"], party.kind, _rounded(score), evidence))
        return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.code)))

    def _domains(self, reading: Reading) -> tuple[DomainTag, ...]:
        model = self.bundle.models.domains
        scores, by_paragraph = model.probabilities(reading)
        tags = []
        for column, domain in enumerate(model.domains):
            if scores[domain] >= model.thresholds[column]:
                name = self.bundle.label_set.domains[domain].names["en"]
                evidence = domain_evidence(reading, model, column, {n: row[column] for n, row in by_paragraph.items()})
                tags.append(DomainTag(domain, name, _rounded(scores[domain]), evidence))
        return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.id)))

    def _sections(self, article: Article, sections: SectionPrediction) -> tuple[SectionTag, ...]:
        content = self.bundle.label_set.content_sections
        return tuple(
            SectionTag(paragraph.number, paragraph.start, paragraph.end, label, label in content, _rounded(score))
            for paragraph, label, score in zip(article.paragraphs, sections.labels, sections.scores, strict=True)
        )


def _rounded(score: float) -> float:
    """Return a score as it is shown: machines differ in later digits."""
    return round(float(score), 4)
