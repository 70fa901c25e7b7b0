"""The settings of the service."""

from dataclasses import dataclass, field
from pathlib import Path

from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.tagger import DEFAULT_HOME

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What a request may ask for; more is refused.

    Attributes:
        body: Bytes of an article's record.
        batch_body: Bytes of a batch.
        batch: Records of a batch.
        seconds: Until an article must have come, and until it must be tagged; a batch must go on coming as often.
        batch_seconds: Until a batch must be tagged.
        requests: Requests for tags that are worked on at once.
    """

    body: int = 4 * MEGABYTE
    batch_body: int = 64 * MEGABYTE
    batch: int = 10_000
    seconds: float = 30.0
    batch_seconds: float = 3600.0
    requests: int = 128


@dataclass(frozen=True)
class Settings:
    """How to serve.

    Attributes:
        host: The address to listen at.
        port: The port; 0 for any that is free.
        jobs: Processes that tag.
        folder: The model bundle.
        home: The home country of requests that name none; None keeps all parties.
        limits: What a request may ask for.
        token: What requests must bring; None asks for nothing.
        grace: Seconds that what was begun may take when the service is stopped.
    """

    host: str = "127.0.0.1"
    port: int = 8400
    jobs: int = 2
    folder: Path = DEFAULT_BUNDLE
    home: str | None = DEFAULT_HOME
    limits: Limits = field(default_factory=Limits)
    token: str | None = None
    grace: int = 30
