"""Learning: what holds while models are fitted."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

from dateline.labels.errors import CorpusError


@contextmanager
def learning(what: str) -> Iterator[None]:
    """Fit in this block: on one thread of linear algebra, with an error that speaks of the articles.

    Raises:
        CorpusError: scikit-learn found too little to tell apart.
    """
    # Processes and threads of our own share the cores better.
    with threadpool_limits(1, user_api="blas"), warnings.catch_warnings():
        # The variance of a feature that is the same everywhere comes out as 0, or as a hair less.
        warnings.filterwarnings("ignore", "invalid value encountered in sqrt", RuntimeWarning)
        try:
            yield
        except ValueError as error:
            # What it says is of its matrices, and stands in the cause.
            raise CorpusError(
                f"the articles are too few, or too much alike, to learn {what} from; give more"
            ) from error
