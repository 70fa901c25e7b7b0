"""A batch from its source to its output."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from dateline.labels.article import split_lines
from dateline.predict.batch import as_record, split_chunks
from dateline.predict.pool import tag_chunks
from dateline.predict.readers import Source
from dateline.predict.records import Failure, Record
from dateline.predict.repeats import find_repeats
from dateline.predict.tagger import Tagger
from dateline.predict.watch import Nobody, Watch
from dateline.predict.workers import Work
from dateline.predict.writers import Encoder, Run, Writer

CHUNK = 256
"""Records between two marks of a journal. Files of another size of chunks are the same but for how they compress."""

Records = Iterable[Record | Failure]


@dataclass(frozen=True)
class Batch:
    """How to tag a batch.

    Attributes:
        tagger: The tagger.
        folder: The bundle that it was loaded from; processes load theirs from it.
        jobs: The number of processes.
        repeats: Whether paragraphs that stand in several stories are taken for boilerplate.
        evidence: Whether the evidence of each tag is kept.
        fail_fast: Whether to stop behind the next record that fails.
        chunk: How many records are tagged and written at once.
    """

    tagger: Tagger
    folder: Path
    jobs: int = 1
    repeats: bool = True
    evidence: bool = True
    fail_fast: bool = False
    chunk: int = CHUNK

    def describe(self, source: Source) -> Run:
        """Return all that the output depends on, beside its form, as JSON values."""
        return {
            "input": source.describe(),
            "model": dict(self.tagger.bundle.manifest.files),
            "home": self.tagger.home,
            "min_score": self.tagger.min_score,
            "repeats": self.repeats,
            "evidence": self.evidence,
        }


def run_batch(batch: Batch, source: Source, writer: Writer, watch: Watch | None = None) -> bool:
    """Tag the records of a source, those left out that a writer has written before, and write what becomes of them.

    Return whether the end was reached; where a record failed before that the batch was to stop at, the output is cut.

    Args:
        batch: How to tag.
        source: Where the records come from.
        writer: Where the outcomes go.
        watch: Who watches.

    Raises:
        OutputError: The output cannot be written.
    """
    watch = watch or Nobody()
    try:
        records: Records | None = None
        if batch.repeats:
            records = None if source.lasting else _hold(source, watch)
            batch = replace(batch, tagger=_with_repeats(batch.tagger, source, records, watch))
        ended = _write(batch, source, records, writer, watch)
        if ended:
            writer.finish()
        else:
            writer.cut()
        return ended
    except BaseException:
        writer.stop()
        raise


def _hold(source: Source, watch: Watch) -> list[Record | Failure]:
    """Return the records of a source that can be read only once."""
    meter = source.make_meter()
    with watch.follow("Reading", meter) as step:
        return list(source.read(meter, step.say))


def _with_repeats(tagger: Tagger, source: Source, records: Records | None, watch: Watch) -> Tagger:
    meter = source.make_meter()
    with watch.follow("Looking for repeats", meter) as step:

        def texts() -> Iterator[list[str]]:
            for record in source.read(meter) if records is None else records:
                step.advance(1)
                if isinstance(record, Record):
                    yield list(split_lines(record.text))

        return replace(tagger, repeats=find_repeats(texts()))


def _write(batch: Batch, source: Source, records: Records | None, writer: Writer, watch: Watch) -> bool:
    work = Work(batch.tagger, batch.folder, Encoder(writer.form, batch.evidence), as_record)
    meter = source.make_meter()
    with watch.follow("Tagging", meter) as step:
        records = source.read(meter, step.say) if records is None else records
        chunks = split_chunks(islice(records, writer.done.records, None), batch.chunk)
        with closing(tag_chunks(work, chunks, batch.jobs)) as encoded:
            for chunk in encoded:
                writer.write(chunk)
                step.advance(chunk.records)
                for message in chunk.failures:
                    step.say(f"error: {message}")
                if batch.fail_fast and chunk.failures:
                    return False
    return True
