"""Tables of one department in two years, written as text."""

from __future__ import annotations

from budgetcheck.comparison import TablesComparison, compare_tables
from budgetcheck.frames import Tables
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEAD = "项目名称\t项目内容\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
TARGET = "1、产出指标：巡查次数，年度指标值：≥48次。"


def unit(name: str) -> str:
    return f"{name}\t\t1.00\t1.00\t\t\t\t\n"


def project(
    name: str,
    total: str = "10.00",
    *,
    goal: str = "",
    content: str = "",
    items: str = TARGET,
    fiscal: str = "",
) -> str:
    said = goal or f"保质保量完成{name}的各项既定工作，保障运行平稳有序。"
    return f"{name}\t{content or '用于' + name}\t{total}\t{fiscal or total}\t\t\t{said}\t{items}\n"


def text(*rows: str, year: int = 2023, department: str = "云溪市水务局") -> str:
    head = f"{department}{year}年项目支出绩效目标表\n部门名称：{department}\n单位：万元\n{HEAD}"
    return head + "合计\t\t1.00\t1.00\t\t\t\t\n" + "".join(rows)


def folder(*files: str) -> Tables:
    grids = [grid for n, file in enumerate(files, 1) for grid in read(file.encode(), name=f"{n}.txt")]
    made, errors = assemble(grids, default_words())
    assert not errors
    return made


def tables(*rows: str, year: int = 2023, department: str = "云溪市水务局") -> Tables:
    grids = read(text(*rows, year=year, department=department).encode(), name=f"{year}.txt")
    made, errors = assemble(grids, default_words())
    assert not errors
    return made


def compared(old: Tables, new: Tables) -> TablesComparison:
    return compare_tables(old, new)


def became(found: TablesComparison) -> list[tuple[str, str | None, str | None]]:
    """Each project's change with both names, None for the side it is not on."""
    frame = found.projects.astype(object).where(found.projects.notna(), None)
    return [(row["change"], row["name_old"], row["name_new"]) for row in frame.to_dict("records")]
