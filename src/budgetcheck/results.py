"""What the public functions give: a report to filter, read, draw and write, and a comparison of two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from pandas.io.formats.style import Styler
    from rich.console import RenderableType

    from budgetcheck import model
    from budgetcheck.comparison import ReportsComparison, TablesComparison


@dataclass(frozen=True)
class Report:
    """The outcome of `validate`: frames to filter, findings to read, writers to save.

    Iterating gives `model.Finding` objects in reading order, folded consequences included.
    """

    data: model.Report
    lang: str = "zh"

    def __iter__(self) -> Iterator[model.Finding]:
        return iter(self.data.findings)

    def __len__(self) -> int:
        return len(self.data.findings)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong: no error or warning, every input read, no rule crashed."""
        return self.data.ok

    @property
    def findings(self) -> pd.DataFrame:
        """One row per finding: rule, name, severity, message, the place, and amounts as text."""
        from budgetcheck.reports import findings_frame

        return findings_frame(self.data, self.lang)

    @property
    def documents(self) -> pd.DataFrame:
        """One row per table read; see `schema("documents")`."""
        return self.data.frames["documents"]

    @property
    def lines(self) -> pd.DataFrame:
        """One row per logical row, amounts in fen; see `schema("lines")`."""
        return self.data.frames["lines"]

    @property
    def indicators(self) -> pd.DataFrame:
        """One row per indicator with its parsed target value; see `schema("indicators")`."""
        return self.data.frames["indicators"]

    @property
    def repairs(self) -> pd.DataFrame:
        """One row per repair of a damaged table, with before and after; see `schema("repairs")`."""
        return self.data.frames["repairs"]

    @property
    def tool_errors(self) -> tuple[model.ToolError, ...]:
        """Inputs that could not be used and rules that crashed."""
        return self.data.tool_errors

    def summary(self) -> pd.DataFrame:
        """One row per rule: applicable, passed, failed, undecided, not applicable, shown."""
        from budgetcheck.reports import summary_frame

        return summary_frame(self.data)

    def raise_for(self, severity: str = "error") -> None:
        """Do nothing when no finding is at or above `severity`.

        Raises:
            FindingsError: naming how many there are and the first of them.
        """
        self.data.raise_for(severity)

    def to_json(self, path: str | Path | None = None) -> str:
        """The report as JSON text (see `report.schema.json`), also written to `path` when given."""
        from budgetcheck.reports import json_text
        from budgetcheck.reports.writing import write_file

        text = json_text(self.data, self.lang)
        if path is not None:
            write_file(Path(path), text)
        return text

    def write(self, path: str | Path, report_format: str | None = None) -> None:
        """Write the report to `path` in a format of `budgetcheck validate`, told by the suffix when not given.

        Raises:
            UsageError: no format has this suffix or name; names the nearest.
        """
        from budgetcheck.reports import save

        save(self.data, Path(path), report_format, self.lang)

    def to_html(self, path: str | Path) -> None:
        """Write the report as one web page with filters that needs no network."""
        self.write(path, "html")

    def to_xlsx(self, path: str | Path) -> None:
        """Write the report as a workbook, every table rebuilt with its faulty cells marked."""
        self.write(path, "xlsx")

    def to_sarif(self, path: str | Path) -> None:
        """Write the report in SARIF 2.1.0."""
        self.write(path, "sarif")

    def to_junit(self, path: str | Path) -> None:
        """Write the report as JUnit's XML, a suite per table and a case per rule."""
        self.write(path, "junit")

    def to_csv(self, path: str | Path) -> None:
        """Write the findings as CSV, a row each."""
        self.write(path, "csv")

    def to_markdown(self, path: str | Path) -> None:
        """Write the report as Markdown."""
        self.write(path, "markdown")

    def styled(self) -> Styler:
        """The findings as a frame for reading: what is wrong and where, coloured by severity."""
        from budgetcheck.reports import styled_findings

        return styled_findings(self.data, self.lang)

    def plot(self, kind: str = "families", ax: Axes | None = None) -> Axes:
        """Bars: `families` counts the findings by kind of rule, `units` adds up the projects of each unit.

        Raises:
            UsageError: no such kind, or matplotlib is not installed (`pip install 'budgetcheck[plot]'`).
        """
        from budgetcheck.reports import plot

        return plot(self.data, kind, self.lang, ax)

    def _repr_html_(self) -> str:
        from budgetcheck.reports import html_fragment

        return html_fragment(self.data, self.lang)

    def __rich__(self) -> RenderableType:
        from budgetcheck.reports import rich_report

        return rich_report(self.data, self.lang)


@dataclass(frozen=True, eq=False)
class Diff:
    """The outcome of `diff`: a frame for each kind of change.

    Of tables these are `editions`, `projects`, `units`, `amounts`, `targets`, `indicators` and `texts`, of
    reports `findings` and `rules`. Amounts are in fen.
    """

    data: TablesComparison | ReportsComparison
    lang: str = "zh"

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name to frame, in the order of the report."""
        return self.data.frames

    @property
    def summary(self) -> dict[str, Any]:
        """How much of each kind of change there is."""
        return self.data.summary

    def to_json(self, path: str | Path | None = None) -> str:
        """The comparison as JSON text (see `diff.schema.json`), also written to `path` when given."""
        from budgetcheck import __version__
        from budgetcheck.reports.diff_json import diff_text
        from budgetcheck.reports.writing import write_file

        text = diff_text(self.data, __version__)
        if path is not None:
            write_file(Path(path), text)
        return text

    def __rich__(self) -> RenderableType:
        from budgetcheck.reports.diff import rich_diff

        return rich_diff(self.data, self.lang)
