"""A party is asked for by its code, and who writes its name instead is told the code."""

import pickle

import pytest

from dateline.labels.errors import LabelSetError
from dateline.labels.label_set import LabelSet


def message_of(label_set: LabelSet, written: str) -> str:
    with pytest.raises(LabelSetError) as caught:
        label_set.require_party(written.upper(), written)
    return str(caught.value)


def test_a_code_is_that_of_its_party(label_set: LabelSet) -> None:
    assert label_set.require_party("FR").names["en"] == "France"


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("kenya", "the code of Kenya is KE"),
        ("Hoa Kỳ", "the code of United States is US"),
        ("royaume-uni", "the code of United Kingdom is GB"),
        ("UK", "the code of United Kingdom is GB"),
        ("Congo", "a country is given by its ISO 3166-1 code (FR), an organisation by its acronym (INTERPOL)"),
        ("XX", "a country is given by its ISO 3166-1 code (FR), an organisation by its acronym (INTERPOL)"),
        ("", "a country is given by its ISO 3166-1 code (FR), an organisation by its acronym (INTERPOL)"),
    ],
)
def test_what_is_no_code_is_shown_as_it_was_written_with_the_code_that_it_names(
    written: str, cure: str, label_set: LabelSet
) -> None:
    assert message_of(label_set, written) == f"{written!r} is no party of the label set 'security-cooperation'; {cure}"


def test_a_label_set_that_has_made_lexicons_can_be_pickled(label_set: LabelSet) -> None:
    found = label_set.party_lexicon("en").find("Fiji and Tonga")
    copy = pickle.loads(pickle.dumps(label_set))
    assert copy == label_set
    assert copy.party_lexicon("en").find("Fiji and Tonga") == found
