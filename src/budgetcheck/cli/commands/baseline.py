"""`baseline`: write down the findings there are, so that only new ones count."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.cli.checking import Check, log_tool_errors
from budgetcheck.cli.config import Config
from budgetcheck.cli.ending import INTERNAL, report_code
from budgetcheck.cli.parse import check_word
from budgetcheck.cli.settings import configuration
from budgetcheck.cli.spec import BASELINE_FILE
from budgetcheck.cli.streams import prepare, write_out
from budgetcheck.errors import UsageError
from budgetcheck.reports.writing import write_file
from budgetcheck.triage import (
    Baseline,
    Run,
    baseline_text,
    gone_entries,
    merged_baseline,
    new_baseline,
    read_baseline,
)

if TYPE_CHECKING:
    from budgetcheck.model import Finding, Report

Change = tuple[Baseline, int, int]
"""The baseline after the change, how many findings were added, and how many dropped."""


def run(values: Namespace) -> int:
    """Carry out `baseline create`, `update` or `prune`; the exit code tells of unusable inputs, not of findings."""
    if not values.words:
        raise UsageError(f"baseline 之后要写 {'、'.join(_ACTIONS)} 之一 (say what to do)")
    action = values.words[0]
    check_word(action, tuple(_ACTIONS), "baseline")
    config = configuration(values)
    file = _file(values, config)
    old = _old(action, file, force=values.force)
    prepare(file)
    check = Check.of(values, config, values.words[1:])
    report = check.report(None if action == "create" else old)
    log_tool_errors(report)
    code = report_code(report, "never")
    # NOTE: where a rule crashed or nothing was read, findings are missing that are not gone.
    if code == INTERNAL or not report.documents:
        return code
    baseline, added, dropped = _ACTIONS[action](report, old, check.lang)
    write_file(file, baseline_text(baseline))
    if not values.quiet:
        write_out(_told(file, len(baseline), (added, dropped), check.lang))
    return code


def _file(values: Namespace, config: Config) -> Path:
    return Path(values.baseline or config.get("baseline") or BASELINE_FILE)


def _old(action: str, file: Path, *, force: bool) -> Baseline:
    if action != "create":
        return read_baseline(file)
    if file.exists() and not force:
        raise UsageError(
            f"{file}: 基线文件已存在；增减请用 baseline update，重新建立请加 --force "
            "(it exists; change it with baseline update, or make it anew with --force)"
        )
    return Baseline((), str(file.parent), str(file))


def _create(report: Report, old: Baseline, lang: str) -> Change:
    made = new_baseline(_countable(report), Path(old.file), lang)
    return made, len(made), 0


def _update(report: Report, old: Baseline, lang: str) -> Change:
    gone = gone_entries(old, report.findings, Run.of(report))
    new = new_baseline(_countable(report), Path(old.file), lang)
    return merged_baseline(old, gone, new.entries), len(new), sum(entry.count for entry in gone)


def _prune(report: Report, old: Baseline, lang: str) -> Change:
    del lang
    gone = gone_entries(old, report.findings, Run.of(report))
    return merged_baseline(old, gone), 0, sum(entry.count for entry in gone)


_ACTIONS: Mapping[str, Callable[[Report, Baseline, str], Change]] = {
    "create": _create,
    "update": _update,
    "prune": _prune,
}


def _countable(report: Report) -> list[Finding]:
    """The findings on tables that nothing suppresses; one on the configuration is mended there."""
    files = {record.file for record in report.documents}
    return [f for f in report.findings if f.suppressed is None and f.location.file in files]


def _told(file: Path, held: int, change: tuple[int, int], lang: str) -> str:
    added, dropped = change
    if lang == "zh":
        return f"{file}: 共 {held} 个问题；新增 {added}，清除 {dropped}\n"
    return f"{file}: {held} {'finding' if held == 1 else 'findings'}; {added} added, {dropped} dropped\n"
