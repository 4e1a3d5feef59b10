"""Explanations in print: what a tired reader gets to see of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from tests.reports import samples

from budgetcheck.model import Change, Explanation, Finding, Report, Suppression
from budgetcheck.reports import findings_frame, html_fragment
from budgetcheck.reports.parts.explanations import (
    change_texts,
    explanation_lines,
    short_explanation,
    sum_texts,
)
from budgetcheck.terms import Certainty, ChangeKind, Explained, SuppressionKind

ONE, SEVERAL, NONE, NOTHING = samples.explained().findings


def told(finding: Finding, lang: str = "zh", width: int = 100) -> list[str]:
    return [line.plain for line in explanation_lines(finding, width, lang)]


def test_the_best_explanation_says_what_why_what_changes_and_which_sums_hold_then() -> None:
    assert told(ONE)[:4] == [
        "原因应是（可能性 97%）：第15行「金融交流合作」被分页截断，上下两半各印了一个看错的金额",
        "  第15行 总计、财政拨款：77.90 → 77.20",
        "  依据：指标序号接着上一页；两栏金额一致",
        "  改后第11行 总计、财政拨款 24838.14，其下各行相加 24838.14，相等",
    ]


def test_further_explanations_say_only_what_they_change() -> None:
    assert told(ONE)[4:] == [
        "也可能（可能性 2%）：第20行「防范非法集资经费」看错一个数字",
        "  第20行 总计、财政拨款：284.16 → 283.46",
    ]


def test_a_long_list_of_changes_is_cut_for_all_but_the_first_explanation() -> None:
    many = tuple(Change(n, "总计", f"{n}.00", "1.00") for n in range(20, 27))
    first, second = (replace(e, changes=many) for e in ONE.explanations)
    lines = told(replace(ONE, explanations=(first, second)))
    assert sum("→" in line for line in lines) == 7 + 3
    assert lines[-1] == "  另改 4 处"


def test_rows_that_the_sentence_names_are_not_told_again() -> None:
    drop = Change(18, "总计", "5.00", "", ChangeKind.DROP, "工作经费", 17, "工作经费")
    said = replace(ONE.explanations[0], changes=(drop,), text=samples.TWICE.text, sums=())
    assert not [line for line in told(replace(ONE, explanations=(said,))) if "不应单独计入" in line]
    unsaid = replace(said, text=samples.CUT.text)
    assert [line for line in told(replace(ONE, explanations=(unsaid,))) if "不应单独计入" in line]


def test_a_change_to_blank_is_told() -> None:
    emptied = replace(ONE.explanations[0], changes=(Change(20, "总计", "5.00", ""),))
    assert "  第20行 总计：5.00 → 空白" in told(replace(ONE, explanations=(emptied,)))


def test_a_sentence_that_names_both_amounts_needs_no_line_for_the_change() -> None:
    best = replace(
        ONE.explanations[0],
        text=samples.Bilingual("第15行总计、财政拨款 77.90 应为 77.20", "-"),
    )
    assert told(replace(ONE, explanations=(best,)))[1].startswith("  依据")


def test_where_none_stands_out_the_list_is_numbered_and_every_sum_is_shown() -> None:
    lines = told(SEVERAL)
    assert lines[0] == "有几种原因都说得通，单凭数字分不出是哪一种："
    assert [line[:2] for line in lines if line[0].isdigit()] == ["1.", "2.", "3."]
    assert sum(line.startswith("  改后") for line in lines) == 3
    assert lines[-1].startswith("限时已到")


def test_nothing_plausible_is_said_in_so_many_words() -> None:
    assert told(NONE)[0].startswith("没有单独一种说得通的原因；")
    assert told(NOTHING) == ["没有单独一种说得通的原因"]
    assert told(replace(NOTHING, partial=True))[1].startswith("限时已到")
    assert told(NONE)[-1] == "  改后第12行 总计 30.00，各项资金相加 29.00，仍不相等"


def test_a_finding_without_a_search_says_nothing() -> None:
    assert told(samples.SUBTOTAL) == []
    assert short_explanation(samples.SUBTOTAL, "zh") == ""


def test_explanations_that_the_figures_cannot_tell_apart_stand_together() -> None:
    first, second = (replace(e, group=7, probability=0.48) for e in ONE.explanations)
    lines = told(replace(ONE, explanations=(first, second), explained=Explained.SEVERAL))
    assert [line[:2] for line in lines if line[0].isdigit()] == ["1."]
    assert lines[1].startswith("1.（每处可能性 48%）：第15行")
    assert "  换成第20行「防范非法集资经费」也一样说得通，单凭数字分不出，须对照原件" in lines


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_asked_and_no_character_is_lost(width: int, lang: str) -> None:
    for finding in samples.explained().findings:
        lines = told(finding, lang, width)
        assert max(map(cell_len, lines)) <= width
        joined = "".join("".join(lines).split())
        for item in {item.group: item for item in reversed(finding.explanations)}.values():
            assert "".join(item.text.get(lang).split()) in joined


@pytest.mark.parametrize(
    ("change", "zh"),
    [
        (Change(3, "总计", "5.00", "", ChangeKind.DROP, "甲"), "第3行「甲」不应单独计入（总计 5.00）"),
        (Change(3, "总计", "", "5.00", ChangeKind.INSERT, "甲局"), "第3行「甲局」之下缺一行：总计 5.00"),
        (
            Change(3, "总计", "甲局", "乙局", ChangeKind.MOVE, "丙", 9, "乙局"),
            "第3行「丙」应列在第9行「乙局」之下，而不是「甲局」",
        ),
        (
            Change(3, "总计", "5.00", "", ChangeKind.JOIN, "甲", 4, "乙"),
            "第4行「乙」并入第3行「甲」，其 5.00 不再单独计",
        ),
        (Change(3, "总计", "", "5.00"), "第3行 总计：空白 → 5.00"),
    ],
)
def test_every_kind_of_change_has_its_sentence(change: Change, zh: str) -> None:
    assert change_texts([change], "zh") == [zh]


def test_columns_that_change_alike_are_one_line_and_others_are_not() -> None:
    alike = [Change(3, "总计", "1.00", "2.00"), Change(3, "财政拨款", "1.00", "2.00")]
    other = Change(3, "其他资金", "", "1.00")
    assert change_texts([*alike, other], "zh") == [
        "第3行 总计、财政拨款：1.00 → 2.00",
        "第3行 其他资金：空白 → 1.00",
    ]
    assert len(sum_texts(samples.sums("1.00", "1.00", "总计", "财政拨款"), "zh")) == 1


@pytest.mark.parametrize(
    ("certainty", "zh"),
    [(Certainty.SHOULD_BE, "原因应是"), (Certainty.PROBABLY, "原因很可能是"), (Certainty.OPEN, "原因可能是")],
)
def test_one_line_says_the_first_cause_in_few_words(certainty: Certainty, zh: str) -> None:
    best = replace(ONE.explanations[0], certainty=certainty)
    said = short_explanation(replace(ONE, explanations=(best,)), "zh")
    assert said == f"{zh}：一行被分页截断；第15行 总计、财政拨款：77.90 → 77.20；可能性 97%"
    assert short_explanation(SEVERAL, "zh") == Explained.SEVERAL.zh
    assert short_explanation(NOTHING, "zh") == Explained.NONE.zh


def test_hostile_names_cannot_steer_the_terminal() -> None:
    change = Change(3, "总\x1b[31m计", "1", "2", name="x\u202e")
    item = Explanation(1, 0.9, "k", samples.Bilingual("a\x1b[0m", "b"), (change,))
    lines = "".join(told(replace(ONE, explanations=(item,))))
    assert "\x1b" not in lines
    assert "\u202e" not in lines


def test_suggestions_name_the_cells_of_explanations_that_count() -> None:
    report = samples.explained()
    first = report.suggestions()[0]
    assert (first.line, first.column, first.before, first.after) == (15, "总计", "77.90", "77.20")
    assert (first.probability, first.certainty) == (0.9713, Certainty.SHOULD_BE)
    assert first.fingerprint == report.findings[0].fingerprint
    # NOTE: rows that are dropped, joined, moved or missing are no suggestion for a cell.
    assert [s.line for s in report.suggestions()] == [15, 15, 20, 20, 20]


def test_what_is_suppressed_suggests_nothing() -> None:
    hidden = replace(ONE, suppressed=Suppression(SuppressionKind.BASELINE))
    assert replace(samples.explained(), findings=(hidden,)).suggestions() == ()


def test_a_report_without_explanations_suggests_nothing() -> None:
    report: Report = samples.clean()
    assert report.suggestions() == ()


def test_frames_for_notebooks_have_the_first_explanation_in_words() -> None:
    frame = findings_frame(samples.explained())
    assert frame["explained"].tolist() == ["explained", "several", "none", "none"]
    assert frame["explanation"].iloc[0] == short_explanation(ONE, "zh")
    assert findings_frame(samples.faulty())["explained"].isna().all()


def test_a_notebook_shows_the_first_explanation_below_the_message() -> None:
    html = html_fragment(samples.explained())
    assert "<br><small>原因应是：一行被分页截断；第15行 总计、财政拨款：77.90 → 77.20" in html
