"""`diff`: two years' tables, or two reports, side by side."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from budgetcheck import __version__
from budgetcheck.cli.ending import CLEAN, FINDINGS, errors_code
from budgetcheck.cli.engine_import import engine_import
from budgetcheck.cli.settings import Reading, configuration, spoken
from budgetcheck.cli.streams import console, log, write_out
from budgetcheck.errors import UsageError
from budgetcheck.reports import one_line

if TYPE_CHECKING:
    from budgetcheck.corpus.compare import Comparison


def run(values: Namespace) -> int:
    """Compare the two sides and show what differs; exit code 1 when a report has new findings that count."""
    if len(values.words) != 2:
        raise UsageError("diff 需要两个参数：旧、新 (two arguments: the old side and the new one)")
    config = configuration(values)
    lang, reading = spoken(values, config), Reading.of(values, config)
    with engine_import():
        from budgetcheck.corpus.compare import compare

    old, new = values.words
    compared = compare(old, new, reading.options())
    for error in compared.errors:
        log(one_line(str(error)))
    _show(compared.found, values, lang)
    code = _code(compared.found, values.fail_on or config.get("fail-on") or "error")
    return errors_code(compared.errors, code)


def _show(found: Comparison, values: Namespace, lang: str) -> None:
    from budgetcheck.reports.diff import rich_diff
    from budgetcheck.reports.diff_json import diff_text

    if values.output_format == "json":
        write_out(diff_text(found, __version__))
        return
    console(values.color).print(rich_diff(found, lang, values.limit))
    sys.stdout.flush()


def _code(found: Comparison, fail_on: str) -> int:
    from budgetcheck.comparison import ReportsComparison

    if not isinstance(found, ReportsComparison) or fail_on == "never":
        return CLEAN
    return FINDINGS if found.new_at_least(fail_on) else CLEAN
