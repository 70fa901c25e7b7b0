"""Fields are guessed by name, given names win, and all that is not read is carried through."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import GUESSES, Fields
from dateline.predict.records import Record


@pytest.mark.parametrize("what", GUESSES)
@settings(deadline=None)
@given(st.data())
def test_the_likeliest_name_is_guessed_whatever_its_case_and_column(what: str, data: st.DataObject) -> None:
    known = data.draw(st.lists(st.sampled_from(GUESSES[what]), min_size=1, unique=True))
    spelled = [data.draw(st.sampled_from([name, name.upper(), f" {name}", f"{name.capitalize()}\t"])) for name in known]
    settled = Fields().settle(["title", *spelled])
    assert getattr(settled, what) == min(spelled, key=lambda name: GUESSES[what].index(name.strip().lower()))


def test_no_name_is_guessed_where_none_is_known() -> None:
    assert Fields().settle(["title", "bodytext", ""]) == Fields()


def test_of_two_names_that_differ_in_case_the_first_is_guessed() -> None:
    assert Fields().settle(["Body", "body"]).text == "Body"


def test_an_address_is_no_id_but_carried() -> None:
    settled = Fields().settle(["url", "text", "link"])
    assert settled.read({"url": "a", "text": "Hanoi", "link": "b"}, "r:1", "r:1").fields == {"url": "a", "link": "b"}


def test_given_names_win() -> None:
    given = Fields("story", "nr", "land", "tongue")
    assert given.settle(["text", "id", "home", "language", "story", "nr", "land", "tongue"]) == given


def test_a_given_name_is_not_guessed_for_another_field() -> None:
    assert Fields(id="article").settle(["article"]) == Fields(id="article")


def told(settled: Fields, given: Fields) -> list[str]:
    said: list[str] = []
    settled.tell_guesses(given, [], "a.csv", said.append)
    return said


def test_guesses_are_told_in_one_sentence() -> None:
    said = told(Fields().settle(["Body", "uid", "lang"]), Fields())
    assert said == ["a.csv: text from `Body`, id from `uid`, language from `lang`"]


def test_a_guess_that_was_told_of_the_file_is_not_told_again() -> None:
    said: list[str] = []
    told = Fields("Body", "uid").tell_guesses(Fields(), [], "a", said.append)
    told = Fields("Body", "uid", language="lang").tell_guesses(Fields(), [], "a", said.append, told)
    assert told == Fields("Body", "uid").tell_guesses(Fields(), [], "a", said.append, told)
    assert said == ["a: text from `Body`, id from `uid`", "a: language from `lang`"]


@pytest.mark.parametrize("given", [Fields(), Fields(text="story", id="nr")], ids=["their own", "given"])
def test_fields_under_names_of_their_own_or_given_are_not_told(given: Fields) -> None:
    assert told(given.settle(["text", "id", "home", "language"]), given) == []


@pytest.mark.parametrize(
    ("names", "found"), [(["id", "Title"], "Title"), (["titre", "headline"], "titre"), ([" title"], " title")]
)
def test_what_may_be_a_headline_is_told_once_with_the_option_that_reads_it(names: list[str], found: str) -> None:
    said: list[str] = []
    told = Fields().settle(names).tell_guesses(Fields(), names, "a.csv", said.append)
    assert Fields().tell_guesses(Fields(), names, "a.csv", said.append, told) == told
    assert said == [f"a.csv: `{found}` is not part of the text; --title-field {found} makes it the first line"]


@pytest.mark.parametrize("given", [Fields("title"), Fields(id="title"), Fields(title="title"), Fields(title="head")])
def test_a_headline_that_is_read_or_replaced_is_not_told(given: Fields) -> None:
    said: list[str] = []
    given.tell_guesses(given, ["title", "text"], "a.csv", said.append)
    assert said == []


def test_a_headline_opens_the_text_and_is_carried_too() -> None:
    record = Fields("text", title="head").read({"head": "Pact", "text": "SUVA"}, "7", "r:7")
    assert (record.text, record.fields) == ("Pact\nSUVA", {"head": "Pact"})
    assert Fields("text", title="head").read({"text": "SUVA"}, "7", "r:7").text == "SUVA"


@pytest.mark.parametrize("fields", [Fields("text", title="text"), Fields(title="text")], ids=str)
def test_no_field_is_both_text_and_headline(fields: Fields) -> None:
    with pytest.raises(ArticleError, match=r"^r:7: `text` cannot be both text and headline; .*--title-field"):
        fields.settle(["text"]).read({"text": "SUVA"}, "7", "r:7")
    assert fields.settle(["text", "body"]).title == "text"


def test_what_is_not_read_is_carried_through() -> None:
    values = {"story": "Hanoi", "nr": 7, "land": "FR", "tongue": "en", "text": "", "tags": [1, {"x": None}]}
    record = Fields("story", "nr", "land", "tongue").read(values, "7", "r:1")
    assert record == Record("7", "Hanoi", "r:1", "FR", "en", {"text": "", "tags": [1, {"x": None}]})


def test_a_missing_text_is_told_with_what_there_is_and_the_cure() -> None:
    with pytest.raises(
        ArticleError, match=r"^r:1: the field `story` is missing; the record has: a, b\. .*--text-field"
    ):
        Fields(text="story").read({"a": 1, "b": 2}, "r:1", "r:1")


@pytest.mark.parametrize("name", ["text", "home", "language", "title"])
def test_a_field_that_is_no_string_is_refused(name: str) -> None:
    values = {"text": "Hanoi", name: 5}
    with pytest.raises(ArticleError, match=f"^r:1: the field `{name}` is int; wanted a string$"):
        Fields(title="title").settle(values).read(values, "r:1", "r:1")


@pytest.mark.parametrize(
    ("value", "record_id"), [("a", "a"), (7, "7"), (0, "0"), (False, "False"), (None, "r:1"), ("", "r:1")]
)
def test_an_id_is_a_string_and_one_that_is_null_or_empty_is_none(value: object, record_id: str) -> None:
    assert Fields(id="nr").id_of({"nr": value}, "r:1") == record_id


def test_an_empty_home_or_language_is_none() -> None:
    values = {"text": "Suva", "home": "", "language": ""}
    record = Fields().settle(values).read(values, "r:1", "r:1")
    assert (record.home, record.language) == (None, None)


def test_a_record_without_an_id_is_called_by_its_place() -> None:
    assert Fields(id="nr").id_of({"id": 7}, "r:1") == Fields().id_of({"id": 7}, "r:1") == "r:1"


@pytest.mark.parametrize("wanted", [Fields("x"), Fields(id="x"), Fields(home="x"), Fields(title="x")], ids=str)
def test_a_table_without_a_column_that_is_wanted_is_refused_with_the_cure(wanted: Fields) -> None:
    with pytest.raises(ArticleError, match=r"^a: there is no column `x`; the columns are: text, id\. .*--text-field"):
        wanted.settle(["text", "id"]).check(["text", "id"], "a")


def test_a_table_with_no_column_that_may_be_the_text_is_refused() -> None:
    with pytest.raises(ArticleError, match="there is no column `text`; the columns are: title"):
        Fields().check(["title"], "a")


def test_a_table_with_two_columns_of_one_name_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"^a: two columns are called 'x'; give each a name of its own$"):
        Fields().check(["text", "x", "y", "x"], "a")


@pytest.mark.parametrize("columns", [["text"], ["text", "Text"], ["title", "text", "id"]])
def test_a_table_with_all_that_is_wanted_passes(columns: Sequence[str]) -> None:
    Fields().settle(columns).check(columns, "a")


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("en_US", "en"),
        ("FR-fr", "fr"),
        (" vi ", "vi"),
        ("es-419", "es"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("DE", "DE"),
        ("english", "english"),
        ("-en", "-en"),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_read_without_case_and_region_and_others_as_they_are(
    written: str | None, language: str | None
) -> None:
    values = {"text": "Hanoi", "language": written}
    assert Fields().settle(values).read(values, "r:1", "r:1").language == language
