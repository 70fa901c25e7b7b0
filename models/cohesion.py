"""How each line of an article hangs together with its title, its lead, its neighbours and all that stood before.

Absolute cosines differ between agencies (one agency's teasers share its vocabulary), so similarities to title and lead
are also given relative to the document, as z-scores. A rare name that stood before binds a line to its story more
surely than many common words.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.labels.words import KnownWords, iter_words
from dateline.models.lead import find_lead, find_title
from dateline.models.line_words import LineWords

Floats = NDArray[np.float64]

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĐ][^\W\d_]{2,}")
_NEAR = 3
_RAREST, _MANY = 8, 40  # about the highest inverse document frequency, and their sum in a line full of new names

COHESION_NAMES = (
    "title cosine",
    "title cosine z",
    "lead cosine",
    "lead cosine z",
    "lead cosine before",
    "lead cosine behind",
    "names in lead",
    "names in lead z",
    "names before",
    "words before",
    "rarest name in lead",
    "rarest name before",
    "rarest word before",
    "rarest name in lead, of any line behind",
    "rarest name before, of any line behind",
    "rarest word before, of any line behind",
    "new names",
    "near before",
    "near behind",
    "same as title",
    "seen before",
)


def describe_cohesion(texts: Sequence[str], known: KnownWords) -> Floats:
    """Return the cohesion of each line, shape (lines, len(COHESION_NAMES))."""
    words = LineWords([list(iter_words(text)) for text in texts], known)
    names = LineWords([[name.lower() for name in _NAME.findall(text)] for text in texts], known)
    title, lead = find_title(texts), find_lead(texts)
    title_cosine = words.cosines([title])
    lead_cosine = words.cosines(lead)
    names_in_lead = names.share_in(lead)
    behind_lead = ~np.isin(np.arange(len(texts)), [title, *lead])
    rarest = np.column_stack(
        [names.rarest_in([title, *lead]) * behind_lead, names.rarest_before(), words.rarest_before()]
    )
    seen = {text: number for number, text in reversed(list(enumerate(texts)))}
    return np.column_stack(
        [
            title_cosine,
            _standardize(title_cosine),
            lead_cosine,
            _standardize(lead_cosine),
            *_running_means(lead_cosine),
            names_in_lead,
            _standardize(names_in_lead),
            names.share_before(),
            words.share_before(),
            rarest / _RAREST,
            _most_behind(rarest) / _RAREST,
            names.new() / _MANY,
            *words.near_cosines(_NEAR),
            title_cosine > 0.9,
            [seen[text] < number for number, text in enumerate(texts)],
        ]
    ).astype(np.float64)


def _standardize(values: Floats) -> Floats:
    return np.clip((values - values.mean()) / max(values.std(), 0.05), -3, 3)


def _running_means(values: Floats) -> tuple[Floats, Floats]:
    """Return for each place the mean of the values up to it and the mean of those from it on."""
    counts = np.arange(1, len(values) + 1)
    return np.cumsum(values) / counts, (np.cumsum(values[::-1]) / counts)[::-1]


def _most_behind(values: Floats) -> Floats:
    """Return for each row the highest values of the rows behind it; zeros behind the last."""
    return np.vstack([np.maximum.accumulate(values[::-1])[::-1][1:], np.zeros((1, values.shape[1]))])
