"""Whatever a page break, a lost tab or debris does to a table: no amount and no character is lost or made."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.tables import assemble
from budgetcheck.terms import MONEY_FIELDS
from budgetcheck.text import default_words

HEADINGS = ["项目名称", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"]
AMOUNT = re.compile(r"\d[\d,]*\.\d\d")
MONEY = range(1, 5)

words = st.sampled_from(
    ["开展", "培训", "金融", "服务", "企业", "监管", "论坛", "2023年", "5家", "推动", "平台", "系统"]
)
sentences = st.lists(words, min_size=2, max_size=12).map("".join)
goals = st.lists(sentences, min_size=1, max_size=3).map(lambda parts: "，".join(parts) + "。")
amounts = st.integers(1, 99_999_99).map(lambda fen: f"{fen / 100:,.2f}")
names = st.lists(words, min_size=1, max_size=5).map(lambda parts: "".join(parts) + "项目")
names_of_indicators = st.sampled_from(["完成率", "会议数（次）", "满意度", "覆盖企业数", "提升影响力"])
values = st.sampled_from(["≥90%", "100%", "5家", "有所提升", "<3%", "20000万元", "不低于90%"])


@st.composite
def packed(draw):
    chosen = draw(st.lists(st.tuples(names_of_indicators, values), min_size=1, max_size=6))
    mark = draw(st.sampled_from(["。", "； "]))
    items = [f"{i}、产出指标：{name}，年度指标值：{value}" for i, (name, value) in enumerate(chosen, 1)]
    return mark.join(items) + "。"


@dataclass
class Damaged:
    """Rows of cells; None is a blank line."""

    rows: list[list[str] | None] = field(default_factory=list)

    def grid(self):
        rows = [Row(1, tuple(Cell(text, i, None) for i, text in enumerate(HEADINGS, 1)))]
        for line, cells in enumerate(self.rows, 2):
            rows.append(Row(line, tuple(Cell(text, i, None) for i, text in enumerate(cells or [""], 1))))
        return Grid(Source("表", "text", "0", 0), tuple(rows))

    @property
    def printed(self) -> Counter[str]:
        """Every amount that stands in a cell of its own."""
        texts = (text for cells in self.rows if cells for text in cells)
        return Counter(text for text in texts if AMOUNT.fullmatch(text))

    @property
    def characters(self) -> Counter[str]:
        return characters("".join(cells or []) for cells in self.rows)


def characters(texts) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def cut(draw, text: str) -> tuple[str, str]:
    at = draw(st.integers(0, len(text)))
    return text[:at].strip(), text[at:].strip()


@st.composite
def damaged_tables(draw):
    table = Damaged()
    for _ in range(draw(st.integers(1, 6))):
        total = draw(amounts)
        cells = [draw(names), total, total, "", "", draw(goals), draw(packed())]
        if draw(st.integers(0, 3)) == 0:
            tail = ["", "", "", "", "", "", ""]
            cells[5], tail[5] = cut(draw, cells[5])
            cells[6], tail[6] = cut(draw, cells[6])
            if draw(st.integers(0, 2)) == 0:
                false = draw(amounts)
                tail[0], tail[1], tail[2] = draw(names), false, false
            pieces = [cells, None, tail]
        else:
            pieces = [cells]
        for piece in pieces:
            table.rows.append(piece if piece is None else hurt(draw, piece))
        if draw(st.integers(0, 5)) == 0:
            table.rows.append(None)
    return table


def hurt(draw, cells: list[str]) -> list[str]:
    cells = list(cells)
    if draw(st.integers(0, 5)) == 0:
        cells[5] = f"<p>{cells[5]}</p>"
    if draw(st.integers(0, 5)) == 0:
        cells[0] = f"<p>{cells[0]}</p> <br/>"
    if draw(st.integers(0, 5)) == 0:
        del cells[draw(st.integers(3, 4))]
    if draw(st.integers(0, 9)) == 0:
        cells.insert(draw(st.integers(0, len(cells))), "")
    if draw(st.integers(0, 9)) == 0:
        first, second = cut(draw, cells[-1])
        cells[-1:] = [first, second]
    return cells


def read(table: Damaged):
    tables, errors = assemble([table.grid()], default_words())
    assert errors == [] or len(tables.lines) == 0
    return tables


def left_out(tables) -> list[str]:
    return tables.repairs["dropped"].tolist()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_tables())
def test_every_printed_amount_is_in_the_lines_in_the_readings_or_in_what_was_left_out(table):
    tables = read(table)
    found: Counter[str] = Counter()
    for name in map(str, MONEY_FIELDS):
        found.update(text for text in tables.lines[f"{name}_text"] if AMOUNT.fullmatch(text))
    found.update(tables.readings.loc[tables.readings["order"] > 1, "text"])
    for text in left_out(tables):
        found.update(AMOUNT.findall(text))
    assert found == table.printed


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_tables())
def test_every_character_is_in_the_lines_in_the_readings_or_in_what_was_left_out(table):
    tables = read(table)
    lines = tables.lines
    texts = [
        *(text for name in ("name", "content", "goal", "indicators") for text in lines[name]),
        *(text for name in map(str, MONEY_FIELDS) for text in lines[f"{name}_text"]),
        *tables.readings.loc[tables.readings["order"] > 1, "text"],
        *left_out(tables),
    ]
    assert characters(texts) == table.characters


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_tables())
def test_no_amount_of_money_changes_and_doubt_is_never_hidden(table):
    tables = read(table)
    first = tables.readings[tables.readings["order"] == 1]
    for reading in first.to_dict("records"):
        line = tables.lines.set_index("line_id").loc[reading["line_id"]]
        assert line[f"{reading['field']}_state"] == "doubtful"
        assert line[reading["field"]] == reading["fen"]
    doubtful = sum((tables.lines[f"{name}_state"] == "doubtful").sum() for name in map(str, MONEY_FIELDS))
    assert doubtful == len(first)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_tables())
def test_pieces_cover_every_logical_text_exactly(table):
    tables = read(table)
    lines = tables.lines.set_index("line_id")
    for (line_id, name), cells in tables.cells.groupby(["line_id", "field"], sort=False):
        column = name if name in ("name", "content", "goal", "indicators") else f"{name}_text"
        pieces = [
            raw[offset : offset + length]
            for raw, offset, length in zip(cells["raw"], cells["offset"], cells["length"], strict=True)
        ]
        assert "".join(pieces) == lines.loc[line_id, column]
        assert cells["start"].tolist() == [sum(map(len, pieces[:i])) for i in range(len(pieces))]
