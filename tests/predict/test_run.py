"""A batch goes from its source to its output the same way in one process or many, at once or continued."""

import io
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.errors import OutputError
from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.batch import tag_records
from dateline.predict.readers import Fields, Meter, Source
from dateline.predict.run import Batch, run_batch
from dateline.predict.tagger import Tagger
from dateline.predict.watch import Step
from dateline.predict.writers import FORMS, Mark, OutputFile, StreamOutput

PLACES = ("France", "Japan", "Peru", "Fiji", "Cuba", "Chad")
SHARED = "The national football team of Tonga has won its first match abroad in eleven years, against a strong Samoa."

# So Python 3.12 and later warn where processes are forked while other threads run.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@dataclass
class Watcher:
    """Notes what it hears, and calls a function with the number of records tagged so far."""

    tagged: Callable[[int], None] = lambda _: None
    records: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    shares: list[float | None] = field(default_factory=list)

    @contextmanager
    def follow(self, what: str, meter: Meter) -> Iterator[Step]:
        self.records[what] = 0
        yield Heard(self, what)
        self.shares.append(meter.share)


@dataclass
class Heard(Step):
    """A step of which a watcher takes notes."""

    watcher: Watcher
    what: str

    def advance(self, records: int) -> None:
        self.watcher.records[self.what] += records
        if self.what == "Tagging":
            self.watcher.tagged(self.watcher.records[self.what])

    def say(self, message: str) -> None:
        self.watcher.said.append(message)


def stop_at(records: int) -> Watcher:
    def stop(tagged: int) -> None:
        if tagged >= records:
            raise KeyboardInterrupt

    return Watcher(stop)


def values_of(number: int) -> dict[str, Any]:
    place = PLACES[number % len(PLACES)]
    lead = f"Hanoi (VNA) – Vietnam and {place} signed treaty number {number} on extradition on Monday."
    text = f"Vietnam, {place} sign extradition treaty {number}\n{lead}\n{SHARED}"
    return {"id": str(number), "text": text, "n": number}


def write_input(path: Path, records: int = 12, bad: Sequence[int] = (5,)) -> Source:
    lines = [json.dumps({"id": str(n)} if n in bad else values_of(n)) + "\n" for n in range(records)]
    path.write_text("".join(lines), encoding="utf-8")
    return Source([str(path)])


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return write_input(tmp_path_factory.mktemp("source") / "in.jsonl")


@pytest.fixture(scope="module")
def batch(tagger: Tagger) -> Batch:
    return Batch(tagger, DEFAULT_BUNDLE, chunk=3)


def opened(batch: Batch, source: Source, path: Path, *, resume: bool = False) -> OutputFile:
    form = path.name.split(".")[1]
    return OutputFile(path, FORMS[form], {**batch.describe(source), "format": form}, resume=resume)


def run(batch: Batch, source: Source, path: Path, watch: Watcher | None = None, *, resume: bool = False) -> bytes:
    file = opened(batch, source, path, resume=resume)
    if not file.whole:
        run_batch(batch, source, file, watch)
    return path.read_bytes()


def printed(batch: Batch, source: Source, form: str = "jsonl") -> str:
    stream = io.StringIO(newline="")
    run_batch(batch, source, StreamOutput(stream, FORMS[form]))
    return stream.getvalue()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_records_come_out_as_they_are_tagged(batch: Batch, source: Source, tagger: Tagger) -> None:
    alone = [json.loads(line) for line in printed(replace(batch, repeats=False), source).splitlines()]
    assert alone == [outcome.to_dict() for outcome in tag_records(tagger, source.read())]
    assert [record["id"] for record in alone] == list(map(str, range(12)))


def test_what_recurs_in_the_batch_is_boilerplate(batch: Batch, source: Source, tagger: Tagger) -> None:
    texts = [values_of(number)["text"] for number in range(12) if number != 5]
    repeating = tagger.with_repeats(tagger.read(text) for text in texts)
    found = [json.loads(line) for line in printed(batch, source).splitlines()]
    assert found == [outcome.to_dict() for outcome in tag_records(repeating, source.read())]
    assert found[0]["sections"][2]["content"] is False


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
@pytest.mark.parametrize("changes", [{"chunk": 1}, {"chunk": 256}, {"jobs": 2, "chunk": 5}], ids=str)
def test_neither_processes_nor_chunks_change_the_output(
    form: str, changes: dict[str, int], batch: Batch, source: Source
) -> None:
    assert printed(replace(batch, **changes), source, form) == printed(batch, source, form)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_a_stream_gets_what_a_file_gets(form: str, batch: Batch, source: Source, tmp_path: Path) -> None:
    assert printed(batch, source, form).encode() == run(batch, source, tmp_path / f"o.{form}")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_outcome_is_printed_before_the_next_is_asked_for(form: str, batch: Batch, source: Source) -> None:
    stream = io.StringIO()
    writer = StreamOutput(stream, FORMS[form])
    seen: list[int] = []
    watcher = Watcher(lambda _: seen.append(stream.getvalue().count("\n")))
    run_batch(replace(batch, chunk=1, repeats=False), source, writer, watcher)
    assert len(set(seen)) == 12
    assert seen == sorted(seen)
    assert (writer.done.records, writer.done.failed) == (12, 1)


def test_evidence_is_left_out_where_it_is_not_wanted(batch: Batch, source: Source) -> None:
    assert '"evidence"' in printed(batch, source)
    assert '"evidence"' not in printed(replace(batch, evidence=False), source)


@settings(deadline=None, max_examples=15)
@given(
    stops=st.lists(st.integers(1, 12), min_size=1, max_size=3),
    chunk=st.integers(1, 5),
    form=st.sampled_from(["jsonl", "json"]),
)
def test_a_run_stopped_and_continued_gives_the_same_file(
    *,
    stops: list[int],
    chunk: int,
    form: str,
    batch: Batch,
    source: Source,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("stopped") / f"o.{form}"
    chunked = replace(batch, chunk=chunk)
    for stop in stops:
        with suppress(KeyboardInterrupt):
            run(chunked, source, path, stop_at(stop), resume=True)
    assert run(chunked, source, path, resume=True).decode() == printed(batch, source, form)
    assert names_in(path.parent) == {path.name}


def test_a_run_continued_tags_only_what_is_left(batch: Batch, source: Source, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(batch, source, tmp_path / "o.jsonl", stop_at(6))
    assert names_in(tmp_path) == {".o.jsonl.part", ".o.jsonl.journal"}
    watcher = Watcher()
    run(batch, source, tmp_path / "o.jsonl", watcher, resume=True)
    assert watcher.records == {"Looking for repeats": 12, "Tagging": 6}


def test_a_run_in_processes_can_be_stopped_and_continued_in_one(batch: Batch, source: Source, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(replace(batch, jobs=2), source, tmp_path / "o.jsonl", stop_at(3))
    assert run(batch, source, tmp_path / "o.jsonl", resume=True).decode() == printed(batch, source)


def test_a_stop_before_any_record_leaves_nothing(batch: Batch, source: Source, tmp_path: Path) -> None:
    class Early(Watcher):
        def follow(self, what: str, meter: Meter) -> NoReturn:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(batch, source, tmp_path / "o.jsonl", Early())
    assert names_in(tmp_path) == set()


def test_an_output_that_cannot_be_finished_is_kept(
    batch: Batch, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(OutputError, match="cannot be written: Permission denied; 12 records are kept"):
            run(batch, source, tmp_path / "o.json")
    assert run(batch, source, tmp_path / "o.json", resume=True).decode() == printed(batch, source, "json")


def with_model_of(digest: str, tagger: Tagger) -> Tagger:
    manifest = replace(tagger.bundle.manifest, files={"parties.npz": digest})
    return replace(tagger, bundle=replace(tagger.bundle, manifest=manifest))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("model", lambda batch: replace(batch, tagger=with_model_of("other", batch.tagger))),
        ("home", lambda batch: replace(batch, tagger=batch.tagger.at_home("FR"))),
        ("min_score", lambda batch: replace(batch, tagger=replace(batch.tagger, min_score=0.5))),
        ("repeats", lambda batch: replace(batch, repeats=False)),
        ("evidence", lambda batch: replace(batch, evidence=False)),
    ],
)
def test_a_run_set_otherwise_is_not_continued(
    name: str, change: Callable[[Batch], Batch], batch: Batch, source: Source, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(batch, source, tmp_path / "o.jsonl", stop_at(6))
    with pytest.raises(OutputError, match=f"the run that was stopped had {name} .*; give the same, or leave out"):
        opened(change(batch), source, tmp_path / "o.jsonl", resume=True)


def test_a_run_of_other_input_or_format_is_not_continued(batch: Batch, tmp_path: Path) -> None:
    source = write_input(tmp_path / "in.jsonl")
    path = tmp_path / "o.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(batch, source, path, stop_at(6))
    for other in (replace(source, limit=8), replace(source, fields=Fields("body")), replace(source, paths=())):
        with pytest.raises(OutputError, match=r"the run that was stopped had input .*in\.jsonl"):
            opened(batch, other, path, resume=True)
    with pytest.raises(OutputError, match='had format "jsonl", this one has "csv"'):
        OutputFile(path, FORMS["csv"], {**batch.describe(source), "format": "csv"}, resume=True)
    write_input(tmp_path / "in.jsonl", 13)
    with pytest.raises(OutputError, match=r"the run that was stopped had input .*in\.jsonl"):
        opened(batch, source, path, resume=True)


def test_neither_processes_nor_chunks_hinder_a_run_from_being_continued(
    batch: Batch, source: Source, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(batch, source, tmp_path / "o.jsonl", stop_at(6))
    other = replace(batch, jobs=2, chunk=4)
    assert run(other, source, tmp_path / "o.jsonl", resume=True).decode() == printed(batch, source)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_that_stops_at_a_failure_replaces_nothing_and_is_continued_behind_it(
    jobs: int, batch: Batch, tmp_path: Path
) -> None:
    source, path = write_input(tmp_path / "in.jsonl", bad=(4, 7)), tmp_path / "o.jsonl"
    path.write_text("old", encoding="utf-8")
    fast = replace(batch, fail_fast=True, chunk=1, jobs=jobs)
    for kept in (5, 8):
        file = opened(fast, source, path, resume=kept > 5)
        assert not run_batch(fast, source, file)
        assert (file.done.records, path.read_text(encoding="utf-8")) == (kept, "old")
    file = opened(fast, source, path, resume=True)
    assert run_batch(fast, source, file)
    assert path.read_bytes().decode() == printed(batch, source)


def test_a_stream_that_stops_at_a_failure_can_be_read(batch: Batch, source: Source) -> None:
    found = json.loads(printed(replace(batch, fail_fast=True, chunk=1), source, "json"))
    assert [record["id"] for record in found] == list(map(str, range(6)))
    assert found[-1]["error"]["code"] == "article"


def test_a_batch_of_which_nothing_can_be_tagged_replaces_nothing(batch: Batch, tmp_path: Path) -> None:
    source, path = write_input(tmp_path / "in.jsonl", 2, bad=(0, 1)), tmp_path / "o.jsonl"
    assert len(run(batch, source, path).splitlines()) == 2
    path.write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match=r"o\.jsonl is left as it was: none of 2 records could be tagged"):
        run(batch, source, path)
    assert path.read_text(encoding="utf-8") == "old"
    with pytest.raises(OutputError, match="is left as it was"):
        run(batch, source, path, resume=True)
    assert path.read_text(encoding="utf-8") == "old"


def test_a_watcher_hears_of_steps_records_failures_and_guesses(batch: Batch, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    values = [{"id": n, "body": values_of(n)["text"]} for n in range(4)] + [{"id": "bad"}]
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    watcher = Watcher()
    run(batch, Source([str(path)]), tmp_path / "o.jsonl", watcher)
    assert watcher.records == {"Looking for repeats": 5, "Tagging": 5}
    assert watcher.shares == [1.0, 1.0]
    assert watcher.said[0] == "in.jsonl: text from `body`"
    assert [message.startswith("error: in.jsonl:5: the field `body` is missing") for message in watcher.said[1:]] == [
        True
    ]


def test_a_batch_that_nobody_watches_counts_all_the_same(batch: Batch, source: Source, tmp_path: Path) -> None:
    file = opened(batch, source, tmp_path / "o.jsonl")
    run_batch(batch, source, file)
    assert replace(file.done, length=0) == Mark(12, 1, 0)


@pytest.mark.parametrize("repeats", [True, False])
def test_standard_input_is_tagged_like_a_file(
    repeats: bool, batch: Batch, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(source.paths[0]).read_bytes().replace(b'{"id": "5"}\n', b"")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    found = printed(replace(batch, repeats=repeats), Source(["-"]))
    wanted = printed(replace(batch, repeats=repeats), source).splitlines(keepends=True)
    assert found == "".join(wanted[:5] + wanted[6:])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_read_once(batch: Batch, source: Source, tmp_path: Path) -> None:
    pipe = tmp_path / "in.jsonl"
    os.mkfifo(pipe)
    data = Path(source.paths[0]).read_bytes()
    feeder = threading.Thread(target=pipe.write_bytes, args=(data,), daemon=True)
    feeder.start()
    assert printed(batch, Source([str(pipe)])) == printed(batch, source)
    feeder.join()
