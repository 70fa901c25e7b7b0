"""The house has five floors, and every import points down."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = {"labels": 1, "models": 2, "predict": 3, "train": 4, "app": 5}
ROOT = Path(__file__).parent.parent
MODULES = [path for folder in FLOORS for path in sorted((ROOT / folder).rglob("*.py"))]
LEARNING = {"sklearn", "scipy", "pandas", "joblib"}
PRINTING = {"typer", "rich", "click"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _floor_of(imported: str) -> str | None:
    parts = imported.split(".")
    if parts[0] != "dateline":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in FLOORS else "app"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    for imported in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        floor = _floor_of(imported)
        if floor is not None and floor != own:
            assert FLOORS[floor] < FLOORS[own], f"{_name(path)} imports {imported} from a floor above"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_training_imports_learning_libraries(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    roots = {imported.split(".")[0] for imported in _imports(tree)}
    if path.relative_to(ROOT).parts[0] != "train":
        assert not roots & LEARNING


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if path.relative_to(ROOT).parts[:2] == ("app", "cli"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not {imported.split(".")[0] for imported in _imports(tree)} & PRINTING
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"print", "sys.exit", "exit", "quit"}


def test_no_module_imports_in_a_circle() -> None:
    graph = {}
    for path in MODULES:
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(("dateline", *(parts[1:] if parts[0] == "app" else parts))).removesuffix(".__init__")
        graph[name] = set(_imports(ast.parse(path.read_text(encoding="utf-8"))))
    edges = {
        name: {other for other in graph for i in found if i == other or i.rpartition(".")[0] == other}
        for name, found in graph.items()
    }
    left = dict(edges)
    while free := [name for name, needs in left.items() if not (needs - {name}) & left.keys()]:
        for name in free:
            del left[name]
    assert not left, f"these import each other: {sorted(left)}"
