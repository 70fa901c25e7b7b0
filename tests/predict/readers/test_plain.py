"""Values of tables become JSON, and JSON stays as it is."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.predict.readers.plain import as_json

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
TABLE_VALUES = st.recursive(
    st.floats() | st.dates() | st.datetimes() | st.timedeltas() | st.decimals() | st.binary() | st.uuids() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.integers() | st.text(), inner),
)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 12, tzinfo=UTC), "2024-05-01T12:00:00+00:00"),
        (time(7, 30), "07:30:00"),
        (timedelta(days=1), "1 day, 0:00:00"),
        (Decimal("1.10"), "1.10"),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (float("nan"), None),
        (float("-inf"), None),
        ("é".encode(), "é"),
        (b"\xff\x00", [255, 0]),
        ({"a": (float("nan"), {7: date(2024, 5, 1)})}, {"a": [None, {"7": "2024-05-01"}]}),
    ],
    ids=repr,
)
def test_values_of_a_table_become_json(value: object, wanted: object) -> None:
    assert as_json(value) == wanted


@settings(deadline=None)
@given(JSON_VALUES)
def test_json_stays_as_it_is(value: object) -> None:
    assert repr(as_json(value)) == repr(value)


@settings(deadline=None)
@given(TABLE_VALUES)
def test_json_can_hold_whatever_a_table_holds(value: object) -> None:
    assert json.loads(json.dumps(as_json(value), allow_nan=False)) == as_json(value)
