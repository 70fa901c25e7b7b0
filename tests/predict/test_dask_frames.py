"""Dask frames are tagged partition by partition: each row once, whatever dies meanwhile."""

# mypy: disable-error-code="no-untyped-call"
# Dask publishes types for few of its functions.

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import dask.dataframe as dd
import pandas as pd
import pytest
from distributed import Client, LocalCluster, futures_of, wait
from pandas.testing import assert_frame_equal
from pyarrow.parquet import read_table

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import ArticleError, BundleError, LabelSetError
from dateline.predict.dask_frames import parquet_schema, tag_dask
from dateline.predict.readers import Fields
from dateline.predict.tagged_frame import tag_frame
from dateline.predict.tagger import Tagger

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
TEXTS = [TREATY, TREATY, "Suva", "Suva", None, None]  # partitions of tags, of none, of failures


@pytest.fixture
def client() -> Iterator[Client]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def small() -> dd.DataFrame:
    return dd.from_pandas(pd.DataFrame({"text": TEXTS, "views": range(6)}), npartitions=3)


def test_every_row_is_tagged_once_though_a_process_is_killed(
    client: Client, labelled: list[LabelledArticle], tagger: Tagger
) -> None:
    some = labelled[:48]
    columns = {"url": [each.article.id for each in some], "body": [each.text for each in some]}
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(some)) * 10)
    frame.loc[50, "body"] = None
    articles = dd.from_pandas(frame, npartitions=4)
    tagged = client.persist(tag_dask(articles, home="FR"))
    parts = futures_of(tagged)
    wait(parts, return_when="FIRST_COMPLETED")
    # Who is killed has a partition that is done, which is lost, and has most likely begun another.
    victim = next(holders[0] for holders in client.who_has(parts).values() if holders)
    before = client.run(os.getpid)
    os.kill(before[victim], signal.SIGKILL)
    found = client.compute(tagged).result()
    assert len(parts) == 4
    assert_frame_equal(found, tag_frame(tagger.at_home("FR"), articles.compute()))
    assert found["url"].tolist() == [each.article.id for each in some]
    client.wait_for_workers(2)
    assert before[victim] not in client.run(os.getpid).values()


def test_columns_are_known_before_anything_is_tagged(small: dd.DataFrame) -> None:
    tagged = tag_dask(small)
    assert tagged.dtypes.equals(tagged.compute(scheduler="synchronous").dtypes)
    assert tagged.npartitions == 3


def test_settings_come_through(small: dd.DataFrame, tagger: Tagger) -> None:
    articles = small.assign(story=small["text"], partners="mine")
    fields = Fields(text="story")
    found = tag_dask(articles, home=None, fields=fields, evidence=False, prefix="tag_").compute(scheduler="synchronous")
    whole = articles.compute()
    assert_frame_equal(found, tag_frame(tagger.at_home(None), whole, fields, evidence=False, prefix="tag_"))
    assert found["tag_partners"].iloc[0] == ["FR", "VN"]


def test_what_cannot_be_tagged_is_told_before_anything_is(small: dd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="the table has no column 'body'"):
        tag_dask(small, fields=Fields(text="body"))
    with pytest.raises(ArticleError, match="the table has a column 'review'"):
        tag_dask(small.assign(review=1))
    with pytest.raises(LabelSetError, match="'XX' is no party"):
        tag_dask(small, home="XX")
    with pytest.raises(BundleError):
        tag_dask(small, tmp_path)


@pytest.mark.parametrize("prefix", ["", "tag_"])
def test_a_tagged_frame_can_be_written_as_parquet(prefix: str, small: dd.DataFrame, tmp_path: Path) -> None:
    tagged = tag_dask(small, prefix=prefix)
    tagged.to_parquet(tmp_path, schema=parquet_schema(tagged, prefix), write_index=False)
    wanted = tagged.compute(scheduler="synchronous").astype(object)
    assert read_table(tmp_path).to_pylist() == wanted.where(wanted.notna(), None).to_dict("records")


@pytest.mark.parametrize(("package", "make"), [("dask.dataframe", tag_dask), ("pyarrow", parquet_schema)])
def test_a_package_that_is_missing_is_named(
    package: str, make: Callable[[dd.DataFrame], object], small: dd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ArticleError, match=r'pip install "dateline\[dask\]"'):
        make(small)
