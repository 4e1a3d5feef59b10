"""Tables without frames, as wide as the eye can follow, without blanks at the end of their lines."""

from __future__ import annotations

from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

# NOTE: beyond this the eye loses the row between a title and its counts.
WIDEST_TABLE = 120


def plain_table() -> Table:
    """A table with a line under its headings and no other."""
    return Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
        header_style="bold",
    )


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A table without blanks at the end of its lines, and a blank line after it."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the table."""
        narrow = options.update_width(min(options.max_width, WIDEST_TABLE))
        for segments in console.render_lines(self.table, narrow, pad=False):
            line = Text.assemble(
                *((s.text, s.style or "") for s in segments), no_wrap=True, overflow="ignore"
            )
            line.rstrip()
            yield line
        yield Text("")
