"""Pictures of the console, drawn by rich itself: what a reader of the README sees before installing anything."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from budgetcheck.corpus import validate_files
from budgetcheck.reports import Concise, Full, View
from budgetcheck.rulefiles import load

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "docs" / "screens"
WIDTH = 100
_CELL = 12.2  # width of a cell in rich's pictures
_TEXT = re.compile(
    r'(?P<head><text class="screen-r[^>]*?) textLength="[0-9.]+"(?P<tail>[^>]*>)(?P<text>[^<]*)</text>'
)

# NOTE: rich's own picture fetches its fonts from the network when it is looked at; these are on the reader's machine.
_PICTURE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Sarasa Mono SC", "Noto Sans Mono CJK SC", "NSimSun", ui-monospace, monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def screens() -> Mapping[Path, str]:
    """Each picture with its path: a sum that is explained, and a list for editors and pipes."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        explained = validate_files(["examples/unbalanced.txt"], load(select=["ARI", "STR"]))
        listed = validate_files(["examples/faulty.txt"], load(select=["ARI", "VSY", "VSE"]))
    finally:
        os.chdir(before)
    return {
        SCREENS / "full.svg": _drawn(Full(explained, View()), "budgetcheck validate examples/unbalanced.txt"),
        SCREENS / "concise.svg": _drawn(
            Concise(listed, View()), "budgetcheck validate examples/faulty.txt --output-format concise"
        ),
    }


def _drawn(shown: object, title: str) -> str:
    console = Console(
        file=io.StringIO(), record=True, width=WIDTH, height=25, force_terminal=True, color_system="truecolor",
        legacy_windows=False, markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    console.print(shown)
    drawn = console.export_svg(title=title, code_format=_PICTURE, unique_id="screen")
    return _TEXT.sub(_as_wide_as_it_is, drawn)


def _as_wide_as_it_is(text: re.Match[str]) -> str:
    # NOTE: rich counts characters here, where 中文 takes two cells each, and would squeeze it into half its width.
    cells = cell_len(unescape(text["text"]).replace("\N{NO-BREAK SPACE}", " "))
    return f'{text["head"]} textLength="{cells * _CELL:.1f}"{text["tail"]}{text["text"]}</text>'
