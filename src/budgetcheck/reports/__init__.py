"""A report to console, pages, programs and build servers, one module a format; clean tables to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.lazily import handed_out

if TYPE_CHECKING:
    from budgetcheck.model import Report
    from budgetcheck.reports.concise import Concise
    from budgetcheck.reports.console import Full
    from budgetcheck.reports.dataframes import findings_frame, styled_findings, summary_frame
    from budgetcheck.reports.formats import (
        BINARY_FORMATS,
        TEXT_FORMATS,
        WITH_FRAMES,
        WITH_VERDICTS,
        chunks,
        content,
    )
    from budgetcheck.reports.grouped import Grouped
    from budgetcheck.reports.html import html_text
    from budgetcheck.reports.json_report import (
        SCHEMA_VERSION,
        as_record,
        finding_record,
        json_lines_text,
        json_schema,
        json_text,
    )
    from budgetcheck.reports.notebook import html_fragment
    from budgetcheck.reports.parts.explanation_words import tell
    from budgetcheck.reports.parts.explanations import change_texts, short_text
    from budgetcheck.reports.parts.phrases import counted
    from budgetcheck.reports.parts.safe import neutral, neutral_lines, one_line
    from budgetcheck.reports.parts.styles import STYLE
    from budgetcheck.reports.parts.view import View
    from budgetcheck.reports.parts.wrap import folded
    from budgetcheck.reports.plots import plot
    from budgetcheck.reports.statistics import Statistics

__all__ = [
    "BINARY_FORMATS",
    "SCHEMA_VERSION",
    "STYLE",
    "TEXT_FORMATS",
    "WITH_FRAMES",
    "WITH_VERDICTS",
    "Concise",
    "Full",
    "Grouped",
    "Statistics",
    "View",
    "as_record",
    "change_texts",
    "chunks",
    "content",
    "counted",
    "finding_record",
    "findings_frame",
    "folded",
    "html_fragment",
    "html_text",
    "json_lines_text",
    "json_schema",
    "json_text",
    "neutral",
    "neutral_lines",
    "one_line",
    "plot",
    "require",
    "rich_report",
    "save",
    "short_text",
    "styled_findings",
    "summary_frame",
    "tell",
]

_HOMES = {
    "concise": ("Concise",),
    "formats": (
        "BINARY_FORMATS",
        "TEXT_FORMATS",
        "WITH_FRAMES",
        "WITH_VERDICTS",
        "chunks",
        "content",
        "require",
        "save",
    ),
    "console": ("Full",),
    "dataframes": ("findings_frame", "styled_findings", "summary_frame"),
    "grouped": ("Grouped",),
    "html": ("html_text",),
    "json_report": (
        "SCHEMA_VERSION",
        "as_record",
        "finding_record",
        "json_lines_text",
        "json_schema",
        "json_text",
    ),
    "notebook": ("html_fragment",),
    "parts.explanations": ("change_texts", "short_text"),
    "parts.explanation_words": ("tell",),
    "plots": ("plot",),
    "parts.phrases": ("counted",),
    "parts.safe": ("neutral", "neutral_lines", "one_line"),
    "parts.styles": ("STYLE",),
    "parts.view": ("View",),
    "parts.wrap": ("folded",),
    "statistics": ("Statistics",),
}


# NOTE: a command that folds a few lines must not pay for every format there is.
__getattr__ = handed_out(__name__, _HOMES)


def rich_report(report: Report, lang: str = "zh") -> Full:
    """What rich prints for a report."""
    from budgetcheck.reports.console import Full
    from budgetcheck.reports.parts.view import View

    return Full(report, View(lang=lang))
