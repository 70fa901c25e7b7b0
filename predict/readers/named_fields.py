"""Fields that were named for a file, and the records that lack them."""

from collections.abc import Collection, Iterator, Mapping

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.records import Failure

_OPTIONS: Mapping[str, str] = {
    "id": "--id-field",
    "home": "--home-field",
    "language": "Fields.language",  # the command line has no option for it
    "title": "--title-field",
}
"""How each field is named; that with the text is not among them, for each record that lacks it fails."""


class NamedFields:
    """Watches records of a file for the fields that were named: no schema tells beforehand whether it has them.

    Args:
        fields: What was named.
        name: The file's name.
        tell: Called for each field at the first record that lacks it.
    """

    def __init__(self, fields: Fields, name: str, tell: Tell) -> None:
        given = {getattr(fields, what): option for what, option in _OPTIONS.items() if getattr(fields, what)}
        self._unseen: dict[str, str] = given
        self._untold = list(given)
        self._name = name
        self._tell = tell
        self._any = False

    def look(self, names: Collection[str], place: str) -> None:
        """Look at the fields of one record."""
        self._any = True
        for field in [field for field in self._untold if field not in names]:
            self._untold.remove(field)
            self._tell(f"{place}: there is no field `{field}`")
        for field in [field for field in self._unseen if field in names]:
            del self._unseen[field]

    def failures(self) -> Iterator[Failure]:
        """Yield a failure of the file for each field that none of its records had, if it had any."""
        for field, option in self._unseen.items() if self._any else ():
            message = f"{self._name}: no record has the field `{field}`; name another ({option})"
            yield Failure.of(self._name, ArticleError(message))
