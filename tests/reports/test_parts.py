from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from budgetcheck.model import Excerpt, Location, Related
from budgetcheck.reports.parts.excerpts import excerpt_lines
from budgetcheck.reports.parts.phrases import counted, severities
from budgetcheck.reports.parts.places import address, place, related
from budgetcheck.reports.parts.safe import neutral
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
