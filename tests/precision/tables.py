"""Tables as departments publish them, put together from rows; `project` makes a project, `total` a total of any kind."""

from __future__ import annotations

from pathlib import Path

from bench.generate import HEADINGS as WIDE

import budgetcheck

NARROW = (*WIDE[:1], *WIDE[2:])
ITEMS = (
    "1、产出指标：{0}完成率，年度指标值：≥95%。2、效益指标：{0}成效，年度指标值：通过年度考核。"
    "3、满意度指标：服务对象满意度，年度指标值：≥90%。"
)
HEAD = ("云溪市民政局2024年项目支出绩效目标表", "部门名称：云溪市民政局", "单位：万元")


def total(name, amount, fiscal=None, special="", other="", text=""):
    """A row without content, goal and indicators; `text` stands in all three instead."""
    return [name, text, amount, amount if fiscal is None else fiscal, special, other, text, text]


def project(name, amount, fiscal=None, special="", other="", goal="按计划完成年度任务。", items=None):
    """A project."""
    money = [amount, amount if fiscal is None else fiscal, special, other]
    return [name, "用于该项工作的支出。", *money, goal, ITEMS.format(name) if items is None else items]


def table(*rows, head=HEAD, headings=WIDE):
    """The text of a table; of narrow headings the rows leave out the content."""
    narrow = len(headings) == len(NARROW)
    cells = [[*row[:1], *row[2:]] if narrow else row for row in rows]
    return "\n".join([*head, *("\t".join(line) for line in (headings, *cells))]) + "\n"


def checked(text: str, folder: Path):
    """The report on one table."""
    path = folder / "table.txt"
    path.write_text(text, encoding="utf-8")
    return budgetcheck.validate(path)


def alarms(report):
    """Rule and line of every error and warning, those left out that another one caused."""
    return [(f.rule, f.location.line) for f in report if str(f.severity) != "note" and not f.caused_by]


def kinds(report):
    """Name and kind of every row."""
    return list(zip(report.lines["name"], report.lines["kind"], strict=True))
