"""`rules test`: run the cases that rule files carry."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from budgetcheck.cli.config import Config
from budgetcheck.cli.ending import CLEAN, FINDINGS
from budgetcheck.cli.engine_import import engine_import
from budgetcheck.cli.settings import choice
from budgetcheck.cli.streams import console
from budgetcheck.model import Rule
from budgetcheck.reports import folded, one_line
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import CASE_KINDS, Pack, load_folder, overridden, read_rule

if TYPE_CHECKING:
    from budgetcheck.engine.cases import CaseResult


def run_test(values: Namespace, config: Config, lang: str) -> int:
    """Run every case of the named files and folders, else of all rules; the exit code.

    Under `--pack` the rules have the pack's settings and the cases are read by its word lists.
    """
    folders = [Path(word) for word in values.words[1:]] or [rules_folder(), *map(Path, values.rules)]
    rules = [rule for folder in folders for rule in _rules_in(folder)]
    pack: Pack | None = choice(values, config).read_pack() if values.pack else None
    if pack:
        rules = [overridden(rule, pack) for rule in rules]
    with engine_import():
        from budgetcheck.engine.cases import run_cases

    results = run_cases(rules, pack.words if pack else ())
    failed = [result for result in results if not result.ok]
    out = console(values.color)
    for line in _lines(results if values.verbose else failed, out.width):
        out.print(line)
    for line in _lacking(rules, lang, out.width):
        out.print(line)
    out.print(Text(_counts(rules, results, lang), style="bold red" if failed else "bold green"))
    return FINDINGS if failed else CLEAN


def _rules_in(path: Path) -> list[Rule]:
    return [read_rule(path, cases=True)] if path.is_file() else load_folder(path, cases=True)


def _lines(results: Iterable[CaseResult], width: int) -> Iterable[Text]:
    for result in results:
        mark, style = ("✓", "green") if result.ok else ("✗", "red")
        head = Text.assemble((f"{mark} {result.rule}", style), f"  {result.kind}  {one_line(result.case)}")
        yield from folded(head, width)
        if result.problem:
            yield from folded(Text(one_line(result.problem)), width, Text("    "))


def _lacking(rules: Iterable[Rule], lang: str, width: int) -> Iterable[Text]:
    """Which rules lack a kind of case, so that nobody takes silence for proof."""
    for rule in rules:
        kinds = {case.kind for case in rule.cases}
        if missing := [kind for kind in CASE_KINDS if kind not in kinds]:
            says = "没有这些用例" if lang == "zh" else "has no case of kind"
            text = Text.assemble((f"? {rule.id}", "yellow"), f"  {says}: {', '.join(missing)}")
            yield from folded(text, width)


def _counts(rules: list[Rule], results: list[CaseResult], lang: str) -> str:
    passed = sum(result.ok for result in results)
    failed = len(results) - passed
    if lang == "zh":
        return f"{len(rules)} 条规则，{len(results)} 个用例：通过 {passed}，不符 {failed}"
    rule, case = ("rule" if len(rules) == 1 else "rules"), ("case" if len(results) == 1 else "cases")
    return f"{len(rules)} {rule}, {len(results)} {case}: {passed} hold, {failed} do not"
