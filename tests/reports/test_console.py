from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.reports import golden, samples
from tests.reports.printing import printed

from budgetcheck.model import Bilingual, Excerpt, Report
from budgetcheck.reports import Concise, Full, Grouped, View

FORMATS = {"full": Full, "concise": Concise, "grouped": Grouped}
REPORTS: dict[str, Callable[[], Report]] = {
    "faulty": samples.faulty,
    "clean": samples.clean,
    "troubled": samples.troubled,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("name", FORMATS)
def test_the_report_reads_as_its_golden_file(name: str, report: str, lang: str) -> None:
    shown = FORMATS[name](REPORTS[report](), View(lang=lang))
    golden.check(f"{name}/{report}.{lang}.txt", printed(shown, soft=name == "concise"))


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    for lang in ("zh", "en"):
        for report in REPORTS.values():
            for name in ("full", "grouped"):
                text = printed(FORMATS[name](report(), View(lang=lang, show_notes=True)), width)
                assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [60, 80, 200])
def test_folding_loses_no_character(width: int) -> None:
    text = printed(Full(samples.faulty(), View(show_notes=True)), width)
    joined = "".join(text.replace("│", " ").split())
    for finding in samples.faulty().findings:
        if finding is not samples.HOSTILE:
            assert "".join(finding.message.zh.split()) in joined


def test_lines_have_no_blanks_at_their_end() -> None:
    text = printed(Full(samples.troubled(), View(verbose=True)), 80)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_hostile_text_cannot_steer_the_terminal() -> None:
    for shown in FORMATS.values():
        text = printed(shown(samples.faulty(), View(show_notes=True)))
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[red]90%" in text


def test_hostile_text_stays_harmless_in_colours() -> None:
    import io

    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=80, height=50, force_terminal=True, color_system="standard").print(
        Full(samples.faulty())
    )
    assert "\x1b[31m-" not in out.getvalue()
    assert "[/bold]" in out.getvalue()


def test_carets_stand_under_double_width_text() -> None:
    lines = printed(Full(samples.faulty()), 100).splitlines()
    at = next(n for n, line in enumerate(lines) if "年度指标值：带动" in line)
    source, carets = lines[at], lines[at + 1]
    start = cell_len(source[: source.rindex("带动区域经济")])
    assert carets.index("^") == start
    assert carets.count("^") == cell_len("带动区域经济")


@given(
    st.text(st.sampled_from("甲乙，1a《 \t\x1b\u202e％"), min_size=1, max_size=60),
    st.integers(0, 59),
    st.integers(0, 59),
    st.integers(60, 200),
)
def test_there_are_as_many_carets_as_the_offending_text_is_wide(
    text: str, one: int, other: int, width: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    finding = replace(samples.ECHO, excerpt=Excerpt(text, start, end))
    report = replace(samples.faulty(), findings=(finding,))
    shown = printed(Full(report, View(quiet=True)), width)
    from budgetcheck.reports import neutral

    expected = sum(cell_len(char) for char in neutral(text)[start:end]) or 1
    assert shown.count("^") == expected


def test_a_consequence_is_folded_under_its_root() -> None:
    lines = printed(Full(samples.faulty())).splitlines()
    root = next(n for n, line in enumerate(lines) if "ARI001" in line)
    child = next(n for n, line in enumerate(lines) if "ARI002" in line)
    assert "└─" in lines[child]
    assert all(lines[root:child])


def test_a_cause_that_is_not_in_the_report_hides_nothing() -> None:
    report = replace(samples.faulty(), findings=(samples.SUBTOTAL,))
    assert "错误 ARI002" in printed(Full(report))


def test_findings_that_name_each_other_as_cause_are_both_shown() -> None:
    ring = (
        replace(samples.GRAND_TOTAL, caused_by=samples.SUBTOTAL.fingerprint),
        samples.SUBTOTAL,
    )
    text = printed(Full(replace(samples.faulty(), findings=ring)))
    assert "ARI001" in text
    assert "ARI002" in text


def test_two_editions_with_equal_fingerprints_keep_their_own_consequences() -> None:
    other = [
        replace(f, location=replace(f.location, file="b.txt"))
        for f in (samples.GRAND_TOTAL, samples.SUBTOTAL)
    ]
    report = replace(
        samples.faulty(),
        findings=(samples.GRAND_TOTAL, samples.SUBTOTAL, *other),
        documents=(samples.record(), samples.record("b.txt")),
    )
    text = printed(Full(report, View(quiet=True)))
    assert text.count("└─") == 2
    assert text.count("ari-unit-subtotal") == 2


def test_notes_are_counted_and_shown_only_when_asked() -> None:
    assert "num-double-punct" not in printed(Full(samples.faulty()))
    assert "1 个提示（提示未列出" in printed(Full(samples.faulty()), 200)
    assert "num-double-punct" in printed(Full(samples.faulty(), View(show_notes=True)))


def test_a_note_that_caused_an_error_is_shown() -> None:
    caused = replace(samples.ECHO, caused_by=samples.DOUBLE_MARK.fingerprint)
    report = replace(samples.faulty(), findings=(samples.DOUBLE_MARK, caused))
    assert "num-double-punct" in printed(Full(report))


def test_a_cap_says_how_many_it_left_out() -> None:
    many = tuple(replace(samples.ECHO, fingerprint=str(n)) for n in range(16))
    report = replace(samples.faulty(), findings=many)
    text = printed(Full(report))
    assert text.count("vsy-echo") == 10
    assert text.count("未全部列出：VSY003 另有 6 处（--max-per-rule 0 全部列出）") == 1
    assert printed(Full(report, View(max_per_rule=0))).count("vsy-echo") == 16
    assert "VSY003 另有 14 处" in printed(Full(report, View(max_per_rule=2)))
    assert "另有 14 处未列出" in printed(Concise(report, View(max_per_rule=2)), soft=True)


def test_many_tables_show_the_worst_and_no_head_without_findings() -> None:
    table = samples.faulty().documents[0]
    worst = {"error": 2, "warning": 0, "note": 0}
    tables = tuple(
        replace(table, file=f"{n:03}.txt", findings=worst if n % 2 else {**worst, "error": 1})
        for n in range(100)
    )
    found = tuple(
        replace(samples.ECHO, fingerprint=str(n), location=replace(samples.ECHO.location, file=t.file))
        for n, t in enumerate(tables)
    )
    report = replace(samples.faulty(), documents=tables, findings=found)
    text = printed(Full(report))
    assert text.count("某市地方金融监督管理局 · ") == 10
    assert "VSY003 另有 90 处" in text
    assert text.count("2 个错误") == 20
    assert "问题最多的 20 张表；其余 80 张未列出" in text
    assert printed(Full(report, View(verbose=True))).count("2 个错误") == 50
    few = tuple(t if n < 3 else replace(t, findings={}) for n, t in enumerate(tables))
    assert "有问题的 3 张表；其余 97 张没有问题" in printed(Full(replace(report, documents=few)))


def test_a_habit_does_not_hide_the_last_few() -> None:
    many = tuple(replace(samples.ECHO, fingerprint=str(n)) for n in range(12))
    text = printed(Full(replace(samples.faulty(), findings=many)))
    assert text.count("vsy-echo") == 12
    assert "未列出（--max" not in text


def test_context_gives_way_to_the_offending_characters() -> None:
    long = Excerpt("前" * 60 + "错" * 5 + "后" * 60, 60, 65)
    report = replace(samples.faulty(), findings=(replace(samples.ECHO, excerpt=long),))
    lines = printed(Full(report, View(quiet=True)), 60).splitlines()
    shown = [line for line in lines if "│" in line]
    assert len(shown) == 2
    assert "错" * 5 in shown[0]
    assert shown[0].count("…") == 2


def test_a_consequence_does_not_repeat_what_its_root_says() -> None:
    tail = "；舍入最多只能解释 0.17"
    root = replace(samples.GRAND_TOTAL, message=Bilingual("合计少 11.90" + tail, "x"))
    child = replace(samples.SUBTOTAL, message=Bilingual("小计少 11.90" + tail, "x"))
    text = printed(Full(replace(samples.faulty(), findings=(root, child))))
    assert "小计少 11.90\n" in text
    assert text.count(tail) == 1


def test_a_clean_report_says_so_and_what_was_read() -> None:
    for shown in FORMATS.values():
        text = printed(shown(samples.clean()))
        assert "没有发现问题" in text
        assert "34 个项目" in text


def test_a_report_with_unusable_inputs_never_says_that_nothing_is_wrong() -> None:
    report = replace(samples.troubled(), findings=())
    for shown in FORMATS.values():
        assert "没有发现问题" not in printed(shown(report))


def test_a_traceback_is_shown_only_when_asked() -> None:
    assert "KeyError" not in printed(Full(samples.troubled()))
    text = printed(Full(samples.troubled(), View(verbose=True)))
    assert "KeyError" in text
    assert "\x1b" not in text


def test_figures_are_added_only_where_the_message_lacks_them() -> None:
    assert "应为" not in printed(Full(replace(samples.faulty(), findings=(samples.GRAND_TOTAL,))))
    bare = replace(samples.GRAND_TOTAL, message=Bilingual("合计不符", "totals differ"))
    assert "应为 24850.04，实为 24838.14，差 -11.90 万元" in printed(
        Full(replace(samples.faulty(), findings=(bare,)))
    )


def test_each_concise_finding_is_one_line_however_long() -> None:
    long = replace(samples.ECHO, message=Bilingual("长" * 400, "long"))
    text = printed(Concise(replace(samples.faulty(), findings=(long,)), View(quiet=True)), 60, soft=True)
    assert text.splitlines() == [f"{samples.FILE}:41: WARNING VSY003 {'长' * 400}"]
