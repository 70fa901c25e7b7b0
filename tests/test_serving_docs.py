"""What the page on serving says works: its commands and programs run, its tables tell what there is."""

import configparser
import gzip
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from dateline.labels.article import MAX_CHARACTERS, MAX_PARAGRAPHS
from dateline.serve.problems import STATUSES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip().removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
CURLS = [command for command in COMMANDS if "curl " in command]
BASE = "http://127.0.0.1:8400"
TOKEN = "served"
SEED = (ROOT / "seeds" / "002_4ae8b20052cba06e.txt").read_text(encoding="utf-8")
EMOJI = "🦹 Vietnam, Russia promote law enforcement cooperation\n" + SEED.partition("\n")[2]


@dataclass(frozen=True)
class Service:
    """A service that runs, in a folder with the files that the page speaks of."""

    base: str
    folder: Path
    log: Path

    def get(self, path: str) -> str:
        request = Request(self.base + path, headers={"Authorization": f"Bearer {TOKEN}"})
        with urlopen(request) as answer:
            text: str = answer.read().decode()
        return text

    def wait_for_line(self) -> dict[str, object]:
        """Return the line that was logged last about an article; it comes behind the answer."""
        for _ in range(100):
            lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
            found: list[dict[str, object]] = [line for line in lines if line.get("articles")]
            if found:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def run(self, command: list[str], **environment: str) -> str:
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, "DATELINE_TOKEN": TOKEN, **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


def lay_out(folder: Path) -> None:
    """Make the files that the page speaks of."""
    (folder / "article.txt").write_text(EMOJI, encoding="utf-8")
    (folder / "article.json").write_text(json.dumps({"id": "42", "text": EMOJI}), encoding="utf-8")
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate((SEED, EMOJI, "Suva"))]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (folder / ".curlrc").write_text(f'header = "Authorization: Bearer {TOKEN}"\n', encoding="utf-8")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("serving")
    lay_out(folder)
    log = folder / "log"
    command = [sys.executable, "-m", "dateline", "serve", "--port", "0", "--jobs", "1"]
    environment = {**os.environ, "DATELINE_TOKEN": TOKEN}
    with (
        log.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment) as process,
    ):
        assert process.stdout is not None
        told = process.stdout.readline()
        assert f"    {told.partition(' at ')[0]} at {BASE}\n" in PAGE, log.read_text()
        yield Service(told.rpartition(" ")[2].strip(), folder, log)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0


@pytest.fixture(scope="module")
def described() -> dict[str, str | None]:
    """The options of the command with their defaults, as its help tells them."""
    shown = subprocess.run(
        [sys.executable, "-m", "dateline", "serve", "--help"], capture_output=True, check=True, env={"COLUMNS": "300"}
    )
    rows = re.findall(r"^│ (--[\w-]+)(.*)│$", shown.stdout.decode(), re.MULTILINE)
    defaults = {name: re.search(r"\[default: (.*?)\]", row) for name, row in rows if name != "--help"}
    return {name: default[1] if default else None for name, default in defaults.items()}


def rows_below(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading."""
    [section] = re.findall(rf"^## {heading}$(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    lines = re.findall(r"^\|(.*)\|$", section, re.MULTILINE)[2:]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def example(language: str, holds: str = "") -> str:
    [found] = [code for code in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if holds in code]
    return str(found)


def test_the_page_has_commands() -> None:
    assert len(CURLS) >= 12
    assert sum("/v1/tag/batch" in command for command in CURLS) >= 3


@pytest.mark.parametrize("command", CURLS)
def test_a_command_runs(command: str, service: Service) -> None:
    assert BASE in command
    asked = command.replace("curl ", "curl -sS --fail-with-body ").replace(BASE, service.base)
    given = {} if "Authorization" in command else {"CURL_HOME": str(service.folder)}
    printed = service.run(["bash", "-c", f"set -o pipefail; {asked}"], **given)
    if "-o tags.jsonl" in command:
        printed = (service.folder / "tags.jsonl").read_text(encoding="utf-8")
    if "/v1/tag" in command:
        tagged = [json.loads(line) for line in printed.splitlines()]
        assert len(tagged) == (3 if "batch" in command else 1)
        assert all("partners" in each for each in tagged)
    assert printed


def test_without_the_token_a_command_fails(service: Service) -> None:
    [command] = [command for command in CURLS if "Authorization" in command]
    bare = re.sub(r'-H ".*?"', "", command).replace(BASE, service.base)
    answer = json.loads(service.run(["bash", "-c", f"{bare} -sS"]))
    assert answer["code"] == "unauthorized"


@pytest.mark.parametrize("at", ["targets", "options"])
def test_other_commands_name_what_there_is(at: str, described: dict[str, str | None]) -> None:
    if at == "targets":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = [command.removeprefix("make ") for command in COMMANDS if command.startswith("make ")]
        assert targets
        assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    else:
        used = [option for command in COMMANDS for option in re.findall(r"dateline serve (.*)", command)]
        assert used
        assert {word for word in shlex.split(" ".join(used)) if word.startswith("-")} <= set(described)


def test_the_program_in_javascript_runs(service: Service) -> None:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    kind = '"Content-Type": "application/json"'
    code = example("javascript").replace(kind, f'{kind}, "Authorization": "Bearer {TOKEN}"')
    (service.folder / "tag.mjs").write_text(code.replace(BASE, service.base), encoding="utf-8")
    words = service.run(["node", "tag.mjs"]).split()
    assert words[:2] == ["RU", "Russia"]  # cut right, though an emoji stands before it


def test_the_program_in_java_runs(service: Service) -> None:
    if shutil.which("javac") is None:
        pytest.skip("a Java development kit is not installed")
    kind = '.header("Content-Type", "text/plain")'
    code = example("java").replace(kind, f'{kind}.header("Authorization", "Bearer {TOKEN}")')
    (service.folder / "Tag.java").write_text(code.replace(BASE, service.base), encoding="utf-8")
    tagged = json.loads(service.run(["java", "-XX:TieredStopAtLevel=1", "Tag.java"]))
    assert (tagged["id"], [partner["code"] for partner in tagged["partners"]]) == ("42", ["RU"])


def test_the_table_of_settings_is_what_the_help_says(described: dict[str, str | None]) -> None:
    told = {option.strip("`"): default for option, default, _ in rows_below("Settings")}
    assert list(told) == list(described)
    for option, default in described.items():
        assert told[option] == (f"`{default}`" if default is not None else "the shipped model")


def test_limits_that_cannot_be_set_are_told() -> None:
    assert f"more than {MAX_CHARACTERS:,} characters or {MAX_PARAGRAPHS:,} paragraphs" in PAGE


def test_the_table_of_errors_is_that_of_the_service() -> None:
    told = [(int(status), code.strip("`")) for status, code, _ in rows_below("Errors")]
    assert sorted(told) == sorted((status.value, code) for code, status in STATUSES.items())


def test_the_example_of_an_error_has_the_fields_of_one(service: Service) -> None:
    told = json.loads(example("json", '"type"'))
    command = ["curl", "-sS", "-H", f"Authorization: Bearer {TOKEN}", "-d", "Suva", f"{service.base}/v1/tag"]
    answered = json.loads(service.run(command))
    assert list(told) == list(answered)
    assert {name: answered[name] for name in ("type", "title", "status", "code")}.items() <= told.items()


def test_limits_and_errors_name_codes_that_exist() -> None:
    cells = " ".join(cell for row in rows_below("Limits") for cell in row)
    named = re.findall(r"(\d{3}) `([\w-]+)`", cells)
    assert len(named) >= 7
    assert all(STATUSES[code].value == int(status) for status, code in named)


def test_the_table_of_metrics_is_that_of_the_service(service: Service) -> None:
    service.run(["curl", "-sS", f"{service.base}/health/live"])
    shown = service.get("/metrics")
    families = set(re.findall(r"^# TYPE (\w+) ", shown, re.MULTILINE))
    told = {name: labels for names, labels, _ in rows_below("Health, metrics, log") for name in names.split(", ")}
    named = {name.strip("`") for name in told if name.startswith("`")}
    assert named <= families
    assert {name for name in families if name.startswith("dateline_") and not name.endswith("_created")} <= named
    for name in named:
        samples = re.findall(rf"^{name}(?:_count)?(?:{{(.*?)}})? ", shown, re.MULTILINE)
        assert samples, name
        assert set(re.findall(r"`(\w+)`", told[f"`{name}`"])) == set(re.findall(r"(\w+)=", samples[0])), name


def test_the_example_of_the_log_has_the_fields_of_a_line(service: Service) -> None:
    command = ["curl", "-sS", "-H", f"Authorization: Bearer {TOKEN}", "-H", "Content-Type: text/plain"]
    service.run([*command, "-d", "Suva", f"{service.base}/v1/tag"])
    line = service.wait_for_line()
    told = json.loads(example("json", '"bytes_in"'))
    assert {name: type(value) for name, value in told.items()} == {name: type(value) for name, value in line.items()}


@pytest.fixture(scope="module")
def unit() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign] # names of systemd have capitals
    parser.read(ROOT / "docs" / "dateline.service", encoding="utf-8")
    return parser["Service"]


def test_the_unit_starts_what_there_is(unit: configparser.SectionProxy, described: dict[str, str | None]) -> None:
    program, command, *words = shlex.split(unit["ExecStart"])
    options = dict(zip(words[::2], words[1::2], strict=True))
    assert (Path(program).name, command) == ("dateline", "serve")
    assert set(options) <= set(described)
    assert unit["SocketBindAllow"] == f"tcp:{options['--port']}"
    assert int(unit["TimeoutStopSec"]) > int(options["--grace"])
    assert unit["KillMode"] == "mixed"  # the processes that tag must not be signalled


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    unit = (ROOT / "docs" / "dateline.service").read_text(encoding="utf-8")
    copy = tmp_path / "dateline.service"
    copy.write_text(unit.replace("/opt/dateline/bin/dateline", sys.executable), encoding="utf-8")
    ran = subprocess.run([analyze, "verify", str(copy)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    judged = subprocess.run(
        [analyze, "security", "--offline=true", "--threshold=20", str(copy)], capture_output=True, check=False
    )
    assert judged.returncode == 0  # an exposure of at most 2.0 of 10


def test_the_proxy_takes_what_the_service_takes(described: dict[str, str | None]) -> None:
    [megabytes] = re.findall(r"client_max_body_size\s+(\d+)m;", example("nginx"))
    assert described["--max-batch-body"] == str(int(megabytes) * 2**20)
