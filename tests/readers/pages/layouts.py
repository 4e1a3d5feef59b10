"""Generated projects in the other layouts: a row per indicator with merged cells, and a form each, as HTML to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from bench.generate import Document, Project

Cell = tuple[str, int, int, str]  # text, rows, columns, class
Item = tuple[str, str, str, str, str, str]

LEVELS = {"产出指标": "数量指标", "效益指标": "社会效益指标", "满意度指标": "服务对象满意度指标"}
BY_ROW = (
    ("项目名称", 12), ("预算数", 9), ("财政拨款", 9), ("年度目标", 18), ("一级指标", 7), ("二级指标", 8), ("三级指标", 16),
    ("指标性质", 7), ("指标值", 9), ("度量单位", 7), ("权重", 6),
)  # fmt: skip
FORM = (12, 11, 12, 20, 12, 8)
_VALUE = re.compile(r"([≥≤＝=><]?)(\d[\d,.]*)(\D*)")


def items_of(project: Project) -> list[Item]:
    """Level 1, level 2, name, sign, value, unit of each indicator, those of a level together."""
    order = list(LEVELS)
    held = sorted(project.indicators, key=lambda item: order.index(item[0]) if item[0] in order else 9)
    found = []
    for level, name, value in held:
        whole = _VALUE.fullmatch(value)
        parts = (whole[1] or "＝", whole[2], whole[3]) if whole else ("", value, "")
        second = (
            "时效指标"
            if any(sign in name for sign in "时期") and level == "产出指标"
            else LEVELS.get(level, "")
        )
        found.append((level, second, name, *parts))
    return found


def wan(fen: int) -> str:
    return f"{fen / 1_000_000:,.2f}"


def as_rows(document: Document, *, merged: bool = True, summed: bool = False) -> str:
    """A table with a row per indicator: the cells of a project merged down, or on its first row only.

    Where it is `summed`, a row below the indicators of each project adds up their points.
    """
    lines: list[list[Cell]] = [_body("合计", document.amounts)]
    for unit in document.units:
        lines.append(_body(unit.name, unit.amounts))
        for project in unit.projects:
            lines += _project_rows(project, merged=merged, summed=summed)
    head = "".join(f"<th>{heading}</th>" for heading, _ in BY_ROW)
    return table_of([width for _, width in BY_ROW], head, lines)


def _body(name: str, amounts: Sequence[int]) -> list[Cell]:
    texts = [(name, 1, 1, ""), (wan(amounts[0]), 1, 1, "m"), (wan(amounts[1]), 1, 1, "m")]
    return [*texts, *(("", 1, 1, "") for _ in BY_ROW[3:])]


def _project_rows(project: Project, *, merged: bool, summed: bool) -> Iterator[list[Cell]]:
    items = items_of(project)
    own = [
        (project.name, ""),
        (wan(project.amounts[0]), "m"),
        (wan(project.amounts[1]), "m"),
        (project.goal, ""),
    ]
    first = True
    for _, group in groupby(items, key=lambda item: item[0]):
        held = list(group)
        for at, item in enumerate(held):
            row: list[Cell] = []
            if first or not merged:
                rows = len(items) + summed if merged else 1
                row += [(text if first else "", rows, 1, kind) for text, kind in own]
            if at == 0 or not merged:
                row.append((item[0] if at == 0 else "", len(held) if merged else 1, 1, ""))
            weight = f"{90 // len(items)}"
            row += [(text, 1, 1, "") for text in (*item[1:], weight)]
            yield row
            first = False
    if summed:
        yield [*(("", 1, 1, "") for _ in own if not merged), ("总分", 1, 6, ""), ("90", 1, 1, "")]


def as_forms(document: Document, *, summed: bool = False) -> str:
    """A form for each project; where it is `summed`, the last row adds up the points."""
    return "".join(
        _form(project, unit.name, document, summed=summed)
        for unit in document.units
        for project in unit.projects
    )


def _form(project: Project, unit: str, document: Document, *, summed: bool) -> str:
    total, fiscal, special, other = map(wan, project.amounts)
    items = items_of(project)
    lines: list[list[Cell]] = [
        [("项目名称", 1, 1, ""), (project.name, 1, 5, "")],
        [("主管部门", 1, 1, ""), (document.department, 1, 2, ""), ("实施单位", 1, 1, ""), (unit, 1, 2, "")],
        [("项目资金（万元）", 4, 1, ""), ("年度资金总额：", 1, 2, ""), (total, 1, 3, "m")],
        [("其中：财政拨款", 1, 2, ""), (fiscal, 1, 3, "m")],
        [("财政专户管理资金", 1, 2, ""), (special, 1, 3, "m")],
        [("其他资金", 1, 2, ""), (other, 1, 3, "m")],
        [("年度总体目标", 1, 1, ""), (project.goal, 1, 5, "")],
        [
            ("绩效指标", len(items) + 1, 1, ""),
            *((word, 1, 1, "") for word in ("一级指标", "二级指标", "三级指标", "指标值", "分值")),
        ],
    ]
    for _, group in groupby(items, key=lambda item: item[0]):
        held = list(group)
        for at, (level, second, name, sign, value, measure) in enumerate(held):
            row: list[Cell] = [(level, len(held), 1, "")] if at == 0 else []
            texts = (second, name, f"{sign}{value}{measure}", f"{90 // len(items)}")
            lines.append([*row, *((text, 1, 1, "") for text in texts)])
    if summed:
        lines.append([("总分", 1, 5, ""), ("90", 1, 1, "")])
    above = f"<h1>项目支出绩效目标表</h1><p>（{document.year}年度）</p>"
    return above + table_of(FORM, "", lines)


def table_of(widths: Sequence[int], head: str, lines: Sequence[Sequence[Cell]]) -> str:
    total = sum(widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in widths)
    rows = "".join("<tr>" + "".join(map(_cell, line)) + "</tr>" for line in lines)
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<table><colgroup>{columns}</colgroup>{top}<tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    text, rows, columns, kind = cell
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
    return f'<td{spans} class="{kind}">{escape(text)}</td>' if kind else f"<td{spans}>{escape(text)}</td>"
