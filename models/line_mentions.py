"""Whether each line of an article names the parties and domains that its lead names, or new ones.

Teasers bring in countries and fields of their own; "Kenyan" in a story's last line is the "Kenya" of its lead, which
words alone do not tell.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.models.lead import find_lead, find_title
from dateline.models.mentions import Mentions

Floats = NDArray[np.float64]

MENTION_NAMES = (
    "no party",
    "log parties",
    "parties in lead",
    "parties before",
    "a new party",
    "new parties",
    "no domain",
    "log domains",
    "domains in lead",
)


def describe_mentions(texts: Sequence[str], mentions: Mentions) -> Floats:
    """Return what each line names, beside lead and earlier lines, shape (lines, len(MENTION_NAMES))."""
    parties = [{mention.key for mention in found} for found in mentions.parties]
    domains = [{mention.key for mention in found} for found in mentions.domains]
    lead = {find_title(texts), *find_lead(texts)}
    lead_parties = set[str]().union(*(parties[line] for line in lead))
    lead_domains = set[str]().union(*(domains[line] for line in lead))
    before: set[str] = set()
    rows = []
    for line, (named, fields) in enumerate(zip(parties, domains, strict=True)):
        rows.append(
            (
                not named,
                math.log1p(len(named)),
                1.0 if line in lead else _share(named, lead_parties),
                _share(named, before),
                line > 0 and not named <= before,
                len(named - before - lead_parties),
                not fields,
                math.log1p(len(fields)),
                _share(fields, lead_domains),
            )
        )
        before |= named
    return np.array(rows, dtype=np.float64)


def _share(keys: set[str], among: set[str]) -> float:
    return len(keys & among) / max(1, len(keys))
