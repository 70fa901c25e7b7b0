"""The limits of the service: what a request may ask for."""

from dataclasses import dataclass

_MEGABYTE = 2**20


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

    body: int = 4 * _MEGABYTE
    batch_body: int = 64 * _MEGABYTE
    batch: int = 10_000
    seconds: float = 30.0
    batch_seconds: float = 3600.0
    requests: int = 128
