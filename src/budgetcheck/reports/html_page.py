"""The full report as one self-contained web page: no script, no network, dark mode by the reader's choice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from budgetcheck.model import Report
from budgetcheck.reports.console import Full
from budgetcheck.reports.parts.summary import totals
from budgetcheck.reports.parts.view import View

WIDTH = 110
_BLACK, _RED, _GREEN, _YELLOW = (36, 41, 47), (192, 32, 38), (22, 120, 60), (150, 100, 0)
_BLUE, _PURPLE, _CYAN, _GREY = (9, 84, 165), (120, 60, 160), (10, 110, 120), (110, 118, 129)
# NOTE: mid tones, so that the one set of colours can be read on white and on black.
_THEME = TerminalTheme(
    (255, 255, 255),
    _BLACK,
    [_BLACK, _RED, _GREEN, _YELLOW, _BLUE, _PURPLE, _CYAN, _GREY],
    [_GREY, _RED, _GREEN, _YELLOW, _BLUE, _PURPLE, _CYAN, _BLACK],
)
_PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ margin: 2em auto; max-width: 72em; padding: 0 1em; }}
pre {{ font: 14px/1.5 "Sarasa Mono SC", "Noto Sans Mono CJK SC", "NSimSun", monospace;
  white-space: pre; overflow-x: auto; }}
@media (prefers-color-scheme: dark) {{ pre {{ filter: brightness(1.6); }} }}
</style>
<pre>{code}</pre>
</html>
"""


def html_chunks(report: Report, view: View) -> Iterator[str]:
    """The page, in one piece."""
    yield html_text(report, view)


def html_text(report: Report, view: View) -> str:
    """The page: every finding, notes and all, as the console shows it."""
    console = Console(
        file=io.StringIO(), record=True, width=WIDTH, height=25, force_terminal=False, force_jupyter=False,
        markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    # NOTE: a page is opened at its top, where the last line of a console would not be seen.
    console.print(totals(report, view, hints=False), "\n")
    console.print(Full(report, replace(view, show_notes=True, show_suppressed=True, max_per_rule=0)))
    code = console.export_html(theme=_THEME, inline_styles=True, code_format="{code}")
    title = "budgetcheck · " + "、".join(sorted({d.file for d in report.documents})[:3])
    return _PAGE.format(lang="zh-CN" if view.lang == "zh" else "en", title=escape(title), code=code)
