"""A row of a CSV file is a record; a row that fits no record fails in its place and the others come."""

import csv
import io
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.article import MAX_CHARACTERS
from dateline.predict.readers import csv_files
from dateline.predict.readers.csv_files import read_csv
from dateline.predict.readers.fields import GUESSES, Fields
from dateline.predict.readers.lines import Lines
from dateline.predict.records import Failure, Record

KNOWN = {name for names in GUESSES.values() for name in names}
CELLS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=";\t|\0")).filter(
    lambda name: name.lower() not in KNOWN
)


def read(
    data: str | bytes,
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    said: list[str] | None = None,
) -> list[Record | Failure]:
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_csv(file, "r.csv", fields, (said if said is not None else []).append))


def message_of(record: Record | Failure) -> str:
    assert isinstance(record, Failure)
    return record.message


def test_a_row_is_a_record_and_its_other_cells_are_carried() -> None:
    data = "id,text,home,language,url\na,Hanoi,FR,en,x\nb,Suva,,,\n"
    assert read(data) == [
        Record("a", "Hanoi", "r.csv:2", "FR", "en", {"url": "x"}),
        Record("b", "Suva", "r.csv:3", None, None, {"url": ""}),
    ]


@settings(deadline=None)
@given(st.data(), st.lists(NAMES, unique=True, max_size=4), st.sampled_from(["excel", "unix"]))
def test_whatever_strings_were_written_come_back(data: st.DataObject, names: list[str], dialect: str) -> None:
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(["text", *names], CELLS)), min_size=1))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["text", *names], dialect=dialect)
    writer.writeheader()
    writer.writerows(rows)
    records = read(file.getvalue())
    assert [{"text": getattr(record, "text", None), **getattr(record, "fields", {})} for record in records] == rows


@pytest.mark.parametrize(("delimiter", "name"), [(",", None), (";", "semicolons"), ("\t", "tabulators"), ("|", "bars")])
def test_the_delimiter_is_guessed_from_the_header_and_told(delimiter: str, name: str | None) -> None:
    said: list[str] = []
    data = f'id{delimiter}text{delimiter}x\na{delimiter}"Hanoi,;\t|"{delimiter}\n'
    assert read(data, said=said) == [Record("a", "Hanoi,;\t|", "r.csv:2", fields={"x": ""})]
    assert said == ([f"r.csv: columns between {name}"] if name else [])


def test_guesses_are_told_once() -> None:
    said: list[str] = []
    records = read("UID,Body\na,Hanoi\nb,Suva\n", said=said)
    assert records == [Record("a", "Hanoi", "r.csv:2"), Record("b", "Suva", "r.csv:3")]
    assert said == ["r.csv: text from `Body`, id from `UID`"]


def test_places_count_lines_also_those_within_cells() -> None:
    data = 'id,text\na,"Hanoi\r\nsaid ""no"""\n\nb,Suva\n'
    assert read(data) == [Record("a", 'Hanoi\r\nsaid "no"', "r.csv:2"), Record("b", "Suva", "r.csv:5")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_they_do_anywhere(end: str) -> None:
    data = end.join(["id,text", "a,Hanoi", "b,Suva"])
    assert read(data) == [Record("a", "Hanoi", "r.csv:2"), Record("b", "Suva", "r.csv:3")]


def test_a_byte_order_mark_is_not_part_of_the_first_name() -> None:
    assert read(b"\xef\xbb\xbfid,text\na,Hanoi\n") == [Record("a", "Hanoi", "r.csv:2")]


def test_blank_lines_before_the_header_count_but_are_no_header() -> None:
    assert read("\n \nid,text\na,Hanoi\n") == [Record("a", "Hanoi", "r.csv:4")]


def test_empty_cells_name_no_id_home_or_language() -> None:
    assert read("id,text,home,language\n,Hanoi,,\n") == [Record("r.csv:2", "Hanoi", "r.csv:2")]


def test_a_header_may_have_blanks_around_its_names() -> None:
    said: list[str] = []
    records = read("id, Text ,url \n7,Hanoi,x\n", said=said)
    assert records == [Record("7", "Hanoi", "r.csv:2", fields={"url ": "x"})]
    assert said == ["r.csv: text from ` Text `"]


def test_a_line_that_is_too_long_fails_the_row_in_which_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "Lines", partial(Lines, most=30))
    long = "x" * 30
    records = read(f'id,text\na,Hanoi\nb,"Apia\n{long}\nc,Suva\n{long}\r\n\nd,"Lima\n"\ne,Doha\n')
    assert [(record.id, getattr(record, "text", None)) for record in records] == [
        ("a", "Hanoi"),
        ("r.csv:3", None),
        ("c", "Suva"),
        ("r.csv:6", None),
        ("d", "Lima\n"),
        ("e", "Doha"),
    ]
    assert [getattr(record, "place", None) for record in records[2:]] == ["r.csv:5", None, "r.csv:8", "r.csv:10"]
    assert message_of(records[1]).startswith("r.csv:4: the line has 31 characters; a line has at most 30.")
    assert message_of(records[3]).startswith("r.csv:6: the line has ")


@pytest.mark.parametrize(("row", "cells"), [("b", 1), ("b,Apia,more", 3), ('"b,Apia"', 1)])
def test_a_row_with_another_number_of_cells_than_the_header_fails_alone(row: str, cells: int) -> None:
    first, bad, last = read(f"id,text\na,Hanoi\n{row}\nc,Suva\n")
    assert (first, last) == (Record("a", "Hanoi", "r.csv:2"), Record("c", "Suva", "r.csv:4"))
    assert message_of(bad) == f"r.csv:3: the row has {cells} cells, the header 2; quote the cells"


@pytest.mark.parametrize("row", [b"b,caf\xe9", b"caf\xe9,Apia", b"caf\xe9,Apia,more"], ids=["text", "id", "too long"])
def test_a_row_that_is_not_utf_8_fails_alone(row: bytes) -> None:
    first, bad, last = read(b"id,text\na,Hanoi\n" + row + b"\nc,Suva\n")
    assert (first, last) == (Record("a", "Hanoi", "r.csv:2"), Record("c", "Suva", "r.csv:4"))
    assert bad == Failure("r.csv:3", "article", "r.csv:3: the row is not UTF-8; save the file as UTF-8")


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows_unnoticed() -> None:
    first, bad = read('id,text\na,Hanoi\nb,"Apia\nc,Suva\n')
    assert first == Record("a", "Hanoi", "r.csv:2")
    assert message_of(bad).startswith("r.csv:3: this is no CSV: unexpected end of data; ")


@pytest.mark.parametrize("row", ['b,"No," said the minister', 'b,"Apia\nc,"Suva"'], ids=["not quoted", "not closed"])
def test_a_quotation_mark_within_a_cell_is_no_text_to_guess_at(row: str) -> None:
    bad, last = read(f"id,text\n{row}\nd,Lima\n")
    assert message_of(bad).startswith("r.csv:2: this is no CSV: ',' expected after '\"'; a cell with quotation marks")
    assert getattr(last, "id", None) == "d"


def test_a_quotation_mark_that_is_never_closed_costs_no_more_than_a_cell_may_hold() -> None:
    line = "x" * 999 + "\n"
    first, *fragments, last = read('id,text\na,"' + line * (4 * MAX_CHARACTERS // 1000 + 2) + "b,Suva\n")
    assert message_of(first).startswith("r.csv:2: this is no CSV: field larger than field limit")
    assert all(isinstance(each, Failure) for each in fragments)
    assert getattr(last, "id", None) == "b"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\n \r\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"id,text\n", "the file has no rows"),
        (b"id,text\n\n", "the file has no rows"),
        (b"id,text", "the file has no rows"),
        (b"id,text,x,x\na,Hanoi,,\n", "two columns are called 'x'; give each a name of its own"),
        (
            b"id,title\na,Hanoi\n",
            "there is no column `text`; the columns are: id, title. Name the column with the text",
        ),
        (b'id,"text\na,Hanoi\n', "this is no CSV: unexpected end of data; "),
        (b"id,text,caf\xe9\na,Hanoi,\n", "the text is not UTF-8: byte 11 is 0xe9; save it as UTF-8"),
        ("id,text\na,Hanoi\n".encode("utf-16"), "the text is UTF-16; save it as UTF-8"),
        (b"PK\x03\x04\x00,text\n", "this is no text: byte 4 is NUL"),
    ],
    ids=[
        "empty",
        "blank",
        "only a byte order mark",
        "header only",
        "header and a blank line",
        "header without an end of line",
        "two columns of one name",
        "no text",
        "a header that does not end",
        "a header not in UTF-8",
        "UTF-16",
        "a workbook",
    ],
)
def test_a_file_without_records_fails_once_and_says_why(data: bytes, message: str) -> None:
    [failure] = read(data)
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("r.csv", "article")
    assert failure.message.startswith(f"r.csv: {message}")


@pytest.mark.parametrize("wanted", [Fields("nr"), Fields(id="nr"), Fields(home="nr"), Fields(language="nr")], ids=str)
def test_a_given_column_that_is_not_there_fails_with_the_cure(wanted: Fields) -> None:
    [failure] = read("id,text\na,Hanoi\n", wanted)
    assert message_of(failure) == (
        "r.csv: there is no column `nr`; the columns are: id, text. Name the column with the text (--text-field), "
        "the headline (--title-field), the id (--id-field) or the home country (--home-field)"
    )
