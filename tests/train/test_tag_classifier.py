"""Labels come by name or as a matrix, and mean the same."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array, csr_matrix

from dateline.labels.errors import CorpusError
from dateline.train.tag_classifier import as_indicator

CLASSES = ("terrorism", "training")
KNOWN = ("training", "defence", "terrorism")
TRUTH = [[False, True], [False, False], [True, True]]
NAMED = [{"training"}, set(), {"terrorism", "training"}]
SAME: dict[str, Any] = {
    "sets": NAMED,
    "lists": [["training"], [], ["training", "terrorism", "training"]],
    "sets with others": [{"training", "defence"}, {"defence"}, {"terrorism", "training"}],
    "a column": pd.Series(NAMED, index=[3, 3, 3]),
    "an array of sets": np.array(NAMED, dtype=object),
    "sets as they come": (each for each in NAMED),
    "an array": np.array(TRUTH),
    "numbers": np.array(TRUTH, dtype=int),
    "rational numbers": np.array(TRUTH, dtype=float),
    "rows of numbers": [[0, 1], [0, 0], [1, 1]],
    "rows of arrays": [np.array(row) for row in TRUTH],
    "a frame": pd.DataFrame(TRUTH, columns=list(CLASSES)),
    "a sparse matrix": csr_matrix(TRUTH),
    "a sparse array": csr_array(np.array(TRUTH)),
}


@pytest.mark.parametrize("given", SAME.values(), ids=list(SAME))
def test_labels_come_in_many_forms(given: Any) -> None:  # noqa: ANN401
    found = as_indicator(given, 3, CLASSES, KNOWN)
    assert (found.dtype, found.tolist()) == (np.dtype(bool), TRUTH)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([{"training"}, "training"], r"y\[1\] is 'training'; wanted a set of labels, as in \{'training'\}"),
        ([{"training"}, 7], r"y\[1\] is 7; wanted a set of labels"),
        ([{"training"}], "X has 2 articles and y has 1"),
        (np.zeros((3, 2)), "X has 2 articles and y has 3"),
        (np.zeros((2, 3)), r"y has the shape \(2, 3\); wanted a column for each of 2 classes"),
        (np.zeros((2, 2, 2)), r"y has the shape \(2, 2, 2\); wanted a column"),
        ([[0, 1], [2, 0]], "y is a matrix of other values than 0 and 1"),
        ("training", "y is the string 'training'"),
    ],
)
def test_other_forms_are_refused(given: Any, error: str) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match=error):
        as_indicator(given, 2, CLASSES, KNOWN)


def test_an_unknown_label_is_named_with_those_that_there_are() -> None:
    with pytest.raises(CorpusError, match=r"y\[1\]: 'trade' is no label .*; there are: training, defence, terrorism$"):
        as_indicator([set(), {"trade"}], 2, CLASSES, KNOWN)
    with pytest.raises(CorpusError, match=r"there are: 0, 1, .*, 29 and 12 more$"):
        as_indicator([{"trade"}], 1, CLASSES, [str(number) for number in range(42)])
