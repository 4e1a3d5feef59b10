"""What a notebook does with a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import budgetcheck
from budgetcheck.errors import UsageError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def report() -> budgetcheck.Report:
    return budgetcheck.validate([EXAMPLES / "faulty.txt", EXAMPLES / "clean.csv"])


@pytest.mark.parametrize("suffix", ["html", "json", "jsonl", "sarif", "xml", "csv", "md", "xlsx"])
def test_the_suffix_chooses_the_format(report: budgetcheck.Report, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"report.{suffix}"
    report.write(path)
    head = path.read_bytes()[:400]
    opens = {"html": b"<!DOCTYPE", "xml": b"<?xml", "csv": b"\xef\xbb\xbfrule", "md": b"## ", "xlsx": b"PK"}
    assert head.startswith(opens.get(suffix, b"{"))


def test_each_format_has_a_method_of_its_own(report: budgetcheck.Report, tmp_path: Path) -> None:
    for name in ("html", "xlsx", "sarif", "junit", "csv", "markdown"):
        getattr(report, f"to_{name}")(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
    results = json.loads((tmp_path / "sarif").read_text("utf-8"))["runs"][0]["results"]
    assert len(results) == len(report)
    assert "<skipped" in (tmp_path / "junit").read_text("utf-8")


@pytest.mark.parametrize("write", ["write", "to_json"])
def test_a_report_that_breaks_off_leaves_the_file_that_was_there(
    report: budgetcheck.Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    path = tmp_path / "report.json"
    path.write_text("旧", encoding="utf-8")
    broken = iter([{}])
    monkeypatch.setattr("budgetcheck.reports.json_report.finding_record", lambda *_: next(broken))
    with pytest.raises((RuntimeError, StopIteration)):
        getattr(report, write)(path)
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [("report.json", "旧")]


def test_an_unknown_format_names_the_nearest(report: budgetcheck.Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="是否指「sarif」"):
        report.write(tmp_path / "x", "sariff")


def test_the_styled_frame_holds_what_counts_and_escapes_it(report: budgetcheck.Report) -> None:
    pytest.importorskip("jinja2", reason="needs jinja2: pip install 'budgetcheck[notebook]'")
    html = report.styled().to_html()
    assert html.count("<tr>") == 1 + sum(f.suppressed is None for f in report)
    assert "background-color" in html


# NOTE: a machine without a font for 中文 draws boxes and says so; what is drawn is the same.
@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("kind", ["families", "units"])
def test_plots_draw_what_is_counted(report: budgetcheck.Report, kind: str) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="needs matplotlib: pip install 'budgetcheck[plot]'")
    matplotlib.use("agg")
    axes = report.plot(kind)
    widths = sum(bar.get_width() for bar in axes.patches)
    if kind == "families":
        assert widths == sum(report.data.count().values())
    else:
        projects = report.lines[report.lines["kind"] == "project"]
        assert widths == pytest.approx(int(projects["total"].sum()) / 1_000_000)
    axes.figure.canvas.draw()


def test_an_unknown_plot_names_the_nearest(report: budgetcheck.Report) -> None:
    with pytest.raises(UsageError, match="是否指「units」"):
        report.plot("unit")
