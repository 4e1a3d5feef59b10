"""The findings and the counts of a report as DataFrames, for notebooks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.notes import FILLS
from budgetcheck.reports.parts.trees import forest

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

FINDING_COLUMNS = {
    "rule": "str", "name": "str", "severity": "str", "message": "str", "file": "str", "document": "Int64",
    "page": "Int64", "sheet": "str", "line": "Int64", "end_line": "Int64", "column": "str", "cell": "str",
    "start": "Int64", "end": "Int64", "department": "str", "unit": "str", "project": "str",
    "indicator": "Int64", "indicator_name": "str", "expected": "str", "actual": "str", "difference": "str", "tolerance": "str",
    "money_unit": "str", "confidence": "float64", "caused_by": "str", "fingerprint": "str",
    "suppressed": "str", "suppressed_reason": "str", "suppressed_until": "str",
    "explained": "str", "explanation": "str",
}  # fmt: skip
_PLACE = (
    "file", "document", "page", "sheet", "line", "end_line", "column", "cell", "department", "unit",
    "project", "indicator", "indicator_name",
)  # fmt: skip
_OWN = (
    "rule", "name", "expected", "actual", "difference", "tolerance", "money_unit", "confidence",
    "caused_by", "fingerprint",
)  # fmt: skip
_TALLY = {
    "rule": "str", "name": "str", "severity": "str", "applicable": "int64", "passed": "int64",
    "failed": "int64", "undecided": "int64", "not_applicable": "int64", "shown": "int64",
    "suppressed": "int64",
}  # fmt: skip


def findings_frame(report: Report, lang: str = "zh") -> pd.DataFrame:
    """One row per finding, in order; amounts are text in the table's money unit, `start` and `end` its span."""
    import pandas as pd

    rows = [finding_values(finding, lang) for finding in report.findings]
    return pd.DataFrame(
        {c: _column([row[c] for row in rows], d) for c, d in FINDING_COLUMNS.items()}, copy=False
    )


def styled_findings(report: Report, lang: str = "zh") -> Styler:
    """The findings that count, the worst first and what follows from one below it, coloured by severity.

    Columns that say nothing in this report are left out.
    """
    roots = sorted(forest(report.findings), key=lambda node: -node.finding.severity.rank)
    found = [finding for node in roots for finding in node.walk()]
    frame = findings_frame(replace(report, findings=tuple(found)), lang)[list(_STYLED)]
    if max((record.pages for record in report.documents), default=1) == 1:
        frame["page"] = None
    shown = frame.loc[:, [c in _ALWAYS or frame[c].notna().any() for c in frame]]
    shown = shown.assign(severity=[finding.severity.label(lang) for finding in found])
    tints = [_TINT[str(finding.severity)] for finding in found]
    return (
        shown.style.hide(axis="index")
        .apply(lambda row: [tints[row.name]] + [""] * (len(row) - 1), axis=1)
        .set_table_styles([{"selector": "td, th", "props": _READABLE}])
        .format(escape="html", na_rep="")
    )


_ALWAYS = ("severity", "rule", "message", "file")
_STYLED = (*_ALWAYS, "page", "sheet", "line", "cell", "column", "unit", "project", "explanation")
_READABLE = "text-align: left; white-space: normal; vertical-align: top"
# NOTE: the ink goes with the paper, or a dark notebook would write in white on it.
_TINT = {str(s): f"background-color: #{fill[2:].lower()}; color: #1f2328" for s, fill in FILLS.items()}


def summary_frame(report: Report) -> pd.DataFrame:
    """One row per rule that was on, in the order of ids."""
    import pandas as pd

    rows = [{c: getattr(t, c) for c in _TALLY} | {"severity": str(t.severity)} for t in report.tallies]
    return pd.DataFrame({c: _column([row[c] for row in rows], d) for c, d in _TALLY.items()}, copy=False)


def _column(values: list[Any], dtype: Any) -> Any:
    import pandas as pd

    try:
        return pd.array(values, dtype=dtype)
    except UnicodeEncodeError:
        # NOTE: a lone surrogate, as in the name of a file in another encoding, fits no column; its escape does.
        return pd.array([_writable(value) for value in values], dtype=dtype)


def _writable(text: str | None) -> str | None:
    return text and text.encode("utf-8", "backslashreplace").decode("utf-8")


def finding_values(finding: Finding, lang: str) -> dict[str, Any]:
    """The finding's values by column, missing ones None."""
    start, end = finding.location.span or (None, None)
    why = finding.suppressed
    return {
        **{key: getattr(finding.location, key) for key in _PLACE},
        **{key: getattr(finding, key) for key in _OWN},
        "severity": str(finding.severity),
        "message": finding.message.get(lang),
        "start": start,
        "end": end,
        "explained": str(finding.explained) if finding.explained else None,
        "explanation": short_explanation(finding, lang) or None,
        "suppressed": str(why.kind) if why else None,
        "suppressed_reason": (why.reason or None) if why else None,
        "suppressed_until": why.until.isoformat() if why and why.until else None,
    }
