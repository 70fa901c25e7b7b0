"""What is counted, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one service.

    Attributes:
        requests: Requests answered, by path, method and status.
        seconds: How long they took, by path.
        articles: Articles tagged or failed.
        at_work: Requests for tags that are being worked on.
        deaths: Worker processes that were killed and replaced.
    """

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        ProcessCollector(registry=registry)
        self.requests = Counter(
            "dateline_requests", "Requests answered.", ("path", "method", "status"), registry=registry
        )
        self.seconds = Histogram(
            "dateline_request_seconds",
            "Time until an answer was whole.",
            ("path",),
            registry=registry,
            buckets=_SECONDS,
        )
        self.articles = Counter(
            "dateline_articles", "Articles, by what became of them.", ("outcome",), registry=registry
        )
        self.at_work = Gauge(
            "dateline_requests_at_work", "Requests for tags that are being worked on.", registry=registry
        )
        self.deaths = Counter("dateline_pool_deaths", "Pools of processes that were made anew.", registry=registry)
        for outcome in ("tagged", "failed"):
            self.articles.labels(outcome)

    def tell(self) -> bytes:
        """Return all counters in the text format of Prometheus."""
        return generate_latest(self._registry)
