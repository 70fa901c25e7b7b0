"""A file in the page holds what the command line reads from it: the same records and failures, at the same places."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from dateline.labels.article import MAX_CHARACTERS
from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields
from dateline.predict.readers.json_lines import read_json_record
from dateline.predict.readers.json_value import parse_json
from dateline.predict.readers.read import read_records
from dateline.predict.records import Failure, Record

from ..conftest import TREATY
from .browser import FOREIGN, Open, give, read_answers, without_chromium, without_words

pytestmark = without_chromium

Read = list[dict[str, Any]]
Compare = Callable[..., Read]

TABLES = {
    "a mark behind a closed one": 'id,text\n1,a\n2,"a"b\n3,c\n',
    "the rest of its line is no row": 'id,text\n1,"a"b,"c\n2,d\n',
    "a mark behind a closed one, lines further": 'id,text\n1,"a\nb"c\nd",e\n3,f\n',
    "a blank behind a closed mark": 'id,text\n"1" ,a\n2,"b" \n3,c\n',
    "a mark that is never closed": 'id,text\n1,a\n2,"b\n3,c\n\n4,d\n',
    "a lone mark at the end": 'id,text\n1,a\n"',
    "three marks": 'id,text\n1,"""\n2,b\n',
    "four marks": 'id,text\n1,""""\n2,""\n',
    "marks inside of cells": 'id,text\n1,a"b\n2,a""b"\n3, "b"\n4,a"\n',
    "marks that fail in every way": '"id","text"\n"1"x,a\n2,"b"\r\n"3","c""\r\n4,d"\n5,"e"f"\n6,g\n"7',
    "a mark closed at the end": 'id,text\n1,"a"',
    "other delimiters behind a mark": 'id;text\n1;"a",b\n2;"c";d\n3;"e"\n',
    "tabulators and bars": 'id\ttext\n1\t"a"|b\n2\tc|d\n',
    "too few and too many cells": "id,text,desk\n1\n2,b\n,c,d,e\n4,f,g\n,,,,\n",
    "a failure without an id": 'id,text\n,"a"b\n,c,d\n,"e\n',
    "blank lines": "\n \n,,\nid,text\n\n1,a\n \n,,\n,\n\n2,b\n\n",
    "odd blanks": "\x1c\n\x85\n\u2003,\xa0\n\u2028\nid,text\n1,a\n\x0b\n\u2003,b\n",
    "ends of CR": 'id,text\r1,a\r\r2,"b\rc"\r3,"d"e\r4,f',
    "ends of all kinds": 'id,text\r\n1,"a\r\n\rb"\n\r\n2,"c"d\r\n3,e\r\r\n4,f\n\r5,g',
    "a byte order mark": '\ufeff"id",text\n1,a\n',
    "a byte order mark and a blank": "\ufeff id , Text \n1,a\n,b\n",
    "two byte order marks": "\ufeff\ufeffid,text\n1,a\n",
    "byte order marks in cells": "id,text\n\ufeff,\ufeffa\n\ufeff\n",
    "names with blanks": "article id, Body ,\tLANG\n1,a,en\n",
    "an empty name": "id,text,\n1,a,b\n2,c\n",
    "empty names at the start": ",text\n1,a\n2,b\n",
    "empty id, home and language": "id,home,language,text\n,,,a\n , , ,b\n3,FR,fr,c\n",
    "an empty home beside another": "id,home,home_country,lang,language,text\n1,,FR,en,,a\n",
    "names that answers have": "id,text,error,input,partners,review,Text,ID\n1,a,b,c,d,e,f,g\n",
    "names of objects": "id,text,__proto__,constructor,toString,7,1\n1,a,b,c,d,e,f\n",
    "an empty text": "id,text\n1,\n,\n3,  \n",
    "a header alone": "id,text\n",
    "a header without an end": "id,text",
    "nothing": "",
    "blanks alone": "\n \r\n",
    "delimiters alone": ",,\n,\n",
    "two columns of one name": "id,text,text\n1,a,b\n",
    "two columns without a name": "id,text,,\n1,a,b,c\n",
    "two columns that differ by a blank": "id,text, text\n1,a,b\n",
    "a bad header": 'id,"te"xt\n1,a\n',
    "a bad row above the header": ' "",\n"a"b\nid,text\n1,a\n',
    "a header that is never closed": '\nid,"text\n1,a\n',
    "a header of two lines": '"id\n1",text,id\n1,a,b\n2,"c"d,e\n',
    "NUL in a cell": "id,text\n1,a\0b\n",
}

LINES = [
    '{"id": "first", "text": "a", "title": "b", "story": "c"}',
    '{"id": 7, "text": "a", "story": "b", "title": null}',
    '{"id": 12345678901234567890, "text": "a", "title": 1.50, "story": 2}',
    '{"id": 1.5, "text": "a"}',
    '{"id": true, "text": "a", "story": "b"}',
    '{"id": false, "text": 7}',
    '{"id": "", "text": "a", "story": "b"}',
    '{"id": " ", "text": "a"}',
    '{"id": null, "text": "a", "title": "b"}',
    '{"id": "body:3", "text": ["a"], "home": "FR"}',
    '{"id": "a", "id": "b", "text": "c", "text": "d"}',
    '{"text": "a"}',
    '{"id": "no text", "Body": "a"}',
    '{"id": "none", "text": null, "story": "b"}',
    '{"id": "home", "text": "a", "home": "", "language": "", "story": "b"}',
    '{"id": "homes", "text": "a", "home": null, "home_country": "FR", "lang": "fr", "language": null, "uid": 1}',
    '{"id": "names", "text": "a", "HOME": "FR", "Lang": "en-GB", "story": "b", "title": "c"}',
    '{"id": "blanks", " Text ": "a", "text": "b", " id": "c", "language ": "EN", "\\tuid": "d"}',
    '{"id": "odd", "text": "a", "home": 7}',
    '{"id": "tags", "text": "a", "error": "b", "partners": 1, "input": {"x": 1}, "model": [], "story": "c"}',
    '{"id": "deep", "text": "a", "n": {"a": [{"b": null}, [1e2, -0.0, 1.0]]}, "": 1, "__proto__": 2, "story": "c"}',
    '{"id": "large", "text": "a", "story": "b", "n": 1e999}',
    '{"id": "larger", "text": "a", "story": "b", "n": [{"m": -1.5E+400}]}',
    f'{{"id": "digits", "text": "3e1", "story": "b", "n": {"9" * 400}, "m": 1e308, "k": 1e-999}}',
    f'{{"id": "more digits", "text": "a", "n": {"9" * 400}.0}}',
    f'{{"id": "too many digits", "text": "a", "story": "b", "n": {"9" * 5000}}}',
    f'{{"id": "too deep", "text": "a", "story": "b", "n": {"[" * 9000}{"]" * 9000}}}',
    '{"id": "NaN", "text": "a", "n": NaN, "story": "b"}',
    '{"id": "Infinity", "text": "a", "n": [-Infinity], "story": "b"}',
    "",
    " \t\v\f",
    "\xa0",
    '\xa0{"text": "a"}',
    '\ufeff{"text": "a", "story": "b"}',
    "\ufeff",
    '["a"]',
    '"a"',
    "null",
    "NaN",
    '{"text": "a"',
    '{"text": "a"}\r{"text": "b"}',
    '{"text": "a\tb"}',
    '{"text": "\\ud83c", "story": "\\ud83c\\udf1f"}',
    '{"id": "\\u0000", "text": "\\u0000", "toString": 1, "story": "b"}',
]
TAGGED = (
    f'Id, text ,home,error,partners\n1,"{TREATY}",FR,a,b\n,"{TREATY}",,,\n3,"a"b,c,d,e\n4,"{TREATY}",XX,f\n'
    f'5,"{FOREIGN}",none,"g\n"\n6,"h'
)
FEW_LINES = {
    "the field that has a text first": '{"nr": 1, "text": null}\n{"Body": "a"}\n{"id": 7, "text": "b"}\n',
    "a mark of order alone in its line": '\ufeff\n{"text": "a"}\n',
    "two marks of order": '\ufeff\ufeff{"text": "a"}\n{"text": "b"}',
    "nothing": "",
    "blanks alone": " \n\n\t\n",
    "no records": "a\n[]\n",
}
FILES = {
    "an array": '[{"id": 1.50, "text": "a"}, {"text": "b", "n": 12345678901234567890}]',
    "an array behind a mark of order": '\ufeff\n[\n  {"text": "a"},\n  {"text": "b"}\n]\n',
    "items that are no objects": '[1, "a", null, [{"text": "b"}], {"text": "c"}, {}]',
    "an object": '{\n  "text": "a",\n  "n": 1.0\n}\n',
    "an object with an id": '{"id": 7, "Body": "a"}',
    "an empty array": "[]",
    "a string": '"a"',
    "a number": "7",
    "nothing": "",
    "lines": '{"text": "a"}\n{"text": "b"}\n',
    "lines of which some fail": '\ufeff{"text": "a"}\n\nb\n{"id": 1, "text": NaN}\n{"text": "c"}\n',
    "lines behind a bad one": 'a\n{"text": "a"}\n',
    "no JSON": "a\nb\n",
    "an array that is cut off": '[\n{"text": "a"}\n,\n{"text": "b"}\n',
    "NaN in an array": '[{"text": "a"}, {"text": "b", "n": NaN}]',
    "a number that is too large in an array": '[{"text": "a"}, {"text": "b", "n": 1e999}]',
    "a number that is too large in an object": '{"text": "b",\n"n": 1e999}',
    "arrays a line": '[{"text": "a"}]\n[{"text": "b"}]\n',
}


@pytest.fixture
def compare(open_page: Open, tmp_path: Path) -> Compare:
    """Read a file in the page and by the command line, and return what both have read, nothing if both refuse it."""
    page = open_page()

    def compare_(name: str, data: str, text: str | None = None, title: str | None = None) -> Read:
        (tmp_path / name).write_bytes(data.encode())
        found = list(read_records([str(tmp_path / name)], Fields(text=text, title=title)))
        is_refused = [record.id for record in found if isinstance(record, Failure)] == [name]
        read = _read_in_page(page, name, data, {"text": text, "title": title} if text or title else None)
        assert read == ([] if is_refused else [_plain(record) for record in found])
        return read

    return compare_


def _read_in_page(page: Page, name: str, data: str, choice: dict[str, str | None] | None) -> Read:
    """Return what the service would read of that which the page sends, and what the page does not send."""
    script = """async ([name, data, choice]) => {
        const { readSource } = await import("/page/records.js");
        const { Problem } = await import("/page/problem.js");
        try {
            const source = await readSource(new File([data], name));
            const { text, title } = choice ?? {};
            const chosen = { text: text ?? source.offer?.choice.text, title: title ?? undefined };
            if (source.offer && chosen.text === undefined) return [];  // it asks which field holds the text
            const { records } = choice === null ? source : source.offer.choose(chosen);
            return records.map(({ id, place, line, fault, apart }) => {
                return { id, place, line, fault: fault?.() ?? "", apart: JSON.stringify(apart ?? {}) };
            });
        } catch (error) {
            if (error instanceof Problem) return [];
            throw error;
        }
    }"""
    return [_receive(record) for record in page.evaluate(script, [name, data, choice])]


def _receive(sent: dict[str, Any]) -> dict[str, Any]:
    apart = json.loads(sent["apart"])
    if sent["fault"]:
        return _plain(Failure(sent["id"], "record", sent["fault"], apart))
    read = _plain(read_json_record(sent["line"].encode(), "body:1"))
    if read["id"] == "body:1":  # it could not be read
        return read | {"id": sent["place"]}
    return read | {"fields": read["fields"] | apart}


def _plain(record: Record | Failure) -> dict[str, Any]:
    """Return what tells records apart; the words of a failure are its reader's own."""
    if isinstance(record, Failure):
        return {"id": record.id, "failed": True, "fields": dict(record.fields)}
    plain = {name: value for name, value in asdict(record).items() if name != "place"}
    return plain | ({"text": sha256(record.text.encode()).hexdigest()} if len(record.text) > MAX_CHARACTERS else {})


def test_a_table_is_read_as_the_command_line_reads_it(compare: Compare) -> None:
    for number, data in enumerate(TABLES.values()):
        compare(f"{number}.csv", data)


def test_any_table_is_read_as_the_command_line_reads_it(compare: Compare) -> None:
    @given(st.text('"",;\n\ra \u2003'))
    def check(rows: str) -> None:
        compare("a.csv", f"id,text\n{rows}")
        compare("a.csv", rows)

    check()


def test_a_cell_has_no_more_characters_than_the_command_line_takes(compare: Compare) -> None:
    most = 4 * MAX_CHARACTERS
    # Signs outside of the basic plane count once, though they are two units of JavaScript.
    for body in (f"🌟🌟{'x' * (most - 2)}", f'""\r\n🌟{"x" * (most - 4)}'):
        records = compare("a.csv", f'id,text\n1,"{body}"\n2,"{body}x\n3,a\n4,"b')
        assert [record["id"] for record in records if "failed" not in record] == ["1", "3"]
    records = compare("a.csv", f"id,text\n1,🌟{'x' * (most - 1)}\n2,🌟{'x' * most}\n3,a\n")
    assert [record["id"] for record in records if "failed" not in record] == ["1", "3"]


def test_json_lines_are_read_as_the_command_line_reads_them(compare: Compare) -> None:
    for text, title in ((None, None), ("story", None), ("text", "title"), ("story", "id")):
        compare("a.jsonl", "\n".join(LINES), text, title)
    compare("a.ndjson", "\r\n".join(LINES[::-1]))
    for number, lines in enumerate(FEW_LINES.values()):
        compare(f"{number}.jsonl", lines)


def test_json_is_read_as_the_command_line_reads_it(compare: Compare) -> None:
    items = [line for line in LINES if _is_json(line)]
    for text, title in ((None, None), ("story", "title")):
        compare("a.json", f" [\n{', '.join(items)}\n]\n", text, title)
    for number, data in enumerate(FILES.values()):
        compare(f"{number}.json", data)
    assert [record["id"] for record in compare("b.JSON", '[{"text": "a"}, 7, {"id": 8, "text": "b"}]')] == [
        "b.JSON[0]",
        "b.JSON[1]",
        "8",
    ]


def test_what_is_taken_home_is_what_the_command_line_prints(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    for name, data in (("a.jsonl", "\n".join(LINES)), ("a.csv", TAGGED), ("a.json", f"[{', '.join(LINES[:5])}, 5]")):
        (tmp_path / name).write_bytes(data.encode())
        printed = _print(tmp_path / name)
        give(page, name, data)
        expect(page.locator(".progress")).to_contain_text(f"{len(printed)} articles done.")
        assert without_words(read_answers(page, tmp_path)) == without_words(printed)
        page.get_by_role("button", name="Another file or article").click()


def _print(path: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "dateline", "tag", str(path), "--no-repeats"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _is_json(line: str) -> bool:
    try:
        parse_json(line.encode(), "")
    except ArticleError:
        return False
    return True
