"""Fitting the pair model."""

from dateline.labels.annotation import Annotation
from dateline.labels.label_set import LabelSet
from dateline.train.fit_pairs import fit_pairs
from dateline.train.metrics import count_article

PAIRED = Annotation(
    "x",
    ("body",),
    frozenset({"VN", "FR", "PE"}),
    frozenset({"terrorism", "training"}),
    pairs={"FR": frozenset({"terrorism"}), "PE": frozenset({"training"})},
)


def test_without_pairs_every_partner_shares_every_domain() -> None:
    model, scores = fit_pairs([], [], [])
    assert scores == {}
    assert model.threshold == 0


def test_pairs_are_counted_where_gold_tells_them_apart(label_set: LabelSet) -> None:
    everything = frozenset({"terrorism", "training"})
    found = Annotation("x", ("body",), PAIRED.parties, PAIRED.domains, pairs=dict.fromkeys(("FR", "PE"), everything))
    assert count_article(PAIRED, found, "VN", label_set)["pairs", "micro"] == (2, 4, 2)
    assert count_article(found, PAIRED, "VN", label_set)["pairs", "micro"] == (2, 2, 4)
    single = Annotation("x", ("body",), frozenset({"VN", "FR"}), PAIRED.domains, pairs={"FR": everything})
    assert count_article(single, found, "VN", label_set)["pairs", "micro"] == (0, 0, 0)
