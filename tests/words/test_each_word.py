"""Every word of a list that only rules use has an example: without the word, the example is judged otherwise."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from budgetcheck.engine.bind import bind
from budgetcheck.engine.run import validate
from budgetcheck.model import Rule
from budgetcheck.readers import read
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

FILES = sorted(Path(__file__).parent.glob("*.toml"))
HEAD = (
    "某市财政局2023年项目支出绩效目标表\n部门名称：某市财政局\n单位：万元\n"
    "项目名称\t项目内容\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t\t{total}.00\t{total}.00\t\t\t\t\n"
)
FIRST_ROW = 6
DEFAULTS = {
    "project": "信息系统运维项目",
    "content": "为各处室提供信息系统日常运维。",
    "goal": "保障信息系统全年稳定运行。",
    "category": "产出指标",
    "name": "任务完成率",
    "value": "≥95%",
}


def row_of(example: dict[str, str]) -> str:
    """One project of 1.00 per example."""
    cells = {**DEFAULTS, **example}
    packed = (
        cells.get("indicators") or f"1、{cells['category']}：{cells['name']}，年度指标值：{cells['value']}。"
    )
    return f"{cells['project']}\t{cells['content']}\t1.00\t1.00\t\t\t{cells['goal']}\t{packed}\n"


@cache
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_folder(rules_folder())}


def flagged_rows(rule: Rule, examples: list[dict[str, str]]) -> set[int]:
    text = HEAD.format(total=len(examples)) + "".join(map(row_of, examples))
    tables, errors = assemble(read(text.encode(), name="words.txt"), default_words())
    result = validate(tables, bind([rule]))
    assert not errors
    assert not result.tool_errors
    assert len(tables.lines) == len(examples) + 1, "one line for each example"
    return {finding.location.line or 0 for finding in result.findings}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_are_judged_as_written(path: Path) -> None:
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    rule = rules()[path.stem]
    flagged, clean = content.get("flagged", []), content.get("clean", [])
    rows = flagged_rows(rule, [*flagged, *clean])
    wrong = [e for n, e in enumerate(flagged, FIRST_ROW) if n not in rows]
    wrong += [e for n, e in enumerate(clean, FIRST_ROW + len(flagged)) if n in rows]
    assert not wrong, f"{rule.id} judges these otherwise: {wrong}"


def test_every_listed_word_is_in_an_example_or_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    texts += [
        path.read_text(encoding="utf-8").partition("[[case]]")[2]
        for path in rules_folder().rglob("*.toml")
        if path.parent.name not in ("words", "packs")
    ]
    shown = "\n".join(texts)
    bare = {
        name: missing
        for name, words in default_words().topics.items()
        if (missing := [word for word in words if word not in shown])
    }
    assert not bare, f"give each word an example in tests/words/RULE.toml: {bare}"
