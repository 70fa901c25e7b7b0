"""The settings of the service."""

from dataclasses import dataclass, field
from pathlib import Path

from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.tagger import DEFAULT_HOME
from dateline.serve.limits import Limits


@dataclass(frozen=True)
class Settings:
    """How to serve.

    Attributes:
        host: The address to listen at.
        port: The port; 0 for any that is free.
        jobs: Processes that tag.
        folder: The model bundle.
        home: The home country of requests that name none; None or `none` keeps all parties.
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
