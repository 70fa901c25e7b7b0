"""Whatever is logged is a line of JSON."""

import json
import subprocess
import sys

PROGRAM = """
import logging, warnings
from dateline.serve.log import ACCESS, ERRORS, log_to_standard_error

log_to_standard_error()
ACCESS.info('{"path": "/"}')
logging.getLogger("uvicorn.error").info("not told")
logging.getLogger("uvicorn.error").warning("first\\nsecond \\u2028 %s", "\\U0001f31f")
logging.getLogger("asyncio").error("a socket")
warnings.warn("a warning")
try:
    raise RuntimeError("the\\ndisk")
except RuntimeError:
    ERRORS.exception("request %s failed", 7)
"""


def test_each_line_is_json() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True, timeout=300)
    assert done.stderr.isascii()
    request, *others = map(json.loads, done.stderr.splitlines())
    assert request == {"path": "/"}
    assert [(line["logger"], line["level"], line["message"].splitlines()[0]) for line in others[:2]] == [
        ("uvicorn.error", "warning", "first"),
        ("asyncio", "error", "a socket"),
    ]
    assert others[0]["message"] == "first\nsecond \u2028 🌟"
    assert "UserWarning: a warning" in others[2]["message"]
    assert others[3]["message"] == "request 7 failed"
    assert others[3]["error"].startswith("Traceback (most recent call last):\n")
    assert others[3]["error"].endswith("RuntimeError: the\ndisk")
    assert all(line["time"].endswith("+00:00") for line in others)
    assert len(others) == 4
