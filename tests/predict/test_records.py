"""A failure stands in the place of its record and says what kind of error it was."""

from typing import Any

import pytest

from dateline.labels.errors import AnnotationError, ArticleError, DatelineError
from dateline.predict.records import Failure


@pytest.mark.parametrize("error", [ArticleError("no text"), AnnotationError("no label")], ids=lambda error: error.code)
def test_a_failure_has_the_code_and_message_of_its_error(error: DatelineError) -> None:
    assert Failure.of("a", error).to_dict() == {"id": "a", "error": {"code": error.code, "message": str(error)}}


def test_a_failure_carries_fields_that_hide_nothing_of_its_own() -> None:
    carried = {"url": "x", "n": [1]}
    hidden: dict[str, Any] = {"id": 1, "error": None, "partners": [], "input": "i"}
    found = Failure.of("a", ArticleError("no text"), carried | hidden).to_dict()
    assert found == {"id": "a", "error": {"code": "article", "message": "no text"}, **carried, "input": hidden}
