"""The context of mentions."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.models.context import describe_context
from dateline.models.masked_text import Mask, mask_text

TEXT = "Police of Fiji met officers from Tonga. The talks went well, said Fiji."
FIJI = Mask(10, 14, "HOME")
TONGA = Mask(33, 38, "PARTY")


def test_near_words_come_with_their_place_and_stay_in_the_sentence() -> None:
    features = describe_context(mask_text(TEXT, [FIJI, TONGA]), 33, 38).counts()
    assert {"l1=from", "l2=officers", "l=HOME", "r1=<>", "s=police"} <= features.keys()
    assert not any("talks" in feature for feature in features)


def test_the_mention_itself_is_no_feature_by_name() -> None:
    features = describe_context(mask_text(TEXT, [FIJI, TONGA]), 33, 38).counts()
    assert not any("tonga" in feature.lower() for feature in features)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4))
def test_any_text_can_be_masked(text: str, spans: list[tuple[int, int]]) -> None:
    masks = [Mask(start, start + size, "PARTY") for start, size in spans if start + size <= len(text)]
    masked = mask_text(text, masks)
    assert len(masked.words) == len(masked.starts)
    assert list(masked.starts) == sorted(masked.starts)
    for mask in masks:
        context = describe_context(masked, mask.start, mask.end)
        assert len(context.counts()) == len(context.near) + len(context.sentence) > 0


def test_mentions_of_one_sentence_share_its_features() -> None:
    masked = mask_text(TEXT, [FIJI, TONGA])
    fiji, tonga, talks = (describe_context(masked, start, start + 4) for start in (10, 33, 44))
    assert fiji.sentence is tonga.sentence
    assert not {"s=talks"} & set(fiji.sentence)
    assert {"s=talks"} <= set(talks.sentence)


def test_more_features_stand_beside_those_of_the_words() -> None:
    masked = mask_text(TEXT, [FIJI])
    plain, more = describe_context(masked, 10, 14), describe_context(masked, 10, 14, "kind=name")
    assert more.counts() == plain.counts() | {"kind=name": 1.0}
