"""The loop of a path that is measured: a process of its own that is told texts, and tells what they cost."""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence

Path = Callable[[Sequence[str]], object]
"""What is measured: it does its work on texts."""


def serve(prepare: Callable[[str], Path]) -> None:
    """Prepare a path, then measure it on each batch of texts that comes on standard input.

    Args:
        prepare: Makes the path of the name of a file with labelled articles to train on.
    """
    path = prepare(sys.argv[1])
    _tell()
    for line in sys.stdin:
        texts = json.loads(line)
        began = time.process_time()
        path(texts)
        _tell(time.process_time() - began)


def _tell(seconds: float = 0.0) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "total": time.process_time(), "peak": peak}) + "\n")
    sys.stdout.flush()
