"""Spark gets a function over partitions and the schema of what it yields; what Spark does with both is done by hand."""

import pickle
from collections.abc import Iterator
from functools import partial

import pandas as pd
import pyarrow
import pytest
from pandas.testing import assert_frame_equal

from dateline.labels.errors import ArticleError
from dateline.predict.readers import Fields
from dateline.predict.spark_frames import SPARK_TYPES, spark_schema, tag_partitions
from dateline.predict.tagged_frame import TAG_COLUMNS, tag_frame
from dateline.predict.tagger import Tagger

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
ARROW_TYPES = {
    "array<string>": pyarrow.list_(pyarrow.string()),
    "array<double>": pyarrow.list_(pyarrow.float64()),
    "bigint": pyarrow.int64(),
    "boolean": pyarrow.bool_(),
    "string": pyarrow.string(),
}


@pytest.fixture
def frames() -> list[pd.DataFrame]:
    partitions = [[TREATY, "Suva"], [], [None, None], [TREATY, None]]
    return [pd.DataFrame({"text": pd.Series(texts, dtype=object)}) for texts in partitions]


def test_partitions_come_one_for_one_and_in_order(frames: list[pd.DataFrame], tagger: Tagger) -> None:
    tagged = list(tag_partitions(frames))
    for found, frame in zip(tagged, frames, strict=True):
        assert_frame_equal(found, tag_frame(tagger, frame))


def test_a_partition_is_tagged_when_it_is_asked_for(frames: list[pd.DataFrame]) -> None:
    taken = []

    def source() -> Iterator[pd.DataFrame]:
        for number, frame in enumerate(frames):
            taken.append(number)
            yield frame

    tagged = tag_partitions(source())
    assert taken == []
    next(tagged)
    assert taken == [0]


def test_a_function_with_settings_can_be_sent_to_another_process(tagger: Tagger) -> None:
    frame = pd.DataFrame({"story": [TREATY], "partners": ["mine"]})
    fields = Fields(text="story")
    tag = pickle.loads(
        pickle.dumps(partial(tag_partitions, home=None, fields=fields, evidence=False, prefix="tag_")),
    )
    [found] = tag([frame])
    assert_frame_equal(found, tag_frame(tagger.at_home(None), frame, fields, evidence=False, prefix="tag_"))
    assert found["tag_partners"].tolist() == [["FR", "VN"]]


def test_what_is_yielded_fits_the_schema(frames: list[pd.DataFrame]) -> None:
    [*columns] = [column.split("` ") for column in spark_schema([("text", "string")]).removeprefix("`").split(", `")]
    for tagged in tag_partitions(frames):
        assert [name for name, _ in columns] == list(tagged.columns)
        for name, kind in columns:
            cells = pyarrow.Array.from_pandas(tagged[name], type=ARROW_TYPES[kind])
            assert cells.null_count == tagged[name].isna().sum()


@pytest.mark.parametrize(
    ("evidence", "prefix", "last"),
    [(True, "", "`tags` string"), (False, "", "`error` string"), (True, "tag_", "`tag_tags` string")],
)
def test_the_schema_has_the_columns_that_are_yielded(evidence: bool, prefix: str, last: str) -> None:
    found = spark_schema([("text", "string")], evidence, prefix).split(", ")
    wanted = (f"`{prefix}{name}` {SPARK_TYPES[kind]}" for name, kind in TAG_COLUMNS.items())
    assert found == ["`text` string", *wanted][: len(found)]
    assert found[-1] == last


def test_the_schema_quotes_names_and_keeps_types() -> None:
    dtypes = [("a`b c", "array<struct<x:int,y:string>>"), ("text", "string")]
    assert spark_schema(iter(dtypes)).startswith("`a``b c` array<struct<x:int,y:string>>, `text` string, `partners` ")


@pytest.mark.parametrize("name", ["partners", "Tags"])
def test_a_column_of_the_same_name_is_refused_before_anything_runs(name: str) -> None:
    with pytest.raises(ArticleError, match=f"the table has a column '{name}'"):
        spark_schema([("text", "string"), (name, "string")])
