"""A limit on the time that a piece of work may take."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from dateline.labels.errors import TimeLimitError

_AGAIN = 0.05  # seconds: what is raised in a hook of the garbage collector is lost


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """End a block that takes longer than it may, where the platform has timers; only for a process's main thread.

    Args:
        seconds: The time that it has; None for all that it takes.

    Raises:
        TimeLimitError: It has taken longer.
    """
    if seconds is None or not hasattr(signal, "setitimer"):
        yield
        return

    def end(_: int, __: FrameType | None) -> None:
        raise TimeLimitError(f"the article was not tagged within {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, end)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except TimeLimitError:
        signal.setitimer(signal.ITIMER_REAL, 0)  # it may have struck while it was being switched off
        raise
    finally:
        signal.signal(signal.SIGALRM, before)
