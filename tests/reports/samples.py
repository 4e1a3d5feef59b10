"""Reports built by hand: one of each kind of finding, and a report with nothing wrong."""

from __future__ import annotations

from dataclasses import replace

from budgetcheck.model import (
    Basis,
    Bilingual,
    Cause,
    Change,
    DocumentRecord,
    Excerpt,
    Explanation,
    Finding,
    Location,
    Related,
    Report,
    ResultingSum,
    Rule,
    RuleSet,
    RuleTally,
    RuleTexts,
    ToolError,
)
from budgetcheck.terms import Certainty, ChangeKind, Explained, Severity

FILE = "tables/某局2023.txt"


def rule(rule_id: str, name: str, severity: str, title: str, title_en: str) -> Rule:
    return Rule(
        id=rule_id,
        name=name,
        severity=Severity(severity),
        frame="lines",
        since="0.1",
        texts=RuleTexts(
            title=Bilingual(title, title_en),
            why=Bilingual("各项应当相加得到总计。", "The parts should add up to the total."),
            ignore_when=Bilingual("没有。", "Never."),
            basis=(
                Basis(
                    Bilingual("表内数据自相矛盾", "the table contradicts itself"), Bilingual("事实", "fact")
                ),
            ),
        ),
        use="a_check",
        settings={},
        message=Bilingual("{name}", "{name}"),
    )


RULES = (
    rule(
        "ARI001", "ari-grand-total", "error", "合计与各项目之和不符", "grand total is not the sum of projects"
    ),
    rule("ARI002", "ari-unit-subtotal", "error", "单位小计与其项目之和不符", "unit subtotal is not the sum"),
    rule("NUM007", "num-double-punct", "note", "指标后的标点重复", "end mark printed twice"),
    rule("STR008", "str-ghost-row", "warning", "续行带有名称和金额", "tail of a row carries name and amount"),
    rule("VSY003", "vsy-echo", "warning", "指标值重复了指标名称", "value repeats the name"),
    rule("VSY030", "vsy-range-order", "error", "区间上下限颠倒", "range runs backwards"),
)

DEPARTMENT = "某市地方金融监督管理局"


def location(line: int, column: str, **more: object) -> Location:
    settings = {"page": 1, "end_line": line, "department": DEPARTMENT, "unit": DEPARTMENT, **more}
    return Location(FILE, 1, line=line, column=column, **settings)  # type: ignore[arg-type]


GRAND_TOTAL = Finding(
    rule="ARI001",
    name="ari-grand-total",
    severity=Severity.ERROR,
    message=Bilingual(
        "「合计」总计 24,838.14，各项目相加 24,850.04，少 11.90 万元",
        '"合计" total is 24,838.14, its projects add up to 24,850.04: 11.90 万元 less',
    ),
    message_args={"name": "合计", "readings": [{"sum": "24850.04"}], "kind": Bilingual("合计", "total")},
    location=location(10, "总计", span=(3, 12)),
    expected="24850.04",
    actual="24838.14",
    difference="-11.90",
    tolerance="0.00",
    money_unit="万元",
    related=(
        *(Related(line, "总计", "addend", 1) for line in (12, 13, 14, 15, 18, 20)),
        Related(17, "总计", "reading", 2),
    ),
    explanations=(
        Explanation(
            1,
            0.86,
            "digit_transposition",
            Bilingual("两个数字颠倒", "two digits swapped"),
            (Change(12, "总计", "36.50", "35.60"),),
        ),
    ),
    fingerprint="aaaa000000000001",
    excerpt=Excerpt("24,838.14", 0, 9),
)
SUBTOTAL = Finding(
    rule="ARI002",
    name="ari-unit-subtotal",
    severity=Severity.ERROR,
    message=Bilingual(
        "「某市地方金融监督管理局」总计 24,838.14，所属项目相加 24,850.04，少 11.90 万元",
        '"某市地方金融监督管理局" total is 24,838.14, its projects add up to 24,850.04: 11.90 万元 less',
    ),
    message_args={},
    location=location(11, "总计", span=(12, 21)),
    expected="24850.04",
    actual="24838.14",
    difference="-11.90",
    tolerance="0.00",
    money_unit="万元",
    caused_by="aaaa000000000001",
    fingerprint="aaaa000000000002",
)
GHOST = Finding(
    rule="STR008",
    name="str-ghost-row",
    severity=Severity.WARNING,
    message=Bilingual(
        "跨页续行又写了名称「工作经费」和金额 11.20，已并入上一行，金额存疑",
        'the tail of a row carries a name "工作经费" and an amount 11.20; joined, the amount is doubtful',
    ),
    message_args={"amount": "11.20"},
    location=location(17, "总计", span=(5, 10), page=2),
    related=(Related(15, "总计", "source", 1),),
    confidence=0.9,
    fingerprint="aaaa000000000003",
    excerpt=Excerpt("工作经费 11.20 11.20", 5, 10, False, True),
)
ECHO = Finding(
    rule="VSY003",
    name="vsy-echo",
    severity=Severity.WARNING,
    message=Bilingual(
        "指标值与指标名称相同，没有给出可衡量的标准", "the value repeats the name and sets no standard"
    ),
    message_args={},
    location=location(41, "绩效指标", span=(120, 128), indicator=4, project="新上市企业补贴"),
    fingerprint="aaaa000000000004",
    excerpt=Excerpt("带动区域经济，年度指标值：带动区域经济；", 13, 19, True, False),
)
DOUBLE_MARK = Finding(
    rule="NUM007",
    name="num-double-punct",
    severity=Severity.NOTE,
    message=Bilingual("第1项末尾标点重复「。。」", 'item 1 ends in "。。"'),
    message_args={},
    location=location(12, "绩效指标", span=(80, 82), indicator=1),
    fingerprint="aaaa000000000005",
    excerpt=Excerpt("大湾区国际商业银行设立。。2、产出指标", 11, 13, True, True),
)
HOSTILE = Finding(
    rule="VSY030",
    name="vsy-range-order",
    severity=Severity.ERROR,
    message=Bilingual(
        "「[red]90%\x1b[31m-\u202e80%」下限高于上限", '"[red]90%\x1b[31m-\u202e80%" runs backwards'
    ),
    message_args={"value": "[red]90%\x1b[31m-\u202e80%"},
    location=location(50, "绩效指标[/bold]", span=(7, 20), indicator=2, project="<script>alert(1)</script>"),
    expected="80%",
    actual="90%",
    fingerprint="aaaa000000000006",
    excerpt=Excerpt("值：[red]90%\x1b[31m-\u202e80%\t；", 2, 19, False, False),
)


def tally(of: Rule, shown: int, passed: int, undecided: int = 0, not_applicable: int = 0) -> RuleTally:
    applicable = shown + passed + undecided
    return RuleTally(of.id, of.name, of.severity, applicable, passed, shown, undecided, not_applicable, shown)


def record(file: str = FILE, document: int = 1, **more: object) -> DocumentRecord:
    values: dict[str, object] = {
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "sheet": None,
        "line": 9,
        "title": "项目支出绩效目标表（含转移支付项目）",
        "department": DEPARTMENT,
        "year": 2023,
        "money_unit": "万元",
        "layout": "packed",
        "pages": 8,
        "lines": 36,
        "units": 1,
        "projects": 34,
        "indicators": 167,
        "rows_joined": 2,
        "amounts_unreadable": 1,
        "amounts_doubtful": 0,
        "repairs": 12,
        "findings": {"error": 3, "warning": 2, "note": 1},
        **more,
    }
    return DocumentRecord(file, document, **values)  # type: ignore[arg-type]


def faulty() -> Report:
    """Six findings: one of each severity, one folded under another, one with hostile text."""
    return Report(
        version="0.1.0",
        rules=RuleSet(RULES, "core", "0.1", "abcdef0123456789"),
        findings=(GRAND_TOTAL, SUBTOTAL, DOUBLE_MARK, GHOST, ECHO, HOSTILE),
        documents=(record(),),
        tallies=(
            tally(RULES[0], 1, 0),
            tally(RULES[1], 1, 0),
            tally(RULES[2], 1, 166),
            tally(RULES[3], 1, 35),
            tally(RULES[4], 1, 162, undecided=4),
            tally(RULES[5], 1, 166),
        ),
    )


def clean() -> Report:
    """A report with nothing wrong."""
    nothing = {"error": 0, "warning": 0, "note": 0}
    return Report(
        version="0.1.0",
        rules=RuleSet(RULES, "core", "0.1", "abcdef0123456789"),
        findings=(),
        documents=(record(findings=nothing, amounts_unreadable=0, rows_joined=0, year=None, pages=1),),
        tallies=tuple(tally(r, 0, 34, not_applicable=2) for r in RULES),
    )


def troubled() -> Report:
    """Two tables in one file and one more, a missing file and a crashed rule; one finding."""
    missing = ToolError("input", "tables/没有.txt", "文件不存在 (no such file)", "检查路径 (check the path)")
    crash = ToolError(
        "rule",
        "VSY003",
        "规则 VSY003（vsy-echo）运行出错，结果不完整 (rule crashed; its result is missing)",
        detail="Traceback (most recent call last):\n  KeyError: 'x\x1b[0m'",
    )
    counts = {"error": 1, "warning": 0, "note": 0}
    nothing = {"error": 0, "warning": 0, "note": 0}
    return Report(
        version="0.1.0",
        rules=RuleSet(RULES, "core", "0.1", "abcdef0123456789"),
        findings=(GRAND_TOTAL,),
        documents=(
            record(findings=counts),
            record(document=2, department="另一局", findings=nothing),
            record("tables/b.txt", department="", findings=nothing),
        ),
        tallies=(tally(RULES[0], 1, 2), tally(RULES[1], 0, 3)),
        tool_errors=(missing, crash),
    )


CUT = Cause(
    "cut_row",
    Bilingual("一行被分页截断", "a row cut by a page break"),
    Bilingual(
        "第15行「金融交流合作」被分页截断，上下两半各印了一个看错的金额",
        'line 15 "金融交流合作" was cut by a page break, and either half carries a misread amount',
    ),
    (
        Bilingual("指标序号接着上一页", "the numbering goes on behind the break"),
        Bilingual("两栏金额一致", "both columns agree"),
    ),
)
MISREAD = Cause(
    "digit",
    Bilingual("看错一个数字", "one digit misread"),
    Bilingual("第20行「防范非法集资经费」看错一个数字", 'one digit misread in line 20 "防范非法集资经费"'),
)
TWICE = Cause(
    "row_twice",
    Bilingual("一行印了两次", "a row printed twice"),
    Bilingual("第18行「工作经费」印了两次", 'line 18 "工作经费" was printed twice'),
)
MISSING = Cause(
    "row_missing",
    Bilingual("漏了一行", "a row is missing"),
    Bilingual("第11行之下漏了一个项目", "a project is missing below line 11"),
)
MISPLACED = Cause(
    "unit_misplaced",
    Bilingual("一行列错了单位", "a row below the wrong unit"),
    Bilingual("第21行「培训经费」列错了单位", 'line 21 "培训经费" stands below the wrong unit'),
)


def sums(stated: str, added: str, *columns: str) -> tuple[ResultingSum, ...]:
    return tuple(ResultingSum(11, column, stated, added, stated == added) for column in columns)


BOTH = ("总计", "财政拨款")
ONE_CAUSE = (
    Explanation(
        1, 0.9713, "cut_row", CUT.text, certainty=Certainty.SHOULD_BE, causes=(CUT,),
        changes=tuple(Change(15, column, "77.90", "77.20", name="金融交流合作") for column in BOTH),
        sums=sums("24838.14", "24838.14", *BOTH),
    ),
    Explanation(
        2, 0.0201, "digit", MISREAD.text, causes=(MISREAD,), group=1,
        changes=tuple(Change(20, column, "284.16", "283.46", name="防范非法集资经费") for column in BOTH),
        sums=sums("24838.14", "24838.14", *BOTH),
    ),
)  # fmt: skip
SEVERAL_CAUSES = (
    Explanation(
        1, 0.31, "row_twice", TWICE.text, causes=(TWICE,), group=1,
        changes=(Change(18, "总计", "5.00", "", ChangeKind.DROP, "工作经费", 17, "工作经费"),),
        sums=sums("24838.14", "24838.14", "总计"),
    ),
    Explanation(
        2, 0.31, "row_twice", TWICE.text, causes=(TWICE,), group=2,
        changes=(Change(17, "总计", "5.00", "", ChangeKind.JOIN, "工作经费", 18, "工作经费"),),
        sums=sums("24838.14", "24838.14", "总计"), partial=True,
    ),
    Explanation(
        3, 0.18, "digit+unit_misplaced",
        Bilingual(f"{MISREAD.text.zh}；{MISPLACED.text.zh}", f"{MISREAD.text.en}; {MISPLACED.text.en}"),
        causes=(MISREAD, MISPLACED), group=3,
        changes=(
            Change(20, "总计", "284.16", "", name="防范非法集资经费"),
            Change(21, "总计", "某局本级", "某中心", ChangeKind.MOVE, "培训经费", 30, "某中心", cause=2),
        ),
        sums=sums("24838.14", "24838.14", "总计"),
    ),
)  # fmt: skip
NO_CAUSE = (
    Explanation(
        1, 0.12, "row_missing", MISSING.text, causes=(MISSING,),
        changes=(Change(11, "总计", "", "11.90", ChangeKind.INSERT, DEPARTMENT),),
        sums=(*sums("24838.14", "24838.14", "总计"), ResultingSum(12, "总计", "30.00", "29.00", False, True)),
    ),
)  # fmt: skip


def echoes(number: int, **place: str) -> tuple[Finding, ...]:
    """Findings of one rule, each in a line and with words of its own; `{n}` in `place` is which of them it is."""
    return tuple(
        replace(
            ECHO,
            fingerprint=f"{n:016x}",
            message=Bilingual(f"指标值照抄名称「甲{n}乙」", f'the value repeats "甲{n}乙"'),
            location=replace(
                ECHO.location,
                line=n + 20,
                end_line=n + 20,
                **{k: text.format(n=n) for k, text in place.items()},
            ),
        )
        for n in range(number)
    )


def explained() -> Report:
    """Four sums that do not hold: one cause stands out, several are possible, none is plausible, none was found."""
    found = [
        replace(
            GRAND_TOTAL,
            explanations=explanations,
            explained=state,
            partial=any(e.partial for e in explanations),
            fingerprint=f"bbbb00000000000{number}",
            related=(),
            location=location(10 + number, "总计", span=(3, 12)),
        )
        for number, (explanations, state) in enumerate(
            (
                (ONE_CAUSE, Explained.ONE),
                (SEVERAL_CAUSES, Explained.SEVERAL),
                (NO_CAUSE, Explained.NONE),
                ((), Explained.NONE),
            )
        )
    ]
    return replace(faulty(), findings=tuple(found))
