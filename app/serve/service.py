"""What all addresses of one service share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from dateline.predict.tagger import Tagger
from dateline.serve.metrics import Metrics
from dateline.serve.problems import Problem
from dateline.serve.settings import Settings
from dateline.serve.tagging import Answers, Tagging


@dataclass
class Service:
    """A service: its settings, its model, the processes that tag, and what is counted.

    Attributes:
        settings: How to serve.
        tagger: The tagger that the processes load too.
        tagging: The processes.
        metrics: The counters.
        at_work: Requests for tags that are being worked on.
    """

    settings: Settings
    tagger: Tagger
    tagging: Tagging
    metrics: Metrics
    at_work: int = 0

    @classmethod
    def of(cls, settings: Settings) -> "Service":
        """Return a service that has loaded its model; its processes are started later.

        Raises:
            BundleError: The bundle cannot be used.
            LabelSetError: Home is no party of its label set.
        """
        metrics = Metrics()
        tagger = Tagger.load(settings.folder, settings.home)
        seconds = settings.limits.seconds
        tagging = Tagging(tagger, settings.folder, settings.jobs, seconds, metrics.deaths.inc)
        return cls(settings, tagger, tagging, metrics)

    @contextmanager
    def work(self) -> Iterator[None]:
        """Take part in the work while a block runs.

        Raises:
            Problem: There is too much of it, or the service is not ready.
        """
        if not self.tagging.ready:
            raise Problem("not-ready", "the model is being loaded, or the service is stopping", {"Retry-After": "2"})
        most = self.settings.limits.requests
        if self.at_work >= most:
            raise Problem("busy", f"{most} requests are being worked on; try again soon", {"Retry-After": "1"})
        self.at_work += 1
        self.metrics.at_work.set(self.at_work)
        try:
            yield
        finally:
            self.at_work -= 1
            self.metrics.at_work.set(self.at_work)

    def check_home(self, home: str | None) -> None:
        """Check a home country that a request names.

        Raises:
            LabelSetError: It is no party of the label set.
        """
        if home is not None:
            self.tagger.at_home(home)

    def count(self, answers: Answers) -> None:
        """Count what became of articles."""
        failed = len(answers.failures)
        self.metrics.articles.labels("tagged").inc(answers.records - failed)
        self.metrics.articles.labels("failed").inc(failed)


def _service_of(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service_of)]
"""The service that a request was sent to."""
