"""A folder gives its files of articles in order of name, and says which files it leaves out."""

import os
from pathlib import Path

import pytest

from dateline.predict.readers.folders import ENDINGS, describe_left_out, list_path
from dateline.predict.readers.read import read_records

from .forms import COMPRESS, write


def test_a_folder_gives_its_files_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "c/d.TEXT", "e.md", "f.doc", "a.txt.gz", "c/a.txt.zst", "z.gz"):
        write(tmp_path, name, b"Suva")
    write(tmp_path, "aa.jsonl", b'{"text": "Hanoi"}\n')
    assert [record.id for record in read_records([str(tmp_path)])] == ["a", "aa.jsonl:1", "b", "a", "d"]


@pytest.mark.parametrize("compression", COMPRESS)
@pytest.mark.parametrize("form", ENDINGS)
def test_a_folder_is_read_for_every_ending(form: str, compression: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"r{form}{compression.upper()}", b"")
    assert list_path(str(tmp_path)).files == [Path(path)]


@pytest.mark.parametrize("name", [".a.txt", "._a.jsonl", ".git/a.txt", "b/.c/d/a.csv"])
def test_what_begins_with_a_dot_is_left_out_of_a_folder(name: str, tmp_path: Path) -> None:
    write(tmp_path, name, b"Hanoi")
    assert list_path(str(tmp_path)).files == []


def test_a_folder_or_file_that_begins_with_a_dot_is_read_if_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, ".folder/a.txt", b"Hanoi")
    assert list_path(str(tmp_path / ".folder")).files == [Path(path)]
    assert list_path(write(tmp_path, ".a.txt", b"Hanoi")).files == [tmp_path / ".a.txt"]


def test_each_file_of_a_folder_comes_once(tmp_path: Path) -> None:
    write(tmp_path, "mail.txt/a.txt", b"Hanoi")
    assert [record.id for record in read_records([str(tmp_path)])] == ["a"]


def test_files_that_are_left_out_are_told_once_for_each_folder(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "b.DOCX", "c/d.Pdf", "c/ReadMe.md", "README", ".e.pdf", ".f/g.pdf", "h.txt.gz"):
        write(tmp_path, f"one/{name}", b"Hanoi")
    write(tmp_path, "two/a.txt", b"Hanoi")
    write(tmp_path, "three/a.md", b"Hanoi")
    said: list[str] = []
    one, two, three = (str(tmp_path / name) for name in ("one", "two", "three"))
    records = list(read_records([one, two, three, f"{one}/b.pdf"], tell=said.append))
    assert [record.id for record in records] == ["a", "h", "a", three, "b"]
    wanted = f"a folder is read for {', '.join(ENDINGS)}"
    assert said == [
        f"{one}: 3 files are left out (.docx 1, .pdf 2); {wanted}",
        f"{three}: 1 file is left out (.md 1); {wanted}",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_is_called_as_an_article_but_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.jsonl")
    write(tmp_path, "a.txt", b"Hanoi")
    listing = list_path(str(tmp_path))
    assert [path.name for path in listing.files] == ["a.txt"]
    assert describe_left_out(listing.left_out) == "2 files are left out (broken links and the like 2)"


def test_of_many_endings_the_most_frequent_are_told() -> None:
    files = [Path(f"a.{number}") for number in range(2000)] + [Path("b.pdf"), Path("c.pdf.gz"), Path("d")]
    told = describe_left_out(files)
    assert told.startswith("2,003 files are left out (.0 1, .1 1, ")
    assert told.endswith(", .pdf 2, others 1,994)")
