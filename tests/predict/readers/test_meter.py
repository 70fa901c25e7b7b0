"""The meter knows the share that has been read, if the size is known."""

import pytest

from dateline.predict.readers.meter import Meter


@pytest.mark.parametrize(("total", "read", "share"), [(8, 0, 0.0), (8, 2, 0.25), (8, 8, 1.0), (8, 9, 1.0)])
def test_the_share_is_of_the_total_and_never_above_it(total: int, read: int, share: float) -> None:
    assert Meter(total, read).share == share


def test_the_share_of_what_has_no_known_size_is_not_known() -> None:
    assert Meter(read=5).share is None
