"""`python -m bench.mutation`: take one word from a list, or move one comparator, and see whether a test fails.

A sample of both, drawn with a seed. Each mutant runs in a copy of the repository; the share that survives is
printed with every survivor. It is no part of `python -m bench`: a hundred mutants take a quarter of an hour.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Queue

from budgetcheck.checks import CHECKS
from budgetcheck.rulefiles import load_folder

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "rules", "tests", "examples", "bench", "docs", "pyproject.toml", "README.md")
TESTS = (
    "tests/words", "tests/rules/test_cases.py", "tests/checks", "tests/text", "tests/tables", "tests/engine",
    "tests/review", "tests/precision", "tests/property",
)  # fmt: skip
SIGNS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="),
}  # fmt: skip
FLIPPED = dict(SIGNS.values())
_IN_RULE = re.compile(r"^(when|expect)\s*=\s*(.*)$", re.MULTILINE)
_SIGN = re.compile(r"<=|>=|==|!=|<|>")


@dataclass(frozen=True)
class Mutant:
    """One change: in `path`, the characters from `start` to `end` become `after`."""

    path: str
    start: int
    end: int
    after: str
    what: str
    rules: tuple[str, ...] = ()

    def apply(self, text: str) -> str:
        """The file with the change made."""
        return text[: self.start] + self.after + text[self.end :]


def words() -> Iterator[Mutant]:
    """Each word of each list, taken out."""
    for path in sorted((ROOT / "rules" / "words").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r'"[^"\n]+"(?=\s*[,\]])(\s*,)?', text):
            line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            if line.lstrip().startswith(("#", "origin")):
                continue
            mutant = Mutant(
                _name(path), *found.span(), "", f"{path.name}:{_line(text, found.start())} without {found[0]}"
            )
            if _is_toml(mutant.apply(text)):
                yield mutant


def comparators() -> Iterator[Mutant]:
    """Each comparator of the checks, in Python and in rule files, moved across its edge or turned round."""
    for path in sorted((ROOT / "src" / "budgetcheck" / "checks").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SIGNS:
                left, right = node.left, node.comparators[0]
                begin = _at(text, starts, left.end_lineno or 0, left.end_col_offset or 0)
                stop = _at(text, starts, right.lineno, right.col_offset)
                yield from _flips(path, text, begin, stop)
    for path in sorted((ROOT / "rules").rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if 'use = "expression"' in text:
            for found in _IN_RULE.finditer(text):
                yield from _flips(path, text, found.start(2), found.end(2))


def _flips(path: Path, text: str, begin: int, stop: int) -> Iterator[Mutant]:
    for sign in _SIGN.finditer(text, begin, stop):
        where = f"{path.name}:{_line(text, sign.start())} {sign[0]} → {FLIPPED[sign[0]]}"
        yield Mutant(_name(path), *sign.span(), FLIPPED[sign[0]], where, _rules_of(path))


def _at(text: str, starts: list[int], line: int, column: int) -> int:
    """The offset in `text` of a place that `ast` gives in bytes."""
    begin = starts[line - 1]
    return begin + len(text[begin:].split("\n", 1)[0].encode()[:column].decode())


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether every test passes in the copy with the change made; the copy is put back."""
    path = copy / mutant.path
    text = path.read_text(encoding="utf-8")
    path.write_text(mutant.apply(text), encoding="utf-8")
    try:
        tests = [test for test in TESTS if (copy / test).exists()]
        command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:randomly", *tests]
        environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        return (
            subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode
            == 0
        )
    finally:
        path.write_text(text, encoding="utf-8")


def _passes(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return (
        subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode == 0
    )


@cache
def _rules_of(path: Path) -> tuple[str, ...]:
    """The rules that a file of checks, or a rule file, carries out."""
    if path.suffix == ".toml":
        return (path.name[:6],)
    module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
    own = {name for name, check in CHECKS.items() if check.function.__module__ == module}
    return tuple(rule.id for rule in load_folder(ROOT / "rules") if rule.use in own)


def judge(mutants: list[Mutant], workers: int) -> list[Mutant]:
    """The mutants that survive."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        if (ROOT.parent / "shared").is_dir():
            (Path(folder) / "shared").symlink_to(ROOT.parent / "shared")
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copies.put(_copy(Path(folder) / str(number)))

        def one(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                alive = survives(mutant, copy)
            finally:
                copies.put(copy)
            sys.stderr.write(f"{'survives' if alive else 'killed  '} {mutant.what}\n")
            return alive

        return [mutant for mutant, alive in zip(mutants, pool.map(one, mutants), strict=True) if alive]


def _copy(folder: Path) -> Path:
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def main() -> None:
    """Draw, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=40, help="how many words to take out")
    parser.add_argument("--comparators", type=int, default=40, help="how many comparators to flip")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--all-words-of", metavar="FILE", help="every word of this word file instead of a sample"
    )
    options = parser.parse_args()
    draw = random.Random(options.seed)
    kinds = {"words": list(words()), "comparators": list(comparators())}
    if options.all_words_of:
        kinds = {"words": [m for m in kinds["words"] if m.path.endswith(f"/{options.all_words_of}")]}
        options.words = len(kinds["words"])
    for kind, mutants in kinds.items():
        chosen = draw.sample(mutants, min(getattr(options, kind), len(mutants)))
        alive = judge(chosen, options.workers)
        share = {"of": len(mutants), "tried": len(chosen), "survive": len(alive)}
        sys.stdout.write(f"{kind}: {json.dumps(share)}\n")
        sys.stdout.writelines(f"  survives: {mutant.what}\n" for mutant in alive)


if __name__ == "__main__":
    main()
