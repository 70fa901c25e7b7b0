import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import AnnotationError
from dateline.labels.labelled_files import DEFAULT_SEEDS, read_labelled, read_labelled_folder
from dateline.labels.words import KnownWords

CASES = Path(__file__).parents[1] / "cases"
SMALL = CASES / "small-label-set" / "articles.jsonl"
ERRORS = [json.loads(line) for line in (CASES / "labelled_errors.jsonl").read_text(encoding="utf-8").splitlines()]
FLAT = {
    "id": "f-1",
    "home": "VN",
    "parties": ["FR"],
    "domains": ["cybercrime"],
    "sections": ["headline", "body"],
    "text": "Talks with Vietnam\n\n Paris – The two sides will help each other against online fraud.\n",
}


def write(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "some.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def test_an_article_labelled_by_paragraph_is_read() -> None:
    first, second = read_labelled(SMALL)
    assert first.gold.sections == ("furniture", "headline", "body")
    assert first.gold.paragraph_domains == (frozenset(), frozenset({"terrorism"}), frozenset({"cybercrime"}))
    assert first.gold.parties == {"VN", "FR"}
    assert first.gold.domains == {"cybercrime", "terrorism"}
    assert first.gold.pairs == {"FR": {"cybercrime"}}
    assert (first.article.id, first.article.language, first.home, first.place) == (
        "a-1",
        "en",
        "VN",
        "articles.jsonl:1",
    )
    assert (second.gold.article_id, second.home, second.gold.pairs) == ("a-2", None, {})
    assert second.text.splitlines() == list(second.article.texts)


def test_a_flat_article_is_read_and_its_language_guessed(tmp_path: Path) -> None:
    (article,) = read_labelled(write(tmp_path, "", FLAT, ""))
    assert article.gold.sections == ("headline", "body")
    assert article.gold.paragraph_domains == ()
    assert (article.text, article.article.language, article.place) == (FLAT["text"], "en", "some.jsonl:2")
    lines = [line.strip() for line in article.text.split("\n\n")]
    assert [article.text[found.start : found.end] for found in article.article.paragraphs] == lines


def test_known_words_take_glued_ones_apart(tmp_path: Path) -> None:
    known = KnownWords({"talks": 50, "with": 90}, 100)
    path = write(tmp_path, {**FLAT, "text": str(FLAT["text"]).replace("Talks with", "Talkswith")})
    (article,) = read_labelled(path, known)
    assert article.article.texts[0] == "Talks with Vietnam"
    assert article.text.startswith("Talkswith")


def test_the_seeds_keep_their_text_as_given(seeds: list[LabelledArticle]) -> None:
    for seed in seeds:
        assert seed.text.encode() == (DEFAULT_SEEDS / f"{seed.article.id}.txt").read_bytes()


def test_the_folder_gives_the_seeds_first_then_the_files_by_name(
    labelled: list[LabelledArticle], seeds: list[LabelledArticle]
) -> None:
    assert labelled[: len(seeds)] == seeds
    names = [article.place.partition(":")[0] for article in labelled[len(seeds) :]]
    assert names == sorted(names)


def test_a_folder_without_seeds_or_without_articles(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"articles: there are no labelled articles \(\*\.jsonl\) here"):
        read_labelled_folder(tmp_path)
    (tmp_path / "articles").mkdir()
    shutil.copy(SMALL, tmp_path / "articles")
    assert [article.article.id for article in read_labelled_folder(tmp_path)] == ["a-1", "a-2"]


@pytest.mark.parametrize("case", ERRORS, ids=[case["comment"] for case in ERRORS])
def test_a_wrong_line_is_refused_with_file_line_and_fault(tmp_path: Path, case: Mapping[str, Any]) -> None:
    record: object = case["line"] if "line" in case else {**FLAT, **case["change"]}
    if "drop" in case and isinstance(record, dict):
        del record[case["drop"]]
    articles = read_labelled(write(tmp_path, FLAT, record))
    assert next(articles).article.id == "f-1"
    with pytest.raises(AnnotationError) as error:
        next(articles)
    assert str(error.value).startswith("some.jsonl:2: ")
    assert case["fault"] in str(error.value)


def test_a_seed_without_its_text_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "lost", "parties": [], "domains": [], "paragraphs": []})
    with pytest.raises(AnnotationError, match=r"some\.jsonl:1: the text of lost is not there: .*lost\.txt"):
        list(read_labelled(path, texts=tmp_path))


@pytest.mark.parametrize("broken", ["some.jsonl", "f-1.txt"])
def test_a_file_that_is_no_utf_8_is_refused_with_its_name(tmp_path: Path, broken: str) -> None:
    path = write(tmp_path, {key: value for key, value in FLAT.items() if key != "text"})
    (tmp_path / "f-1.txt").write_text(str(FLAT["text"]), encoding="utf-8")
    (tmp_path / broken).write_bytes((tmp_path / broken).read_bytes().replace(b"f-1", b"\xe9") + "é\n".encode("latin-1"))
    with pytest.raises(AnnotationError, match=r"some\.jsonl"):
        list(read_labelled(path, texts=tmp_path))
