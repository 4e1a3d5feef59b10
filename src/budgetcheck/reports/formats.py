"""The formats a report can be written in, by name; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck import plugins
from budgetcheck.errors import PluginError, UsageError, nearest
from budgetcheck.reports.writing import write_file

if TYPE_CHECKING:
    from budgetcheck.model import Report
    from budgetcheck.reports.parts.view import View


class ReportFormat(NamedTuple):
    """Where a format is written: a function of its module, called with the report and the `view` or its language."""

    module: str
    function: str
    takes_view: bool = False


TEXT_FORMATS = {
    "json": ReportFormat("json_report", "json_chunks", takes_view=True),
    "json-lines": ReportFormat("json_report", "json_lines_chunks"),
    "html": ReportFormat("html", "html_chunks", takes_view=True),
    "sarif": ReportFormat("sarif", "sarif_chunks"),
    "junit": ReportFormat("junit", "junit_chunks"),
    "github": ReportFormat("github", "github_chunks", takes_view=True),
    "gitlab": ReportFormat("gitlab", "gitlab_chunks"),
    "csv": ReportFormat("csv_findings", "csv_chunks"),
    "markdown": ReportFormat("markdown", "markdown_chunks", takes_view=True),
}
"""Formats that are text and need no terminal; the console's own are `full`, `grouped` and `concise`."""

WITH_FRAMES = frozenset({"html", "xlsx"})
"""Formats that show findings in the rows they were found in."""

WITH_VERDICTS = frozenset({"junit"})
"""Formats that tell how each rule ended on each table."""


BINARY_FORMATS = {"xlsx": ReportFormat("workbook", "workbook_bytes")}
"""Formats that are no text."""


def chunks(report: Report, name: str, view: View) -> Iterator[str]:
    """The report in the format `name`, of `TEXT_FORMATS` or of a plugin, in pieces to be written one by one."""
    if name not in TEXT_FORMATS:
        return _brought(report, name, view.lang)
    made: Iterator[str] = _written(report, TEXT_FORMATS[name], view)
    return made


def _brought(report: Report, name: str, lang: str) -> Iterator[str]:
    """What a plugin writes.

    Raises:
        PluginError: it broke down.
    """
    attempt = plugins.Attempt()
    with attempt:
        for piece in plugins.load(plugins.REPORTS)[name](report, lang):
            if not isinstance(piece, str):
                raise TypeError(f"write() gave {type(piece).__name__}, not str")
            # NOTE: what cannot be written is the fault of who made it, not of who writes it.
            piece.encode()
            yield piece
    if attempt.error is not None:
        fault = plugins.fault(plugins.REPORTS, name, attempt.error)
        raise PluginError(
            f"{fault.package}:{name}",
            f"插件 {fault.package} 的「{name}」出错：{fault.reason}；请向它的作者报告 (the plugin broke down; report it to its author)",
            fault.detail,
        )


def require(name: str) -> None:
    """Do nothing when reports can be written in the format `name`.

    Raises:
        UsageError: it is that of a plugin, which cannot be loaded.
    """
    for fault in plugins.faults():
        if (fault.group, fault.name) == (plugins.REPORTS, name):
            raise UsageError(
                f"格式「{name}」的插件 {fault.package} 无法载入：{fault.reason} (the plugin of this format cannot be loaded)"
            )


def content(report: Report, name: str, view: View) -> bytes:
    """The report in the format `name` of `BINARY_FORMATS`.

    Raises:
        UsageError: what the format needs is not installed.
    """
    made: bytes = _written(report, BINARY_FORMATS[name], view)
    return made


def _written(report: Report, known: ReportFormat, view: View) -> Any:
    write = getattr(import_module(f"budgetcheck.reports.{known.module}"), known.function)
    return write(report, view if known.takes_view else view.lang)


_SUFFIXES = {
    ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "json-lines", ".ndjson": "json-lines",
    ".sarif": "sarif", ".xml": "junit", ".csv": "csv", ".md": "markdown", ".xlsx": "xlsx",
}  # fmt: skip


def save(report: Report, path: Path, name: str | None, lang: str) -> None:
    """Write the report to `path` in the format `name`, or in the one that its suffix stands for.

    Raises:
        UsageError: no such format, a suffix that stands for none, or a file that cannot be written.
    """
    from budgetcheck.reports.parts.view import View

    known = (*TEXT_FORMATS, *BINARY_FORMATS, *plugins.entries(plugins.REPORTS))
    wanted = name or _SUFFIXES.get(path.suffix.lower(), path.suffix)
    if wanted not in known:
        raise UsageError(f"没有报告格式「{wanted}」 (no such format){nearest(wanted, known)}")
    require(wanted)
    view = View(lang=lang, show_notes=True)
    made = content if wanted in BINARY_FORMATS else chunks
    write_file(path, made(report, wanted, view))
