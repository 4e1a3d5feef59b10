"""What an import and a short command may cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "pandera", "numpy", "pyarrow", "matplotlib")


def loaded(code: str) -> set[str]:
    listing = f"import sys\n{code}\nprint('\\n' + ' '.join({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded("import budgetcheck").isdisjoint({*HEAVY, "rich", "regex", "rapidfuzz"})


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["validate", "--help"], ["--version"], ["rules", "list"], ["explain", "ARI004"]],
    ids=" ".join,
)
def test_a_short_command_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"from budgetcheck.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"
    assert loaded(code).isdisjoint(HEAVY)
