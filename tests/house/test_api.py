"""Everything public is there once, under one name."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import budgetcheck
from budgetcheck import api


def test_what_is_announced_is_there() -> None:
    assert len(set(budgetcheck.__all__)) == len(budgetcheck.__all__)
    assert all(getattr(budgetcheck, name) is not None for name in budgetcheck.__all__)
    assert dir(budgetcheck) == sorted(budgetcheck.__all__)


def test_every_public_name_is_the_one_in_api() -> None:
    names = set(budgetcheck.__all__) - {"__version__"}
    assert {name: getattr(budgetcheck, name) for name in names} == {n: getattr(api, n) for n in names}


def test_public_functions_are_documented_and_annotated() -> None:
    for name in set(budgetcheck.__all__) - {"__version__"}:
        thing = getattr(budgetcheck, name)
        assert inspect.getdoc(thing), f"{name} has no docstring"
        if inspect.isfunction(thing):
            signature = inspect.signature(thing)
            bare = [p.name for p in signature.parameters.values() if p.annotation is p.empty]
            assert not bare, f"{name}: {bare} lack annotations"
            assert signature.return_annotation is not signature.empty


def test_every_function_that_reads_takes_the_same_options_for_it() -> None:
    names = ("strict", "password", "limits", "layout", "ocr")
    taken = [inspect.signature(f).parameters for f in (api.read, api.validate, api.diff)]
    assert all([str(held.get(name)) for held in taken] == [str(taken[0][name])] * 3 for name in names)


def test_the_readme_shows_only_names_that_exist(root: object) -> None:
    import re
    from pathlib import Path

    text = (Path(str(root)) / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"budgetcheck\.([a-z_]+)\(", text))
    assert shown <= set(budgetcheck.__all__)


@pytest.mark.parametrize("room", ["model", "reports", "text"])
def test_every_name_that_a_room_hands_out_late_is_there_and_is_no_module(room: str) -> None:
    package = import_module(f"budgetcheck.{room}")
    for name in package.__all__:
        assert not inspect.ismodule(getattr(package, name)), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_what_reads_a_file_brings_no_more_of_the_other_rooms_than_it_uses() -> None:
    code = (
        "import sys, budgetcheck.readers.xlsx, budgetcheck.readers.html\n"
        "sys.exit(any(f'budgetcheck.{name}' in sys.modules for name in ('model.finding', 'text.narrative')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
