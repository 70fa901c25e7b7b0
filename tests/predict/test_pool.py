"""Processes give what one process gives, also when some of them are killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.batch import as_record, split_chunks
from dateline.predict.pool import tag_chunks
from dateline.predict.records import Failure, Record
from dateline.predict.repeats import Repeats
from dateline.predict.tagger import Tagger
from dateline.predict.workers import Work
from dateline.predict.writers import FORMS, Encoded, Encoder

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
SHARED = "Officers of both countries will be trained together in the fight against drug trafficking from next year on."
PATIENCE = 60  # seconds until a test that waits fails

# So Python 3.12 and later warn where processes are forked while the threads of a pool that broke still run.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


Chunk = list[Record | Failure]
Children = Callable[[], list[BaseProcess]]


class Deadly(str):
    """A text that kills the process that it is sent to."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return signal.raise_signal, (signal.SIGKILL,)


@pytest.fixture(scope="module")
def records(labelled: list[LabelledArticle]) -> list[Record | Failure]:
    found: list[Record | Failure] = [
        Record(each.article.id, each.text, home=each.home, fields={"place": each.place}) for each in labelled[:20]
    ]
    found[10] = Failure("gone", "article", "gone")
    found[11] = Record("odd", TREATY, home="XX")
    return found


@pytest.fixture
def children() -> Children:
    """Tell the processes begun since; those of tests before, which may wait for more work, do not count."""
    others = multiprocessing.active_children()
    return lambda: [child for child in multiprocessing.active_children() if child not in others]


def work_of(tagger: Tagger) -> Work[Record | Failure, Encoded]:
    return Work(tagger, DEFAULT_BUNDLE, Encoder(FORMS["jsonl"]), as_record)


def treaties(number: int) -> list[Record | Failure]:
    return [Record(str(each), TREATY) for each in range(number)]


def wait_for_none(children: Children) -> None:
    until = time.monotonic() + PATIENCE
    while children():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", [2, 3])
def test_processes_give_the_same_results_in_the_same_order(
    jobs: int, tagger: Tagger, records: list[Record | Failure]
) -> None:
    work = work_of(tagger.at_home("FR"))
    chunks = list(split_chunks(records, 3))
    one = list(tag_chunks(work, chunks, 1))
    assert list(tag_chunks(work, chunks, jobs)) == one
    assert [result.records for result in one] == [3] * 6 + [2]
    assert sum(len(result.failures) for result in one) == 2
    assert '"home": "VN"' in one[0].text


def test_processes_tag_with_all_that_the_tagger_was_set_to(tagger: Tagger) -> None:
    texts = [
        f"{place} signs a police pact today\n{place} – A pact on the police was signed in the city today.\n{SHARED}"
        for place in ("Fiji", "Peru")
    ]
    batch = Tagger(tagger.bundle, None, 0.0).with_repeats(tagger.read(text) for text in texts)
    chunks: list[Chunk] = [[Record(str(number), text)] for number, text in enumerate([*texts, TREATY])]
    results = list(tag_chunks(work_of(batch), chunks, 2))
    assert results == list(tag_chunks(work_of(batch), chunks, 1))
    for other in (tagger, replace(batch, home="FR"), replace(batch, min_score=None), replace(batch, repeats=Repeats())):
        assert results != list(tag_chunks(work_of(other), chunks, 1))


def test_no_chunks_give_no_results(tagger: Tagger) -> None:
    assert list(tag_chunks(work_of(tagger), [], 2)) == []


def test_chunks_are_read_only_some_way_ahead(tagger: Tagger, children: Children) -> None:
    asked: list[int] = []

    def chunks() -> Iterator[Chunk]:
        for number in count():
            asked.append(number)
            yield [Record(str(number), TREATY)]

    results = tag_chunks(work_of(tagger), chunks(), 2)
    for number in range(20):
        assert f'"id": "{number}"' in next(results).text
        assert len(asked) <= number + 10
    results.close()
    wait_for_none(children)


@pytest.mark.parametrize("killed", [1, 2], ids=["one", "all"])
def test_a_kill_of_processes_at_work_loses_nothing(killed: int, tagger: Tagger, children: Children) -> None:
    work, chunks = work_of(tagger), list(split_chunks(treaties(60), 3))
    results = tag_chunks(work, chunks, 2)
    found = []
    kills = 0
    for number, result in enumerate(results):
        found.append(result)
        if number in (0, 5, 6):
            for child in children()[:killed]:
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
                kills += 1
    assert kills == 3 * killed
    assert found == list(tag_chunks(work, chunks, 1))


def test_a_kill_that_is_noticed_before_more_is_asked_for_loses_nothing(tagger: Tagger, children: Children) -> None:
    work, chunks = work_of(tagger), list(split_chunks(treaties(20), 1))
    results = tag_chunks(work, chunks, 2)
    found = [next(results) for _ in range(3)]
    for child in children()[:1]:
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    wait_for_none(children)
    assert [*found, *results] == list(tag_chunks(work, chunks, 1))


@pytest.mark.parametrize("deadly", [{0}, {3, 4, 13}], ids=str)
def test_a_record_that_kills_fails_in_its_place_and_the_others_are_tagged(deadly: set[int], tagger: Tagger) -> None:
    records = treaties(16)
    work = work_of(tagger)
    [whole] = tag_chunks(work, [records], 1)
    lines = whole.text.splitlines(keepends=True)
    for number in deadly:
        records[number] = Record(str(number), Deadly(TREATY), f"r.jsonl:{number}", fields={"desk": "asia"})
    results = list(tag_chunks(work, split_chunks(records, 4), 2))
    found = "".join(result.text for result in results).splitlines(keepends=True)
    assert [line for number, line in enumerate(found) if number not in deadly] == [
        line for number, line in enumerate(lines) if number not in deadly
    ]
    assert all(f'{{"id": "{number}", "error": {{"code": "killed", ' in found[number] for number in deadly)
    assert [message for result in results for message in result.failures] == [
        f"r.jsonl:{number}: the process that tagged this record was killed, also when it had nothing else to do; "
        "it may need more memory than there is"
        for number in sorted(deadly)
    ]


def test_a_killed_record_without_a_place_is_told_without_one(tagger: Tagger) -> None:
    chunks: list[Chunk] = [[Record("a", Deadly(TREATY))]]
    [result] = tag_chunks(work_of(tagger), chunks, 2)
    assert result.failures[0].startswith("the process that tagged this record was killed")


def test_an_error_while_chunks_are_read_is_raised_and_ends_the_processes(tagger: Tagger, children: Children) -> None:
    def chunks() -> Iterator[Chunk]:
        yield [Record("a", TREATY)]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(tag_chunks(work_of(tagger), chunks(), 2))
    wait_for_none(children)


LONELY = f"""
import os, signal
from itertools import repeat
from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.batch import as_record
from dateline.predict.pool import tag_chunks
from dateline.predict.records import Record
from dateline.predict.tagger import Tagger
from dateline.predict.workers import Work

for _ in tag_chunks(Work(Tagger.load(), DEFAULT_BUNDLE, len, as_record), repeat([Record("a", {TREATY!r})]), 2):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_do_not_outlive_the_one_that_made_them() -> None:
    # They hold its standard output, which ends with the last of them.
    with subprocess.Popen([sys.executable, "-c", LONELY], stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode == -signal.SIGKILL
