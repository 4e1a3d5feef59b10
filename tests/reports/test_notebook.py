from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from tests.reports import golden, samples

from budgetcheck.model import Bilingual
from budgetcheck.reports import findings_frame, html_fragment, summary_frame


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def test_the_fragment_reads_as_its_golden_file() -> None:
    golden.check("notebook/faulty.zh.html", html_fragment(samples.faulty()) + "\n")
    golden.check("notebook/troubled.en.html", html_fragment(samples.troubled(), "en") + "\n")


def test_the_fragment_holds_no_script_and_only_plain_tags() -> None:
    hostile = replace(
        samples.HOSTILE,
        message=Bilingual("<script>alert(1)</script><img src=x onerror=alert(1)>", "x"),
        location=replace(samples.HOSTILE.location, file='"><script>.txt'),
    )
    report = replace(
        samples.troubled(),
        findings=(hostile,),
        documents=(samples.record('<b onclick="x">.txt', department="<iframe>"),),
    )
    seen = tags(html_fragment(report))
    assert seen.names <= {"div", "p", "b", "br", "table", "tbody", "tr", "td"}
    assert seen.attributes <= {"style"}


def test_the_fragment_is_bounded() -> None:
    many = tuple(replace(samples.ECHO, fingerprint=str(n)) for n in range(5_000))
    long = replace(samples.ECHO, message=Bilingual("长" * 100_000, "long"), fingerprint="x")
    html = html_fragment(replace(samples.faulty(), findings=(long, *many)))
    assert html.count("<tr>") == 20
    assert "另有 4,981 个问题" in html or "另有 4981 个问题" in html
    assert len(html) < 20_000


def test_the_fragment_shows_totals_kinds_tables_and_what_could_not_be_used() -> None:
    report = samples.faulty()
    html = html_fragment(report)
    seen = tags(html)
    assert "script" not in seen.names
    for number, label in ((3, "错误"), (2, "警告"), (1, "提示"), (1, "表"), (34, "项目"), (167, "指标")):
        assert f">{number}</b><br>{label}</div>" in html
    assert html.count("height:.8em") == sum(
        n > 0 for by in report.count_families().values() for n in by.values()
    )
    assert "原因可能是：两个数字颠倒" in html
    troubled = html_fragment(samples.troubled())
    assert all(error.subject in troubled for error in samples.troubled().tool_errors)


def test_findings_become_a_typed_frame() -> None:
    frame = findings_frame(samples.faulty(), "en")
    assert frame["rule"].tolist() == ["ARI001", "ARI002", "NUM007", "STR008", "VSY003", "VSY030"]
    assert str(frame["line"].dtype) == "Int64"
    assert frame.loc[frame["severity"] == "error", "difference"].tolist()[0] == "-11.90"
    assert frame["caused_by"].notna().sum() == 1
    empty = findings_frame(samples.clean())
    assert empty.empty
    assert (empty.dtypes == frame.dtypes).all()


def test_the_summary_frame_has_one_row_per_rule() -> None:
    frame = summary_frame(samples.faulty())
    assert frame["rule"].is_unique
    assert frame["shown"].sum() == len(samples.faulty().findings)
