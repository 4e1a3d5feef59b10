"""`rules`: list the rules, or run the cases they carry."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.text import Text

from budgetcheck.cli.ending import CLEAN, FINDINGS
from budgetcheck.cli.parse import check_word
from budgetcheck.cli.settings import Choice, choice, configuration, spoken
from budgetcheck.cli.streams import console, write_out
from budgetcheck.model import Rule
from budgetcheck.reports import STYLE, folded, one_line
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder


def run(values: Namespace) -> int:
    """Carry out `rules list` or `rules test`."""
    action = values.words[0] if values.words else "list"
    check_word(action, ("list", "test"), "rules")
    config = configuration(values)
    lang = spoken(values, config)
    if action == "test":
        return _test([Path(word) for word in values.words[1:]], values, lang)
    chosen = choice(values, config)
    records = _records(chosen, lang)
    if values.output_format == "json":
        write_out(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
        return CLEAN
    out = console(values.color)
    for line in _lines(records, lang, out.width):
        out.print(line)
    return CLEAN


def _records(chosen: Choice, lang: str) -> list[dict[str, Any]]:
    """Every rule there is, in the order of ids, with whether it is on."""
    on = {rule.id: rule for rule in chosen.load().rules}
    every = replace(chosen, select=("ALL",), ignore=(), extend_select=()).load()
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "severity": str(on.get(rule.id, rule).severity),
            "family": rule.family,
            "enabled": rule.id in on,
            "title": rule.title.get(lang),
        }
        for rule in every.rules
    ]


def _lines(records: list[dict[str, Any]], lang: str, width: int) -> Iterator[Text]:
    longest = max((len(r["name"]) for r in records), default=0)
    family = ""
    for record in records:
        if family and record["family"] != family:
            yield Text("")
        family = record["family"]
        off = "" if record["enabled"] else ("（未启用）" if lang == "zh" else " (off)")
        style = STYLE[record["severity"]] if record["enabled"] else STYLE["quiet"]
        head = Text.assemble((record["id"], style), f"  {record['name']:<{longest}}  ")
        title = Text(one_line(record["title"]) + off)
        yield from folded(title, width, head, Text(" " * head.cell_len))
    on = sum(r["enabled"] for r in records)
    last = (
        f"{len(records)} 条规则，启用 {on} 条" if lang == "zh" else f"{len(records)} rules, {on} of them on"
    )
    yield Text("")
    yield Text(last, style="bold")


def _test(folders: list[Path], values: Namespace, lang: str) -> int:
    from budgetcheck.engine.cases import run_cases

    rules: list[Rule] = []
    for folder in folders or [rules_folder(), *map(Path, values.rules)]:
        rules += load_folder(folder, cases=True)
    results = run_cases(rules)
    failed = [result for result in results if not result.ok]
    out = console(values.color)
    for result in results if values.verbose else failed:
        mark, style = ("✓", "green") if result.ok else ("✗", "red")
        head = Text.assemble((f"{mark} {result.rule}", style), f"  {result.kind}  {one_line(result.case)}")
        for line in folded(head, out.width):
            out.print(line)
        for line in folded(Text(one_line(result.problem)), out.width, Text("    ")):
            out.print(line)
    passed = len(results) - len(failed)
    text = (
        f"{len(rules)} 条规则，{len(results)} 个用例：通过 {passed}，不符 {len(failed)}"
        if lang == "zh"
        else f"{len(rules)} rules, {len(results)} cases: {passed} hold, {len(failed)} do not"
    )
    out.print(Text(text, style="bold red" if failed else "bold green"))
    return FINDINGS if failed else CLEAN
