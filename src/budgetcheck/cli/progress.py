"""A progress bar on standard error, for a person who waits for many files."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

WORTH_A_BAR = 6

Tell = Callable[[int, int, str], None]


@contextlib.contextmanager
def progress(files: int, lang: str, *, quiet: bool) -> Iterator[Tell | None]:
    """A function to call with done, total and the last file; None when nobody is watching."""
    if quiet or files < WORTH_A_BAR or not sys.stderr.isatty():
        yield None
        return
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
    from rich.text import Text

    class LeftColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            """The time left, as it runs down until more is done."""
            return Text(time_left(task.elapsed or 0, task.fields["pace"], int(task.total or 0), lang))

    word = "检查" if lang == "zh" else "checking"
    columns = (TextColumn(word), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), LeftColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(word, total=files, pace=(0.0, 0))

        def tell(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total, pace=(bar.tasks[task].elapsed or 0.0, done))

        yield tell


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
