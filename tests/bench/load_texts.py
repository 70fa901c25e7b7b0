"""The texts that a load test sends, each one once."""

import json
import random
from collections.abc import Iterator
from itertools import chain, count, islice, product

from dateline.labels.label_set_files import load_label_set
from dateline.labels.labelled_files import read_labelled_folder

SEED = 11


def articles() -> Iterator[str]:
    """Return the labelled articles in a fixed order without order, then again with a word of its own in each line.

    A tagger keeps what it knows of words and paragraphs that recur, so a text that it saw before would cost too little.
    """
    texts = [labelled.text for labelled in read_labelled_folder()]
    random.Random(SEED).shuffle(texts)
    marked = (text.replace("\n", f" x{copy}x\n") + f" x{copy}x" for copy in count(1) for text in texts)
    return chain(texts, marked)


def short_articles() -> Iterator[str]:
    """Yield articles of two lines, of all parties and domains in turn."""
    label_set = load_label_set()
    names = [party.names["en"] for party in label_set.parties.values()]
    subjects = [domain.names["en"].lower() for domain in label_set.domains.values()]
    pairs = list(product(names, subjects))
    random.Random(SEED).shuffle(pairs)
    for number in count(1):
        for name, subject in pairs:
            title = f"Vietnam, {name} hold round {number} of talks on {subject}"
            yield f"{title}\nHanoi (VNA) – Vietnam and {name} signed plan {number} on {subject} at round {number}."


def to_json(text: str) -> bytes:
    """Return the record of an article."""
    return json.dumps({"text": text}, ensure_ascii=False).encode()


def to_lines(texts: Iterator[str], size: int) -> bytes:
    """Return the batch of the next texts."""
    return b"".join(to_json(text) + b"\n" for text in islice(texts, size))
