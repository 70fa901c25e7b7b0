r"""dateline tags news-agency articles about security cooperation: with whom, on what, and which lines are the story.

>>> from dateline import Tagger
>>> tagger = Tagger.load(home="FJ")
>>> tagged = tagger.tag("Fiji, Tonga sign police pact\nSUVA – The police chiefs of Fiji and Tonga signed an agreement "
...     "on the fight against drug trafficking in Suva on Monday.")
>>> [(partner.code, partner.name) for partner in tagged.partners]
[('TO', 'Tonga')]
>>> [domain.id for domain in tagged.domains]
['drug-trafficking']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.labels.errors import DatelineError
    from dateline.predict.tagged import TaggedArticle
    from dateline.predict.tagger import Tagger

__all__ = ["DatelineError", "TaggedArticle", "Tagger"]

_HOMES = {
    "DatelineError": "dateline.labels.errors",
    "TaggedArticle": "dateline.predict.tagged",
    "Tagger": "dateline.predict.tagger",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a public name may be of any type
    """Import a public name when it is first asked for, so that `import dateline` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
