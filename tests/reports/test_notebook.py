from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
from tests.reports import golden, samples

from budgetcheck.model import Bilingual
from budgetcheck.reports import findings_frame, html_fragment, plots, styled_findings, summary_frame


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
    many = samples.echoes(5_000)
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


def test_the_worst_findings_are_shown_first() -> None:
    warnings = samples.echoes(30)
    html = html_fragment(replace(samples.faulty(), findings=(*warnings, samples.HOSTILE)))
    assert html.count(">错误</b> VSY030") == 1
    assert html.index("VSY030") < html.index(">警告</b> VSY003")


def test_the_styled_frame_puts_the_worst_first_and_leaves_out_what_says_nothing() -> None:
    pytest.importorskip("jinja2", reason="needs jinja2: pip install 'budgetcheck[notebook]'")
    report = samples.faulty()
    styled = styled_findings(report)
    assert styled.data["severity"].tolist() == ["错误"] * 3 + ["警告"] * 2 + ["提示"]
    assert styled.data["rule"].tolist()[:2] == ["ARI001", "ARI002"]
    assert "sheet" not in styled.data
    assert "page" in styled.data
    flat = replace(report, documents=tuple(replace(d, pages=1) for d in report.documents))
    assert "page" not in styled_findings(flat).data


def test_units_beyond_the_largest_are_drawn_together(monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="needs matplotlib: pip install 'budgetcheck[plot]'")
    matplotlib.use("agg")
    monkeypatch.setattr(plots, "_MOST_UNITS", 2)
    lines = pd.DataFrame(
        {
            "kind": "project",
            "document": 0,
            "unit": list("甲乙丙丁"),
            "total": [4_000_000, 3_000_000, 2_000_000, 1_000_000],
        }
    )
    documents = pd.DataFrame({"document": [0], "department": ["某局"]})
    axes = plots.plot(replace(samples.faulty(), frames={"lines": lines, "documents": documents}), "units")
    drawn = [
        (t.get_text(), bar.get_width()) for t, bar in zip(axes.get_yticklabels(), axes.patches, strict=True)
    ]
    assert drawn == [("甲", 4.0), ("乙", 3.0), ("其余 2 个单位", 3.0)]


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
