"""The work on a paragraph grows with its length, not with its square: an article may be one long line."""

import time

import pytest

from dateline.predict.tagger import Tagger

UNITS = {
    "a word": "nation",
    "foreign letters": "ж",
    "letters of both": "жa",
    "names": "Fiji, ",
    "names of many": "Fiji, Tonga, Samoa, Peru, Chile and Laos, ",
    "sentences": "Fiji and Tonga agreed on extradition and cybercrime with Samoa. Officers of Peru met. ",
    "one sentence": "Fiji and Tonga agreed on extradition and cybercrime with Samoa, officers of Peru met, ",
    "quotation marks": "“",
    "figures": "1.2:",
    "blanks": "a  ",
    "hashes": "# ",
}
LEAST, TIMES = 6_000, 8


def measure(tagger: Tagger, unit: str, size: int) -> float:
    """Return the CPU time of a text of a size that the tagger has not seen, the best of two."""
    best = float("inf")
    for number in range(2):
        text = unit * (size // len(unit)) + str(number)
        begin = time.process_time()
        tagger.tag(text)
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_eight_times_the_length_costs_much_less_than_its_square(unit: str, tagger: Tagger) -> None:
    short = measure(tagger, unit, LEAST)
    assert measure(tagger, unit, LEAST * TIMES) < short * TIMES**2 / 2
