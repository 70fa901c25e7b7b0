"""Enumerations found in one pass are those that a search from each member finds."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.models.enumerations import Enumerations

NAMES, JOINTS = ("PARTY", "HOME"), ("and", "the", "de")


def search(words: list[str], member: range) -> range:
    """Return the places of an enumeration, found by a search to both sides."""
    begin, end = member.start, member.stop
    at = member.start - 1
    while at >= 0 and words[at] in (*NAMES, *JOINTS):
        begin = at if words[at] in NAMES else begin
        at -= 1
    at = member.stop
    while at < len(words) and words[at] in (*NAMES, *JOINTS):
        end = at + 1 if words[at] in NAMES else end
        at += 1
    return range(begin, end)


@given(st.lists(st.sampled_from((*NAMES, *JOINTS, "met", ";")), min_size=1), st.data())
def test_each_member_finds_the_whole(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    member = range(start, data.draw(st.integers(start + 1, len(words))))
    enumerations = Enumerations(words)
    whole = enumerations.find(member)
    assert whole == search(words, member)
    within = words[whole.start : whole.stop]
    assert enumerations.count(whole) == sum(within.count(name) for name in NAMES)
    assert enumerations.names_home(whole) == ("HOME" in within)
