"""`validate`: check tables and list what is wrong."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck import plugins, reports
from budgetcheck.cli.annotating import check_folder, write_copies
from budgetcheck.cli.checking import Check, Needs, log_tool_errors
from budgetcheck.cli.config import Config
from budgetcheck.cli.ending import report_code
from budgetcheck.cli.parse import check_word
from budgetcheck.cli.settings import baseline, configuration, spoken
from budgetcheck.cli.spec import CONSOLE_FORMATS, REPORT_FORMATS
from budgetcheck.cli.streams import console, error_console, plain_text, prepare, write_out
from budgetcheck.errors import PluginError, UsageError
from budgetcheck.model import ToolError
from budgetcheck.reports import View
from budgetcheck.reports.writing import write_file

if TYPE_CHECKING:
    from budgetcheck.model import Report
    from budgetcheck.reports import Concise, Full, Grouped
    from budgetcheck.triage import Baseline

_FILE_WIDTH = 120


class Plan(NamedTuple):
    """Everything one `validate` is to do."""

    check: Check
    view: View
    output_format: str
    reports: Sequence[tuple[str, Path]]
    fail_on: str
    color: str | None
    baseline: Baseline | None
    annotate: Path | None


def run(values: Namespace) -> int:
    """Check the tables, show the report, write the files; the exit code."""
    plan = _plan(values)
    for _, path in plan.reports:
        prepare(path)
    if plan.annotate is not None:
        check_folder(plan.annotate, [path for path in plan.check.paths if Path(path).is_file()])
    wanted = {plan.output_format, *(name for name, _ in plan.reports)}
    needs = Needs(*(not wanted.isdisjoint(some) for some in (reports.WITH_FRAMES, reports.WITH_VERDICTS)))
    report = plan.check.report(plan.baseline, needs)
    report = _write(report, plan)
    if plan.annotate is not None:
        write_copies(report, plan.annotate, plan.check)
    _show(report, plan)
    if plan.view.statistics:
        error_console(plan.color).print(reports.Statistics(report, plan.view))
    return report_code(report, plan.fail_on)


def _write(report: Report, plan: Plan) -> Report:
    """Write the files; the report, with every plugin that broke down among the errors of the tool.

    NOTE: the formats of plugins come first, so that all others tell of those that broke down.
    """
    for name, path in sorted(plan.reports, key=lambda target: target[0] in REPORT_FORMATS):
        try:
            write_file(path, _text(report, name, plan.view))
        except PluginError as error:
            failed = ToolError("plugin", error.subject, str(error), detail=error.detail)
            report = replace(report, tool_errors=(*report.tool_errors, failed))
    return report


def _plan(values: Namespace) -> Plan:
    config = configuration(values)
    output_format = values.output_format or config.get("output-format") or "full"
    if output_format not in REPORT_FORMATS:
        reports.require(output_format)
    fail_on = values.fail_on or config.get("fail-on") or "error"
    return Plan(
        check=Check.of(values, config, values.words),
        view=_view(values, config, fail_on),
        output_format=output_format,
        reports=_targets(values.report),
        fail_on=fail_on,
        color=values.color,
        baseline=baseline(values, config),
        annotate=Path(values.annotate) if values.annotate else None,
    )


def _view(values: Namespace, config: Config, fail_on: str) -> View:
    cap = values.max_per_rule if values.max_per_rule is not None else config.get("max-per-rule")
    return View(
        lang=spoken(values, config),
        # NOTE: who fails on notes must see them.
        show_notes=values.show_notes or bool(config.get("show-notes")) or fail_on == "note",
        max_per_rule=cap,
        verbose=values.verbose > 0,
        quiet=values.quiet,
        show_suppressed=values.show_suppressed,
        statistics=values.statistics,
    )


def _targets(given: Sequence[str]) -> list[tuple[str, Path]]:
    targets: list[tuple[str, Path]] = []
    for word in given:
        name, mark, file = word.partition("=")
        if not mark or not file:
            raise UsageError(
                f"--report 应写作 格式=文件，如 json=report.json，而不是「{word}」 (FORMAT=FILE)"
            )
        if name not in REPORT_FORMATS:
            check_word(name, (*REPORT_FORMATS, *plugins.entries(plugins.REPORTS)), "--report")
            reports.require(name)
        if Path(file) in [path for _, path in targets]:
            raise UsageError(f"--report 两次写入同一文件「{file}」 (two reports into one file)")
        targets.append((name, Path(file)))
    return targets


def _show(report: Report, plan: Plan) -> None:
    if plan.output_format in CONSOLE_FORMATS:
        shown = _shown(report, plan.output_format, plan.view)
        console(plan.color).print(shown, soft_wrap=plan.output_format == "concise")
        sys.stdout.flush()
        return
    write_out(_text(report, plan.output_format, plan.view))
    log_tool_errors(report)


def _shown(report: Report, name: str, view: View) -> Full | Concise | Grouped:
    # NOTE: named through their room, which imports only the format that is asked for.
    if name == "concise":
        return reports.Concise(report, view)
    return reports.Grouped(report, view) if name == "grouped" else reports.Full(report, view)


def _text(report: Report, name: str, view: View) -> str | bytes | Iterator[str]:
    if name in reports.BINARY_FORMATS:
        return reports.content(report, name, view)
    if name in CONSOLE_FORMATS:
        return plain_text(_shown(report, name, view), soft=name == "concise", width=_FILE_WIDTH)
    return reports.chunks(report, name, view)
