"""Speed of tagging beside its peers, in one run and in alternation, in CPU time.

Each path is a process of its own. The documents are pages made of the labelled articles: the story of one, behind it
lines of others. No round sees a page that a round before it saw.

    python tests/bench/run.py [number of pages] [the program annif]
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from dateline.train.corpus import load_corpus
from dateline.train.splice import splice_all

HERE = Path(__file__).parent
ROUNDS = 5
TIMES = 4  # longer than the short batch is the long one, whose memory is compared
LIBRARIES = ("dateline", "numpy", "scikit-learn", "ahocorasick-rs")


@dataclass
class Peer:
    """A path that is measured: its process, and what each round told."""

    name: str
    process: "subprocess.Popen[str]"
    start: float = 0.0
    rates: list[float] = field(default_factory=list)
    peak: float = 0.0

    @classmethod
    def launch(cls, name: str, python: str, script: str, labelled: Path) -> "Peer":
        command = [python, str(HERE / script), str(labelled)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        peer = cls(name, process)
        peer.start = peer.listen()["total"]
        return peer

    def listen(self) -> dict[str, float]:
        """Return what the process tells next."""
        assert self.process.stdout is not None
        told: dict[str, float] = json.loads(self.process.stdout.readline())
        self.peak = told["peak"]
        return told

    def measure(self, texts: Sequence[str]) -> None:
        """Send a round's texts and note the rate."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        self.rates.append(len(texts) / self.listen()["seconds"])

    def stop(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)


def main(number: int, annif: str | None) -> None:
    """Print a table of all paths."""
    corpus = load_corpus()
    pages = splice_all(corpus.articles, corpus.label_set.content_sections, copies=1, broken=0.0, seed=11)
    texts = [page.text for page in pages]
    size = min(number, len(texts)) // ROUNDS
    step = len(texts) // (size * ROUNDS)
    chosen = texts[::step][: size * ROUNDS]  # of all slices, so of all languages
    with tempfile.TemporaryDirectory() as folder:
        labelled = Path(folder) / "labelled.jsonl"
        lines = [{"text": a.text, "domains": sorted(a.gold.domains)} for a in corpus.articles]
        labelled.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        peers = [
            Peer.launch(
                "dateline: sections, partners, domains, evidence", sys.executable, "path_dateline.py", labelled
            ),
            Peer.launch("plain scikit-learn: domains", sys.executable, "path_plain.py", labelled),
            Peer.launch("bare Aho-Corasick pass: strings", sys.executable, "path_automaton.py", labelled),
        ]
        if annif is not None:
            peers.append(
                Peer.launch(
                    "Annif tfidf, in process: domains", str(Path(annif).parent / "python"), "path_annif.py", labelled
                )
            )
        for start in range(0, size * ROUNDS, size):
            for peer in peers:
                peer.measure(chosen[start : start + size])
        _print(peers, sum(len(text.encode()) for text in chosen) / len(chosen))
        for peer in peers:
            peer.stop()
    _print_programs(chosen)


def _print(peers: Sequence[Peer], length: float) -> None:
    versions = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {versions}")  # noqa: T201
    print(f"{length:,.0f} bytes a page; medians of {ROUNDS} rounds; CPU time of one process")  # noqa: T201
    first = statistics.median(peers[0].rates)
    print(f"{'pages/s':>9} {'MB/s':>7} {'start s':>8} {'peak MB':>8} {'ratio':>7}  path")  # noqa: T201
    for peer in peers:
        rate = statistics.median(peer.rates)
        columns = f"{rate:9,.0f} {rate * length / 1e6:7.2f} {peer.start:8.2f} {peer.peak:8.0f} {first / rate:7.2f}"
        print(f"{columns}  {peer.name}")  # noqa: T201


def _print_programs(texts: Sequence[str]) -> None:
    """Print what whole processes cost."""
    print(f"{'CPU s':>9} {'wall s':>7} {'peak MB':>8}  program; of three runs the median")  # noqa: T201
    seed = next((HERE.parent.parent / "seeds").glob("*.txt"))
    _print_program(["--help"])
    _print_program(["tag", str(seed), "--format", "jsonl"])
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        lines = [json.dumps({"text": text}) + "\n" for text in texts]
        few.write_text("".join(lines), encoding="utf-8")
        with many.open("w", encoding="utf-8") as file:
            for copy in range(TIMES):  # each with a word of its own in each line, so that none was seen before
                file.writelines(line.replace("\\n", f" x{copy}x\\n") for line in lines)
        for path, times in ((few, 1), (many, TIMES)):
            for jobs in ("1", "2"):
                arguments = ["tag", str(path), "-o", str(Path(folder) / "o.jsonl"), "--no-repeats", "--jobs", jobs]
                told = f"dateline tag -o o.jsonl --no-repeats --jobs {jobs} ({len(lines) * times:,} pages)"
                _print_program(arguments, told, runs=1)


def _print_program(arguments: Sequence[str], told: str = "", runs: int = 3) -> None:
    costs = []
    for _ in range(runs):
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "dateline", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0  # it was waited for
        costs.append((usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / 1024))
    cpu, wall, peak = sorted(costs)[runs // 2]
    print(f"{cpu:9.2f} {wall:7.2f} {peak:8.0f}  {told or 'dateline ' + ' '.join(arguments[:1])}")  # noqa: T201


if __name__ == "__main__":
    began = time.monotonic()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, sys.argv[2] if len(sys.argv) > 2 else None)
    print(f"{time.monotonic() - began:9.0f} seconds in all")  # noqa: T201
