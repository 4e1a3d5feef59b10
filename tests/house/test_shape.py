from __future__ import annotations

import ast
import statistics
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "budgetcheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = [name for line in CONTRACTS["contracts"][0]["layers"] for name in line.split(" | ")]
ROOMS = [name for name in LAYERS if not (PACKAGE / f"{name}.py").is_file()]
OUTSIDE_ROOMS = {"__init__.py", "__main__.py", "py.typed", *(f"{name}.py" for name in LAYERS)}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def length(function: Function) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_in_300_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{name_of(path)} has {lines} lines: split it along its sentence"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_in_40_lines(path: Path) -> None:
    long = {f"{f.name}:{f.lineno}": length(f) for f in functions(path) if length(f) > 40}
    assert not long, f"{name_of(path)}: split {long}"


def test_functions_are_short_as_a_rule() -> None:
    lengths = [length(f) for path in MODULES for f in functions(path)]
    assert statistics.median(lengths) <= 12


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""
    first = docstring.partition("\n\n")[0]
    assert first.rstrip().endswith((".", "?", "。", "：", ":")), f"{name_of(path)}: open with one sentence"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_its_sentence(room: str) -> None:
    docstring = ast.get_docstring(tree(PACKAGE / room / "__init__.py")) or ""
    assert docstring, f"{room}/__init__.py has no docstring: give the room its one sentence"
    opening = docstring.partition("\n\n")[0]
    assert opening.endswith("."), f"{room}/__init__.py: the room's sentence ends with a full stop"


def test_every_file_of_the_package_is_in_a_room(tracked: list[Path]) -> None:
    inside = [p.relative_to("src/budgetcheck") for p in tracked if p.is_relative_to("src/budgetcheck")]
    astray = [str(p) for p in inside if p.parts[0] not in ROOMS and str(p) not in OUTSIDE_ROOMS]
    assert not astray, f"put these into a room (docs/architecture.md): {astray}"


def test_regular_expressions_live_in_text_only() -> None:
    users = [
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import) and {a.name for a in node.names} & {"re", "regex"}
    ]
    assert [name for name in users if not name.startswith("text/")] == []


def test_only_the_engine_catches_everything() -> None:
    broad = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    }
    assert broad <= {"engine/run.py"}


def test_the_program_does_not_rest_on_assert() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert)
    ]
    assert found == [], "python -O drops assert"
