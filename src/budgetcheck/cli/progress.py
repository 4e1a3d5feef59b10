"""A progress bar on standard error, for a person who waits for many files or for slow ones."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

WORTH_A_BAR = 6

Tell = Callable[[int, int, str], None]


@contextlib.contextmanager
def progress(files: Sequence[str], lang: str, *, quiet: bool) -> Iterator[Tell | None]:
    """A function to call with done, total and the file that is read; None when nobody is watching."""
    if quiet or not _takes_long(files) or not sys.stderr.isatty():
        yield None
        return
    from budgetcheck.reports.parts.places import file_name

    with _bar(lang) as bar:
        task = bar.add_task("", total=len(files), pace=(0.0, 0), file="")

        def tell(done: int, total: int, file: str) -> None:
            shown = bar.tasks[task]
            pace = (shown.elapsed or 0.0, done) if done != shown.completed else shown.fields["pace"]
            bar.update(task, completed=done, total=total, pace=pace, file=file_name(file))

        yield tell


def _bar(lang: str) -> Progress:
    """A line that is drawn over and over, as wide as the terminal: a bar, figures, times, and the file."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.table import Column
    from rich.text import Text

    class LeftColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            """The time left, as it runs down until more is done."""
            return Text(time_left(task.elapsed or 0, task.fields["pace"], int(task.total or 0), lang))

    class FileColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            """What is read, as much of it as there is room for."""
            return Text(task.fields["file"], style="dim")

    columns = (
        TextColumn("检查" if lang == "zh" else "checking"), BarColumn(16), MofNCompleteColumn(),
        TimeElapsedColumn(), LeftColumn(), FileColumn(Column(ratio=1, no_wrap=True, overflow="ellipsis")),
    )  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), transient=True, expand=True)


def _takes_long(files: Sequence[str]) -> bool:
    """Whether a person may wait: there are many, or one that is no text."""
    from budgetcheck.readers import TEXT_SUFFIXES

    slow = (file != "-" and not file.lower().endswith(TEXT_SUFFIXES) for file in files)
    return len(files) >= WORTH_A_BAR or any(slow)


def time_left(elapsed: float, pace: tuple[float, int], total: int, lang: str) -> str:
    """How long the rest will take, judged by `pace`: after how many seconds how many were done; nothing before any was.

    NOTE: files are done in batches, so that a mean over the last seconds has nothing to go by.

    >>> time_left(30, (30.0, 200), 600, "zh"), time_left(75, (30.0, 200), 600, "zh"), time_left(99, (30.0, 200), 600, "zh")
    ('约剩 1:00', '约剩 0:15', '约剩 0:01')
    >>> time_left(30, (0.0, 0), 600, "zh"), time_left(9, (9.0, 6), 6, "zh")
    ('', '')
    """
    spent, done = pace
    if not 0 < done < total:
        return ""
    minutes, seconds = divmod(max(round(spent * total / done - elapsed), 1), 60)
    return f"约剩 {minutes}:{seconds:02}" if lang == "zh" else f"about {minutes}:{seconds:02} left"
