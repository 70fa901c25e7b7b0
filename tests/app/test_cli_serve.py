"""`dateline serve` makes settings of its options, and says what keeps it from serving."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.main import app
from dateline.labels.errors import ServiceError
from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.serve.limits import Limits
from dateline.serve.settings import Settings

Served = list[Settings]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """The settings that a service was started with."""
    found: Served = []

    def serve(settings: Settings, tell: Callable[[str], None]) -> None:
        found.append(settings)
        tell("http://127.0.0.1:1")

    monkeypatch.setattr("dateline.serve.server.serve", serve)
    monkeypatch.delenv("DATELINE_TOKEN", raising=False)
    return found


def run(*args: str) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["serve", *args], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout, done.stderr


def test_without_options_it_serves_as_the_settings_say(served: Served) -> None:
    assert run() == ("dateline serves at http://127.0.0.1:1\n", "")
    assert served == [Settings()]


def test_each_option_has_its_setting(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TOKEN", " sesame\n")
    run(
        *("--host", "::1", "--port", "1", "--jobs", "3", "--home", "fr", "--model", str(tmp_path)),
        *("--max-body", "4", "--max-batch-body", "5", "--max-batch", "6", "--max-requests", "7"),
        *("--timeout", "8", "--batch-timeout", "9", "--grace", "10"),
    )
    assert served == [Settings("::1", 1, 3, tmp_path, "fr", Limits(4, 5, 6, 8.0, 9.0, 7), "sesame", 10)]


def test_a_service_may_have_no_home(served: Served) -> None:
    run("--home", "none")
    assert served == [Settings(folder=DEFAULT_BUNDLE, home="none")]


@pytest.mark.parametrize("token", ["", " ", "\n"])
def test_an_empty_token_is_an_error(token: str, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TOKEN", token)
    with pytest.raises(ServiceError, match="DATELINE_TOKEN is empty; give it a token, or unset it"):
        run()
    assert served == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost"])
def test_an_address_of_this_machine_is_not_warned_of(host: str, served: Served) -> None:
    assert run("--host", host)[1] == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "dateline.example"])
def test_an_address_that_others_reach_is_warned_of_without_a_token(
    host: str, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = f"warning: {host} can be reached from other machines, and DATELINE_TOKEN is not set\n"
    assert run("--host", host)[1] == warning
    monkeypatch.setenv("DATELINE_TOKEN", "sesame")
    assert run("--host", host)[1] == ""
    assert [settings.host for settings in served] == [host, host]


@pytest.mark.parametrize(
    "args",
    [
        ("--port", "65536"), ("--jobs", "0"), ("--max-body", "0"), ("--max-batch-body", "0"), ("--max-batch", "0"),
        ("--max-requests", "0"), ("--timeout", "0"), ("--batch-timeout", "0"), ("--grace", "-1"), ("seeds",),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_wrong_usage(args: tuple[str, ...], served: Served) -> None:
    assert CliRunner().invoke(app, ["serve", *args]).exit_code == 2
    assert served == []
