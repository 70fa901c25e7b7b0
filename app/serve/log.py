"""The log of the service: each line on standard error is one of JSON, that of a request like that of an error."""

import json
import logging
import sys
from datetime import UTC, datetime

ACCESS = logging.getLogger("dateline.access")
ERRORS = logging.getLogger("dateline.error")


class _Json(logging.Formatter):
    """Makes of a message, and of the error that it tells of, one line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told)


def log_to_standard_error() -> None:
    """Log requests, and what any part of the program warns of."""
    requests = logging.StreamHandler(sys.stderr)  # their lines are JSON already
    ACCESS.handlers[:] = [requests]
    ACCESS.setLevel(logging.INFO)
    ACCESS.propagate = False
    others = logging.StreamHandler(sys.stderr)
    others.setFormatter(_Json())
    logging.basicConfig(handlers=[others], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
