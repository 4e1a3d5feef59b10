from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from tests.reports import golden, samples
from tests.reports.generated import reports
from tests.reports.printing import printed

from budgetcheck.model import Bilingual, Excerpt, Finding, Report
from budgetcheck.reports import Concise, Full, Grouped, Statistics, View
from budgetcheck.terms import Severity

FORMATS = {"full": Full, "concise": Concise, "grouped": Grouped}
ANOTHER = Bilingual("另一种写法", "another way")
REPORTS: dict[str, Callable[[], Report]] = {
    "faulty": samples.faulty,
    "clean": samples.clean,
    "troubled": samples.troubled,
    "explained": samples.explained,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("name", FORMATS)
def test_the_report_reads_as_its_golden_file(name: str, report: str, lang: str) -> None:
    shown = FORMATS[name](REPORTS[report](), View(lang=lang))
    golden.check(f"{name}/{report}.{lang}.txt", printed(shown, soft=name == "concise"))


@settings(deadline=None, max_examples=40)
@given(reports(), st.integers(60, 200), st.sampled_from(["zh", "en"]))
def test_no_line_is_wider_than_the_console(report: Report, width: int, lang: str) -> None:
    view = View(lang=lang, show_notes=True, verbose=True, show_suppressed=True)
    for shown in (Full, Grouped, Statistics):
        text = printed(shown(report, view), width)
        assert max(map(cell_len, text.splitlines()), default=0) <= width


@settings(deadline=None, max_examples=40)
@given(st.integers(60, 200), st.sampled_from(["zh", "en"]), st.sampled_from(sorted(REPORTS)))
def test_any_width_tells_the_same(width: int, lang: str, name: str) -> None:
    view = View(lang=lang, show_notes=True, verbose=True)
    whole = REPORTS[name]()
    # NOTE: around a fault as much is quoted as there is room for.
    report = replace(whole, findings=tuple(replace(f, excerpt=None) for f in whole.findings))
    for shown in (Full, Grouped):
        narrow, usual = (printed(shown(report, view), size) for size in (width, 100))
        assert sorted(re.sub("[│├└─ \n]", "", narrow)) == sorted(re.sub("[│├└─ \n]", "", usual))


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
    out = io.StringIO()
    Console(file=out, width=80, height=50, force_terminal=True, color_system="standard").print(
        Grouped(samples.faulty())
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
    if "^" not in shown:
        # NOTE: carets under everything that fits would point at nothing.
        assert "…" in shown
        assert expected > width - 20
    else:
        assert shown.count("^") == expected


def test_a_consequence_is_folded_under_its_root() -> None:
    for shown in (Full, Grouped):
        lines = printed(shown(samples.faulty())).splitlines()
        root = next(n for n, line in enumerate(lines) if "ARI001" in line)
        child = next(n for n, line in enumerate(lines) if "ARI002" in line)
        assert "└─ 错误 ARI002 第11行「总计」：" in lines[child]
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
    assert text.count("└─ 错误 ARI002") == 2


def test_notes_are_counted_and_shown_only_when_asked() -> None:
    for shown in (Full, Grouped):
        assert "NUM007" not in printed(shown(samples.faulty()))
        assert "1 个提示（提示来自 1 条规则，--show-notes 列出）" in printed(shown(samples.faulty()), 200)
        assert "提示 NUM007" in printed(shown(samples.faulty(), View(show_notes=True)))


def test_a_note_that_caused_an_error_is_shown() -> None:
    caused = replace(samples.ECHO, caused_by=samples.DOUBLE_MARK.fingerprint)
    report = replace(samples.faulty(), findings=(samples.DOUBLE_MARK, caused))
    assert "提示 NUM007" in printed(Full(report))


def test_a_cap_says_how_many_it_left_out() -> None:
    report = replace(samples.faulty(), findings=samples.echoes(16))
    text = printed(Full(report))
    assert text.count("照抄") == 3
    assert "警告 VSY003 指标值重复了指标名称  16 处" in text
    assert "  还有 13 处\n" in text
    assert text.count("--max-per-rule 0 全部列出") == 1
    assert printed(Full(report, View(max_per_rule=0))).count("照抄") == 16
    assert "还有 14 处" in printed(Full(report, View(max_per_rule=2)))
    assert "另有 14 处未列出" in printed(Concise(report, View(max_per_rule=2)), soft=True)


def test_a_cap_on_the_table_by_table_list_counts_over_the_whole_run() -> None:
    report = replace(samples.faulty(), findings=samples.echoes(16))
    text = printed(Grouped(report))
    assert text.count("vsy-echo") == 10
    assert text.count("未全部列出：VSY003 另有 6 处（--max-per-rule 0 全部列出）") == 1
    assert printed(Grouped(report, View(max_per_rule=0))).count("vsy-echo") == 16
    assert "VSY003 另有 14 处" in printed(Grouped(report, View(max_per_rule=2)))


def test_of_very_many_rules_with_more_findings_the_largest_are_named() -> None:
    found = tuple(
        replace(f, rule=f"TST{n // 20:03}", fingerprint=str(n)) for n, f in enumerate(samples.echoes(400))
    )
    text = printed(Grouped(replace(samples.faulty(), findings=found)), 400)
    assert "TST007 另有 10 处…（20 条规则）（--max-per-rule 0 全部列出）" in text
    assert "TST008 另有" not in text


def test_more_errors_than_warnings_are_listed_before_a_cap() -> None:
    errors = tuple(replace(f, severity=Severity.ERROR) for f in samples.echoes(16))
    assert printed(Full(replace(samples.faulty(), findings=errors))).count("照抄") == 5


def test_many_tables_show_the_worst_and_no_head_without_findings() -> None:
    table = samples.faulty().documents[0]
    worst = {"error": 2, "warning": 0, "note": 0}
    tables = tuple(
        replace(table, file=f"{n:03}.txt", findings=worst if n % 2 else {**worst, "error": 1})
        for n in range(100)
    )
    found = samples.echoes(len(tables), file="{n:03}.txt")
    report = replace(samples.faulty(), documents=tables, findings=found)
    text = printed(Grouped(report))
    assert text.count("某市地方金融监督管理局 · ") == 10
    assert "未全部列出：VSY003 另有 90 处；有 90 张表的问题一处也未列出（--max-per-rule 0" in text
    assert "100 处 · 100 张表" in printed(Full(report))
    for shown in (Full, Grouped):
        text = printed(shown(report))
        assert len(re.findall(r"^\d{3}\.txt +2 ", text, re.M)) == 20
        assert "问题最多的 20 张表；其余 80 张未列出" in text
        assert len(re.findall(r"^\d{3}\.txt +2 ", printed(shown(report, View(verbose=True))), re.M)) == 50
    few = tuple(t if n < 3 else replace(t, findings={}) for n, t in enumerate(tables))
    assert "有问题的 3 张表；其余 97 张没有问题" in printed(Full(replace(report, documents=few)))


def test_a_habit_does_not_hide_the_last_few() -> None:
    text = printed(Grouped(replace(samples.faulty(), findings=samples.echoes(12))))
    assert text.count("vsy-echo") == 12
    text = printed(Full(replace(samples.faulty(), findings=samples.echoes(4))))
    assert text.count("照抄") == 4
    assert "还有" not in text


def test_rules_stand_worst_first_then_by_count() -> None:
    found = (*samples.echoes(3), samples.GHOST, samples.HOSTILE, samples.GRAND_TOTAL, samples.SUBTOTAL)
    lines = printed(Full(replace(samples.faulty(), findings=found))).splitlines()
    heads = [line.split()[1] for line in lines if line.startswith(("错误", "警告", "提示"))]
    assert heads == ["ARI001", "VSY030", "VSY003", "STR008"]


def test_the_same_words_about_many_rows_are_one_entry_with_their_lines() -> None:
    same = tuple(
        replace(
            f, message=Bilingual(f"第{f.location.line}行没有编号", f"line {f.location.line} has no number")
        )
        for f in samples.echoes(16)
    )
    report = replace(samples.faulty(), findings=(*same, replace(samples.echoes(17)[16], message=ANOTHER)))
    text = printed(Full(report))
    assert "第20行没有编号" in text
    assert "同样的还有 15 处：第21-35行" in text
    assert text.count("没有编号") == 1
    assert ANOTHER.zh in text
    assert "还有 1 处" not in text
    english = printed(Full(report, View(lang="en")))
    assert "the same in 15 more: lines 21-35" in english
    every = printed(Full(report, View(max_per_rule=0)))
    assert all(f"第{line}行「绩效指标」第4项" in every.replace("\n    ", "") for line in range(21, 36))


def test_the_same_words_in_two_tables_are_two_entries() -> None:
    other = replace(samples.ECHO, location=replace(samples.ECHO.location, file="b.txt"))
    text = printed(Full(replace(samples.faulty(), findings=(samples.ECHO, other))))
    assert "同样的" not in text
    assert "2 处 · 2 张表" in text


def test_equal_words_with_different_figures_stay_apart() -> None:
    one, two = (
        replace(samples.GRAND_TOTAL, explanations=(), actual=n, message=Bilingual("合计不符", "differs"))
        for n in ("1.00", "2.00")
    )
    text = printed(Full(replace(samples.faulty(), findings=(one, two))))
    assert text.count("合计不符") == 2


def test_what_stands_under_its_cause_is_counted_where_it_would_be_missed() -> None:
    text = printed(Full(samples.faulty()))
    assert "列在引起它们的问题之下：ARI002 1 处" in text
    own = replace(samples.SUBTOTAL, caused_by=None, fingerprint="bbbb", location=samples.location(30, "总计"))
    found = (samples.GRAND_TOTAL, samples.SUBTOTAL, own)
    text = printed(Full(replace(samples.faulty(), findings=found)))
    assert "错误 ARI002 单位小计与其项目之和不符  1 处 · 另有 1 处列在引起它的问题之下" in text


def test_the_source_is_shown_where_the_message_does_not_quote_it() -> None:
    quoted = replace(samples.ECHO, message=Bilingual("指标值「带动区域经济」照抄名称", "x"))
    view = View(quiet=True)
    assert "│" not in printed(Full(replace(samples.faulty(), findings=(quoted,)), view))
    assert "│" in printed(Full(replace(samples.faulty(), findings=(samples.ECHO,)), view))
    whole = replace(samples.ECHO, excerpt=Excerpt("甲" * 48, 0, 48, False, True))
    assert "│" not in printed(Full(replace(samples.faulty(), findings=(whole,)), view))
    error = replace(quoted, severity=Severity.ERROR)
    assert "│" in printed(Full(replace(samples.faulty(), findings=(error,)), view))


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    def put(file: str) -> Finding:
        return replace(samples.ECHO, location=replace(samples.ECHO.location, file=file))

    text = printed(Full(replace(samples.faulty(), findings=(put("甲/表.txt"), put("乙/表.txt")))))
    assert "甲/表.txt:41 · " in text
    text = printed(Full(replace(samples.faulty(), findings=(put("甲/表.txt"), put("乙/另.txt")))))
    assert "  表.txt:41 · " in text


def test_a_long_list_of_consequences_is_cut_and_counted() -> None:
    follows = tuple(
        replace(f, caused_by=samples.GRAND_TOTAL.fingerprint, fingerprint=str(n))
        for n, f in enumerate(samples.echoes(20))
    )
    report = replace(samples.faulty(), findings=(samples.GRAND_TOTAL, *follows))
    text = printed(Full(report))
    assert text.count("照抄") == 6
    assert "└─ 还有 14 处" in text
    assert printed(Full(report, View(max_per_rule=0))).count("照抄") == 20


def test_undecided_rules_are_named() -> None:
    text = printed(Full(samples.faulty()), 200)
    assert "未定（缺少或无法读取所需的数据，不等于通过）：VSY003 4" in text


def test_context_gives_way_to_the_offending_characters() -> None:
    long = Excerpt("前" * 60 + "错" * 5 + "后" * 60, 60, 65)
    report = replace(samples.faulty(), findings=(replace(samples.ECHO, excerpt=long),))
    lines = printed(Grouped(report, View(quiet=True)), 60).splitlines()
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


def test_a_nothing_told_in_words_is_not_repeated_as_figures() -> None:
    told = Bilingual("总计为零或未填，各项资金相加却有 50.00 万元", "nothing, yet 50.00")
    zero = replace(
        samples.SUBTOTAL, caused_by=None, message=told, expected="50.00", actual="0.00", difference="-50.00"
    )
    assert "应为" not in printed(Full(replace(samples.faulty(), findings=(zero,))))


def test_each_concise_finding_is_one_line_however_long() -> None:
    long = replace(samples.ECHO, message=Bilingual("长" * 400, "long"))
    text = printed(Concise(replace(samples.faulty(), findings=(long,)), View(quiet=True)), 60, soft=True)
    assert text.splitlines() == [f"{samples.FILE}:41: WARNING VSY003 {'长' * 400}"]


class Seen(io.StringIO):
    """A terminal that somebody looks at."""

    def isatty(self) -> bool:
        return True


def links(report: Report, name: str, out: io.StringIO) -> dict[str, str]:
    """What is a link in the printed report, with where it leads."""
    Console(file=out, width=100, height=50, force_terminal=True, color_system="standard").print(
        FORMATS[name](report), soft_wrap=True
    )
    found = re.findall(r"\x1b]8;[^;]*;([^\x1b]+)\x1b\\(.*?)\x1b]8;;", out.getvalue())
    return {re.sub(r"\x1b\[[0-9;]*m", "", text): address for address, text in found}


@pytest.fixture
def table(tmp_path: Path) -> Report:
    """A report on a file that is there."""
    file = tmp_path / "某 局.txt"
    file.touch()
    return replace(
        samples.faulty(),
        findings=tuple(
            replace(f, location=replace(f.location, file=str(file))) for f in samples.faulty().findings
        ),
        documents=(replace(samples.record(), file=str(file)),),
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_place_links_to_the_file_and_its_line_to_the_line(name: str, table: Report) -> None:
    found = links(table, name, Seen())
    address = Path(table.documents[0].file).as_uri()
    assert address in found.values()
    assert f"{address}#41" in found.values()
    assert not any("#" in to for text, to in found.items() if "41" not in text and text.endswith("某 局.txt"))


@pytest.mark.parametrize("name", FORMATS)
def test_no_link_names_a_row_of_a_file_that_has_no_lines(name: str, table: Report) -> None:
    sheet = replace(table, documents=(replace(table.documents[0], spans="row"),))
    assert set(links(sheet, name, Seen()).values()) == {Path(table.documents[0].file).as_uri()}


def test_the_id_of_a_rule_links_to_its_file(table: Report, tmp_path: Path) -> None:
    file = tmp_path / "VSY003.toml"
    file.touch()
    rules = tuple(replace(rule, file=str(file)) for rule in table.rules.rules if rule.id == "VSY003")
    ruled = replace(table, rules=replace(table.rules, rules=rules))
    assert links(ruled, "full", Seen())["VSY003"] == file.as_uri()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_no_terminal_gets_no_links_though_it_gets_colours(
    name: str, table: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert links(table, name, io.StringIO()) == {}
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    assert links(table, name, io.StringIO())
    monkeypatch.setenv("FORCE_HYPERLINK", "0")
    assert links(table, name, Seen()) == {}


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_gone_is_no_link(name: str) -> None:
    assert links(samples.faulty(), name, Seen()) == {}
