"""Tables written as `a | b` lines, and the frames made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import pytest

from budgetcheck.errors import InputError
from budgetcheck.frames import Tables
from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEADINGS = "项目名称（资金使用单位） | 总计 | 财政拨款 | 财政专户拨款 | 其他资金 | 绩效目标 | 绩效指标"
ITEM = "1、产出指标：完成率，年度指标值：≥90%。"


def grid_of(block: str, *, file: str = "表.txt", encoding_confidence: float = 1.0) -> Grid:
    """A grid as the text reader makes it; bars part the cells, blanks around them do not count.

    A cell `@` stands for one sound indicator, a line `@@` for the seven usual headings.
    """
    rows = []
    for number, line in enumerate(block.strip("\n").split("\n"), 1):
        cells, start = [], 0
        written = HEADINGS if line.strip() == "@@" else line
        for column, part in enumerate(written.split("|"), 1):
            text = ITEM if part.strip() == "@" else part.strip(" ")
            cells.append(Cell(text, column, start))
            start += len(text) + 1
        rows.append(Row(number, tuple(cells)))
    source = Source(file, "text", "0" * 64, len(block), "utf-8", encoding_confidence)
    return Grid(source, tuple(rows))


@dataclass
class Read:
    """What came of a table."""

    tables: Tables
    errors: list[InputError]

    @property
    def lines(self) -> pd.DataFrame:
        return self.tables.lines

    @property
    def names(self) -> list[str]:
        return self.lines["name"].tolist()

    @property
    def repairs(self) -> list[Mapping[str, object]]:
        return self.tables.repairs.to_dict("records")

    def repair(self, kind: str) -> Mapping[str, object]:
        found = [repair for repair in self.repairs if repair["kind"] == kind]
        assert len(found) == 1, [repair["kind"] for repair in self.repairs]
        return found[0]

    def line(self, name: str) -> Mapping[str, object]:
        found = [line for line in self.lines.to_dict("records") if line["name"] == name]
        assert len(found) == 1, self.names
        return found[0]


ReadTable = Callable[..., Read]


@pytest.fixture
def read() -> ReadTable:
    def read_table(*blocks: str, strict: bool = False) -> Read:
        grids = [grid_of(block, file=f"表{i}.txt") for i, block in enumerate(blocks, 1)]
        return Read(*assemble(grids, default_words(), strict=strict))

    return read_table


@pytest.fixture
def under_headings(read: ReadTable) -> ReadTable:
    """Read rows under the seven usual headings."""

    def read_rows(rows: str, *, strict: bool = False) -> Read:
        return read(f"@@\n{rows.strip(chr(10))}", strict=strict)

    return read_rows
