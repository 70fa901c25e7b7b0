"""An output file is whole or not there, and a run that was killed anywhere is continued to the same bytes."""

import errno
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import OutputError
from dateline.predict.batch import Outcome, split_chunks, tag_records
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger
from dateline.predict.writers import FORMS, Encoded, Encoder, Mark, OutputFile

RUN = {"home": "VN"}
NAMES = ["o.jsonl", "o.json", "o.csv", "o.jsonl.gz", "o.json.gz", "o.csv.zst", "o.parquet"]
READERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read(),
}


class Killed(BaseException):
    """Stands for the end of the process: nothing behind it counts."""


@pytest.fixture(scope="module")
def outcomes(tagger: Tagger, seeds: list[LabelledArticle]) -> list[Outcome]:
    failures = [Failure("gone", "article", "it is gone"), Failure("é\ud83e", "article", "half")]
    return [
        *tag_records(tagger, [Record(seed.article.id, seed.text, fields={"n": n}) for n, seed in enumerate(seeds)]),
        *failures,
    ]


def encoded(name: str, outcomes: Sequence[Outcome], size: int = 2) -> list[Encoded]:
    return list(map(Encoder(FORMS[name.split(".")[1]]), split_chunks(outcomes, size)))


def opened(path: Path, run: Mapping[str, Any] = RUN, *, resume: bool = False) -> OutputFile:
    return OutputFile(path, FORMS[path.name.split(".")[1]], run, resume=resume)


def left_of(chunks: Sequence[Encoded], file: OutputFile) -> Sequence[Encoded]:
    return chunks[-(-file.done.records // chunks[0].records) :]


def run_to_the_end(path: Path, chunks: Sequence[Encoded], *, resume: bool = False) -> None:
    file = opened(path, resume=resume)
    if file.whole:
        return
    try:
        for chunk in left_of(chunks, file):
            file.write(chunk)
        file.finish()
    except BaseException:
        file.stop()
        raise


def stop_behind(path: Path, chunks: Sequence[Encoded]) -> OutputFile:
    file = opened(path)
    for chunk in chunks:
        file.write(chunk)
    file.stop()
    return file


def contents(path: Path) -> object:
    """Return what a file holds: the rows of a table, else the bytes."""
    return parquet.read_table(path).to_pylist() if path.suffix == ".parquet" else path.read_bytes()


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def put_back(folder: Path, files: Mapping[str, bytes]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_there_when_it_is_whole_and_nothing_beside_it(
    name: str, outcomes: list[Outcome], tmp_path: Path
) -> None:
    file = opened(tmp_path / name)
    for chunk in encoded(name, outcomes):
        file.write(chunk)
        assert files_in(tmp_path).keys() == {f".{name}.part", f".{name}.journal"}
    file.finish()
    assert file.done.records == 7
    assert file.done.failed == 2
    assert files_in(tmp_path).keys() == {name}


@pytest.mark.parametrize("name", NAMES[:-1])
def test_the_file_holds_head_chunks_and_tail(name: str, outcomes: list[Outcome], tmp_path: Path) -> None:
    run_to_the_end(tmp_path / name, encoded(name, outcomes))
    form = FORMS[name.split(".")[1]]
    [whole] = encoded(name, outcomes, 100)
    found = READERS.get(Path(name).suffix, bytes)((tmp_path / name).read_bytes())
    assert found == f"{form.head}{whole.text}{form.tail}".encode("utf-8", "backslashreplace")


def test_an_old_file_stays_until_the_new_one_is_whole(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    path.write_text("old", encoding="utf-8")
    chunks = encoded("o.jsonl", outcomes)
    stop_behind(path, chunks)
    assert path.read_text(encoding="utf-8") == "old"
    run_to_the_end(path, chunks)
    assert path.read_text(encoding="utf-8") == "".join(chunk.text for chunk in chunks)


def test_a_link_goes_on_pointing_where_it_points(outcomes: list[Outcome], tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target.jsonl", tmp_path / "o.jsonl"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    chunks = encoded("o.jsonl", outcomes)
    run_to_the_end(link, chunks)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "".join(chunk.text for chunk in chunks)
    assert files_in(tmp_path / "far").keys() == {"target.jsonl"}


GARBAGE = st.binary(max_size=40)
TORN = GARBAGE.map(lambda data: data.replace(b"\n", b"")) | st.just(b"[6, 1, ")


@settings(deadline=None, max_examples=60)
@given(
    name=st.sampled_from(NAMES),
    size=st.integers(1, 4),
    cuts=st.lists(st.tuples(st.integers(0, 7), GARBAGE, TORN), min_size=1, max_size=3),
)
def test_a_run_cut_off_behind_any_chunks_is_continued_to_the_same_file(
    name: str,
    size: int,
    cuts: Sequence[tuple[int, bytes, bytes]],
    outcomes: list[Outcome],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    chunks = encoded(name, outcomes, size)
    run_to_the_end(folder / name, chunks)
    undisturbed = contents(folder / name)
    (folder / name).unlink()

    for number, garbage, torn in cuts:
        file = opened(folder / name, resume=True)
        for chunk in left_of(chunks, file)[:number]:
            file.write(chunk)
        left = files_in(folder)
        file.stop()
        left[f".{name}.part"] += garbage
        left[f".{name}.journal"] += torn
        put_back(folder, left)

    run_to_the_end(folder / name, chunks, resume=True)
    assert contents(folder / name) == undisturbed
    assert files_in(folder).keys() == {name}


@contextmanager
def killed_at_call(number: int, folder: Path) -> Iterator[list[dict[str, bytes]]]:
    """Raise at one of the calls that change files, before it is done; the list then holds what a kill leaves."""
    calls = count()
    left: list[dict[str, bytes]] = []

    def deadly(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401 # stands for any function
            if next(calls) == number:
                left.append(files_in(folder))
                raise Killed
            return function(*args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", deadly(os.fsync))
        for name in ("open", "replace", "unlink"):
            patch.setattr(Path, name, deadly(getattr(Path, name)))
        yield left


@pytest.mark.parametrize("name", ["o.json", "o.csv.gz", "o.parquet"])
def test_a_run_killed_at_any_call_is_continued_to_the_same_file(
    name: str, outcomes: list[Outcome], tmp_path: Path
) -> None:
    chunks = encoded(name, outcomes, 3)
    run_to_the_end(tmp_path / name, chunks)
    undisturbed = contents(tmp_path / name)
    for number in count():
        put_back(tmp_path, {})
        with killed_at_call(number, tmp_path) as left:
            try:
                run_to_the_end(tmp_path / name, chunks)
            except Killed:
                put_back(tmp_path, left[0])
        if not left:
            break
        run_to_the_end(tmp_path / name, chunks, resume=True)
        assert contents(tmp_path / name) == undisturbed
        assert files_in(tmp_path).keys() == {name}
    assert number > 12


def test_a_start_over_that_was_killed_is_not_continued_behind_marks_of_the_old_run(
    outcomes: list[Outcome], tmp_path: Path
) -> None:
    path = tmp_path / "o.csv"
    chunks = encoded("o.csv", outcomes)
    run_to_the_end(path, chunks)
    undisturbed = path.read_bytes()
    for number in count():
        put_back(tmp_path, {})
        stop_behind(path, chunks[:2])
        with killed_at_call(number, tmp_path) as left:
            try:
                run_to_the_end(path, chunks)
            except Killed:
                put_back(tmp_path, left[0])
        if not left:
            break
        run_to_the_end(path, chunks, resume=True)
        assert files_in(tmp_path) == {"o.csv": undisturbed}
    assert number > 12


def test_a_run_continued_twice_goes_on_counting(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    chunks = encoded("o.jsonl", outcomes)
    stop_behind(path, chunks[:1])
    second = opened(path, resume=True)
    second.write(chunks[1])
    second.write(chunks[2])
    second.stop()
    third = opened(path, resume=True)
    assert (third.done.records, third.done.failed) == (6, 1)
    third.write(chunks[3])
    third.finish()
    assert third.done.failed == 2
    assert path.read_bytes() == "".join(chunk.text for chunk in chunks).encode()


def test_a_whole_run_is_not_continued(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    run_to_the_end(path, encoded("o.jsonl", outcomes))
    before = files_in(tmp_path)
    assert opened(path, {"home": "FR"}, resume=True).whole
    assert files_in(tmp_path) == before
    begun_anew = opened(path)
    assert not begun_anew.whole
    begun_anew.stop()


def test_continuing_what_never_began_begins(outcomes: list[Outcome], tmp_path: Path) -> None:
    run_to_the_end(tmp_path / "o.jsonl", encoded("o.jsonl", outcomes), resume=True)
    assert len((tmp_path / "o.jsonl").read_bytes().splitlines()) == 7


def test_another_run_is_not_continued_and_nothing_is_lost(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    stop_behind(path, encoded("o.jsonl", outcomes)[:2])
    before = files_in(tmp_path)
    with pytest.raises(OutputError, match='had home "VN", this one has "FR"'):
        opened(path, {"home": "FR"}, resume=True)
    assert files_in(tmp_path) == before


def test_a_part_shorter_than_its_journal_says_is_refused(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    length = stop_behind(path, encoded("o.jsonl", outcomes)[:2]).done.length
    os.truncate(tmp_path / ".o.jsonl.part", length - 1)
    with pytest.raises(
        OutputError, match=f"the file has {length - 1:,} bytes, its journal tells of {length:,}; leave out --resume"
    ):
        opened(path, resume=True)


def test_starting_over_tells_how_many_records_are_discarded(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    chunks = encoded("o.jsonl", outcomes)
    assert stop_behind(path, chunks[:2]).discarded == 0
    file = opened(path)
    assert (file.discarded, file.done.records) == (4, 0)
    file.stop()
    assert files_in(tmp_path) == {}


def test_starting_over_beside_what_is_no_journal_discards_nothing(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    put_back(tmp_path, {".o.jsonl.part": b"x", ".o.jsonl.journal": b"no\njournal\n"})
    with pytest.raises(OutputError, match="this is no journal of a run"):
        opened(path, resume=True)
    run_to_the_end(path, encoded("o.jsonl", outcomes))
    assert files_in(tmp_path).keys() == {"o.jsonl"}


@pytest.mark.parametrize("name", NAMES)
def test_a_stop_before_any_record_leaves_nothing(name: str, tmp_path: Path) -> None:
    file = opened(tmp_path / name)
    assert files_in(tmp_path)
    file.stop()
    assert files_in(tmp_path) == {}


@contextmanager
def full_disk(free: int) -> Iterator[None]:
    """Let so many more writes reach the disk."""
    calls = count()

    def sync(_: int) -> None:
        if next(calls) >= free:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        yield


@pytest.mark.parametrize("name", ["o.json", "o.csv.zst", "o.parquet"])
@pytest.mark.parametrize("free", range(3, 12))
def test_a_full_disk_tells_what_is_kept_and_the_run_can_be_continued(
    name: str, free: int, outcomes: list[Outcome], tmp_path: Path
) -> None:
    chunks = encoded(name, outcomes)
    path = tmp_path / name
    run_to_the_end(path, chunks)
    undisturbed = contents(path)
    path.unlink()
    kept = min(7, (free - 3) // 2 * 2)  # a run begins with 3 writes; then each chunk is one, and its mark another
    told = rf"{name} cannot be written: No space left on device" + (
        f"; {kept} records are kept, and --resume continues behind them$" if kept else "$"
    )
    with full_disk(free), pytest.raises(OutputError, match=told):
        run_to_the_end(path, chunks)
    assert files_in(tmp_path).keys() == ({f".{name}.part", f".{name}.journal"} if kept else set())
    run_to_the_end(path, chunks, resume=True)
    assert contents(path) == undisturbed
    assert files_in(tmp_path).keys() == {name}


def test_a_full_disk_leaves_no_half_table(outcomes: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "o.parquet"
    with full_disk(12), pytest.raises(OutputError, match="7 records are kept, and --resume continues behind them"):
        run_to_the_end(path, encoded("o.parquet", outcomes))
    assert files_in(tmp_path).keys() == {".o.parquet.part", ".o.parquet.journal"}


@pytest.mark.parametrize("free", range(3))
def test_a_disk_that_was_full_before_is_told_as_it_is(free: int, tmp_path: Path) -> None:
    with full_disk(free), pytest.raises(OSError, match="No space left on device"):
        opened(tmp_path / "o.csv")
    assert files_in(tmp_path) == {}


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "o.csv").mkdir()
    with pytest.raises(IsADirectoryError):
        opened(tmp_path / "o.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["o.csv"]


@pytest.mark.parametrize(("name", "package"), [("o.parquet", "pyarrow"), ("o.csv.zst", "zstandard")])
def test_a_package_that_is_missing_is_named(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(OutputError, match=f"the package {package} is needed: pip install {package}"):
        opened(tmp_path / name)
    assert files_in(tmp_path) == {}


def test_the_journal_tells_length_and_failures_of_each_chunk(outcomes: list[Outcome], tmp_path: Path) -> None:
    chunks = encoded("o.jsonl", outcomes)
    stop_behind(tmp_path / "o.jsonl", chunks)
    lengths = [sum(len(chunk.text.encode()) for chunk in chunks[:end]) for end in range(5)]
    _, *marks = map(json.loads, (tmp_path / ".o.jsonl.journal").read_bytes().splitlines())
    counted = zip((0, 2, 4, 6, 7), (0, 0, 0, 1, 2), lengths, strict=True)
    assert [Mark(*mark) for mark in marks] == [Mark(*each) for each in counted]
