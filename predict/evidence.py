"""Evidence: the places of a text that carried a decision."""

from collections.abc import Iterable, Mapping

from dateline.models.domains import DomainModel
from dateline.models.reading import Reading
from dateline.predict.tagged import Evidence

_MOST_PLACES = 8
_NAMED = 0.5  # the probability of a paragraph to name a domain from which its cues count as evidence
_MOST_WORDS = 3


def party_evidence(reading: Reading, code: str) -> tuple[Evidence, ...]:
    """Return where a party is mentioned in the content, its first places."""
    places = reading.party_places[code][:_MOST_PLACES]
    return tuple(_evidence(reading, number, mention.start, mention.end) for number, mention in places)


def domain_evidence(
    reading: Reading, model: DomainModel, column: int, probabilities: Mapping[int, float]
) -> tuple[Evidence, ...]:
    """Return the cues of a domain in the paragraphs that name it; where no cue stands, the words that weighed most.

    Args:
        reading: The article.
        model: The model that decided.
        column: The domain's place in it.
        probabilities: For each paragraph read the probability that it names the domain and is content.
    """
    best = max(probabilities, key=lambda number: probabilities[number])
    places = reading.domain_places.get(model.domains[column], ())
    named = [place for place in places if probabilities[place[0]] >= _NAMED] or [
        place for place in places if place[0] == best
    ]
    if named:
        return tuple(_evidence(reading, number, mention.start, mention.end) for number, mention in named[:_MOST_PLACES])
    return tuple(_evidence(reading, best, *span) for span in _heaviest_words(reading, model, column, best))


def _heaviest_words(reading: Reading, model: DomainModel, column: int, number: int) -> Iterable[tuple[int, int]]:
    """Return the spans of the words of a paragraph that spoke most for a domain, in order of their place."""
    shares = model.words.shares(reading.content.paragraphs[number].text, column)
    heaviest = sorted(shares, reverse=True)[:_MOST_WORDS]
    return sorted((start, end) for share, start, end in heaviest if share > 0)


def _evidence(reading: Reading, number: int, start: int, end: int) -> Evidence:
    paragraph = reading.content.paragraphs[number]
    return Evidence(number, *paragraph.given_span(start, end), paragraph.text[start:end])
