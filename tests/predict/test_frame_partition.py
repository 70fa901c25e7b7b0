"""A partition is tagged as a frame is, and each process loads a model once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from dateline.labels.errors import LabelSetError
from dateline.predict import Tagger, tag_frame
from dateline.predict.frame_partition import tag_partition

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."


def test_a_partition_is_tagged_for_its_home(tagger: Tagger) -> None:
    frame = pd.DataFrame({"text": pd.Series([TREATY, None], dtype=object)})
    assert_frame_equal(tag_partition(frame), tag_frame(tagger, frame))
    assert_frame_equal(tag_partition(frame, home=None), tag_frame(tagger.at_home(None), frame))
    with pytest.raises(LabelSetError, match="'XX' is no party"):
        tag_partition(frame, home="XX")


def test_a_process_loads_a_model_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tagger: Tagger) -> None:
    loaded = []

    def load(folder: Path, home: str | None) -> Tagger:
        sleep(0.05)  # the time in which another thread comes
        loaded.append(folder)
        return tagger.at_home(home)

    monkeypatch.setattr(Tagger, "load", load)
    with ThreadPoolExecutor(4) as pool:
        homes = ["VN", "FR", "VN", "FR"]
        tagged = list(
            pool.map(lambda home: tag_partition(pd.DataFrame({"text": [TREATY]}), str(tmp_path), home), homes)
        )
    assert loaded == [tmp_path]
    assert [frame["partners"].tolist() for frame in tagged] == [[["FR"]], [["VN"]]] * 2
