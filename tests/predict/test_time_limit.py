"""Work that takes longer than it may is ended; other work is not touched."""

import signal
from itertools import count

import pytest

from dateline.labels.errors import TimeLimitError
from dateline.predict.batch import tag_records
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger
from dateline.predict.time_limit import time_limit

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."

LONG = "\n".join(f"{number} {TREATY.replace(chr(10), chr(32)) * 2}" for number in range(4_500))  # takes seconds

pytestmark = [
    pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers"),
    # The timer may strike in a hook of the garbage collector, which tells of the error and drops it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Deaf:
    """Python drops what is raised while it is deleted."""

    def __del__(self) -> None:
        for _ in count():
            pass


def test_work_that_does_not_end_is_ended() -> None:
    with pytest.raises(TimeLimitError, match=r"^the article was not tagged within 0\.05 seconds$"), time_limit(0.05):
        for _ in count():
            pass


def test_work_is_ended_though_the_error_is_dropped_once() -> None:
    def work() -> None:
        deaf = Deaf()
        del deaf
        for _ in count():
            pass

    with pytest.raises(TimeLimitError), time_limit(0.05):
        work()


@pytest.mark.parametrize("seconds", [None, 60.0])
def test_work_that_ends_in_time_leaves_no_timer_behind(seconds: float | None) -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(seconds):
        assert (signal.getitimer(signal.ITIMER_REAL)[0] > 0) == (seconds is not None)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_a_record_that_takes_too_long_fails_in_its_place_and_the_others_are_tagged(tagger: Tagger) -> None:
    long = Record("long", LONG, "r.jsonl:2", fields={"url": "x"})
    tagger.tag(TREATY)  # the first fills what is filled when it is needed
    first, failure, last = tag_records(tagger, [Record("a", TREATY), long, Record("b", TREATY)], 0.3)
    message = "r.jsonl:2: the article was not tagged within 0.3 seconds"
    assert failure == Failure("long", "timeout", message, {"url": "x"})
    assert not isinstance(first, Failure)
    assert not isinstance(last, Failure)
