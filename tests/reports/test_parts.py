from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from tests.reports.printing import printed

from budgetcheck.model import Excerpt, Location, Related
from budgetcheck.reports.parts.excerpts import excerpt_lines
from budgetcheck.reports.parts.phrases import counted, severities
from budgetcheck.reports.parts.places import address, place, related, role_label
from budgetcheck.reports.parts.safe import neutral
from budgetcheck.reports.parts.tables import Column, Table
from budgetcheck.reports.parts.wrap import breaks, folded


@given(st.text())
def test_neutral_text_keeps_its_length_and_holds_nothing_hidden(text: str) -> None:
    safe = neutral(text)
    assert len(safe) == len(text)
    assert not {unicodedata.category(c) for c in safe} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert neutral(safe) == safe


def test_ordinary_text_is_left_alone() -> None:
    text = "「合计」总计 24,838.14（万元）≥95%　①㎡"
    assert neutral(text) == text


@given(st.text(st.sampled_from("合计，ab1 .（）"), max_size=200), st.integers(10, 60))
def test_folding_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = [line.plain for line in folded(Text(text), width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_a_line_does_not_begin_with_a_closing_mark_nor_part_number_and_measure_word() -> None:
    text = "读取情况：一共三十四个项目，还有 167 个指标，见第12行"
    for width in range(10, 40):
        starts = breaks(text, width)
        assert all(text[at] not in "，。：" for at in starts)
        assert text.index("个指标") not in starts
        assert text.index("12行") not in starts
        assert text.index("行", 20) not in starts


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("相加为 3200.60，多 10.00 万元；舍入", "10.00 万元"),
        ("共检测货车18万辆次，其中", "18万辆"),
        ('under "总计" of the table 12 and "合计" of', '"总计"'),
        ('under "总计" of the table 12 and "合计" of', "table 12"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, whole: str) -> None:
    for width in range(12, 40):
        lines = [line.plain for line in folded(Text(text), width)]
        assert any(whole in line for line in lines)


def test_a_list_of_suffixes_folds_between_them() -> None:
    lines = [line.plain for line in folded(Text("可读的后缀：.txt .tsv .csv .pdf .xlsx .docx"), 24)]
    assert lines == ["可读的后缀：.txt .tsv", ".csv .pdf .xlsx .docx"]


def table(*widths: int) -> Table:
    """Texts and figures of the given widths, a figure where it is below zero."""
    made = Table([Column("文" if n > 0 else "数", figures=n < 0) for n in widths])
    made.add_row(*(Text("甲乙" * (n // 4) if n > 0 else "8" * -n) for n in widths))
    return made


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=3),
    st.lists(st.integers(1, 14), max_size=6),
    st.integers(60, 200),
)
def test_a_table_keeps_to_the_width_loses_nothing_and_breaks_no_figure(
    texts: list[int], figures: list[int], width: int
) -> None:
    text = printed(table(*texts, *(-n for n in figures)), width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert text.count("甲") == sum(n // 4 for n in texts)
    assert sorted(re.findall("8+", text), key=len) == ["8" * n for n in sorted(figures)]


def test_a_table_is_no_wider_than_it_needs_and_narrows_its_texts_first() -> None:
    assert printed(table(8, 8, -3), 100).splitlines()[1] == "─" * 23
    lines = printed(table(8, 80, -3), 60).splitlines()
    assert lines[2].endswith("888")
    assert cell_len(lines[2]) == 60
    # NOTE: a text narrower than can be read stands on a line of its own.
    crowded = printed(table(80, *[-9] * 5), 60).splitlines()
    assert crowded[-2].split() == ["888888888"] * 5


def roles(file: Path) -> set[str]:
    """The last of each (line, field, "role") in a module of checks."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    triples = [n.elts for n in nodes if isinstance(n, ast.Tuple) and len(n.elts) == 3]
    return {
        str(role.value)
        for line, _, role in triples
        if isinstance(line, ast.Call) and isinstance(role, ast.Constant) and isinstance(role.value, str)
    }


def test_every_role_of_a_related_place_is_said_in_words(root: Path) -> None:
    said = {"other"}.union(*map(roles, (root / "src" / "budgetcheck" / "checks").glob("*.py")))
    assert {"addend", "first", "alike"} <= said
    assert {role for role in said if role_label(role, "zh") == role} == set()


def test_carets_point_unless_everything_shown_is_meant() -> None:
    def carets(*span: int, cut: bool) -> list[str]:
        lines = excerpt_lines(Excerpt("表头一行甚长", *span, cut_left=False, cut_right=cut), 40, "")
        return [line.plain for line in lines[1:]]

    assert carets(2, 4, cut=True) == ["│     ^^^^"]
    assert carets(0, 6, cut=False) == ["│ " + "^" * 12]
    assert carets(0, 6, cut=True) == []


def test_folding_long_text_is_linear_in_its_length() -> None:
    asked = 0

    class Counting(str):
        def __getitem__(self, at: object) -> str:
            nonlocal asked
            asked += 1
            return super().__getitem__(at)  # type: ignore[index]

    counts = []
    for size in (1_000, 4_000):
        asked = 0
        breaks(Counting("（" * size), 60)
        counts.append(asked)
    assert counts[1] <= 5 * counts[0]


def test_a_place_in_a_sheet_names_sheet_and_cell() -> None:
    where = Location("a/自评表.xlsx", 1, line=12, column="年度资金总额", sheet="表3", cell="D12")
    assert place(where, "zh") == "自评表.xlsx › 表3 › D12（第12行「年度资金总额」）"
    assert place(where, "en") == '自评表.xlsx › 表3 › D12 (line 12 "年度资金总额")'
    assert address(where) == "a/自评表.xlsx:表3!D12"


def test_a_place_over_several_lines_and_pages() -> None:
    where = Location("a.txt", 1, line=15, end_line=17, page=2, column="绩效指标", indicator=3)
    assert place(where, "zh") == "a.txt › 第15至17行「绩效指标」第3项（第2页）"
    assert place(where, "en") == 'a.txt › lines 15-17 "绩效指标", item 3, page 2'
    assert place(where, "zh", with_page=False) == "a.txt › 第15至17行「绩效指标」第3项"


def test_related_lines_are_drawn_together() -> None:
    others = [Related(n, "总计", "addend") for n in (12, 13, 14, 20)] + [Related(30, None, "自定")]
    assert related(others, "zh") == ["加数 第12-14、20行「总计」", "自定 第30行"]
    assert related(others, "en") == ['addend lines 12-14, 20 "总计"', "自定 line 30"]


def test_very_many_related_lines_do_not_fill_the_screen() -> None:
    others = [Related(n, "总计", "addend") for n in range(2, 200, 2)]
    assert related(others, "zh") == ["加数 第2、4、6、8、10、12…等行「总计」"]


def test_numbers_agree_with_their_nouns() -> None:
    assert counted("finding", 1, "en") == "1 finding"
    assert counted("finding", 2, "en") == "2 findings"
    assert severities({"note": 1, "error": 2, "warning": 0}, "en") == "2 errors, 1 note"
    assert severities({"note": 1, "error": 2}, "zh") == "2 个错误、1 个提示"
