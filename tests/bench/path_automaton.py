"""The floor: one pass of the bare Aho-Corasick automaton over the strings of dateline's English lexicons."""

from collections.abc import Sequence

import ahocorasick_rs
from loop import Path, serve

from dateline.models.bundle import load_bundle


def prepare(_: str) -> Path:
    """Make the automaton."""
    label_set = load_bundle().label_set
    strings = {*label_set.party_surfaces["en"], *label_set.domain_surfaces["en"]}
    automaton = ahocorasick_rs.AhoCorasick(sorted({string.rstrip("*").lower() for string in strings}))

    def find(texts: Sequence[str]) -> object:
        return [automaton.find_matches_as_indexes(text.lower(), overlapping=True) for text in texts]

    return find


if __name__ == "__main__":
    serve(prepare)
