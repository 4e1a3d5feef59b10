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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    word = "检查" if lang == "zh" else "checking"
    columns = (
        TextColumn(word), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[left]}")
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(word, total=files, left="")

        def tell(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total)
            bar.update(task, left=time_left(bar.tasks[task].elapsed or 0, done, total, lang))

        yield tell


def time_left(elapsed: float, done: int, total: int, lang: str) -> str:
    """How long the rest will take, judged by what is done; nothing before anything is.

    NOTE: files are done in batches, so that a mean over the last seconds has nothing to go by.

    >>> time_left(30, 200, 600, "zh"), time_left(30, 0, 600, "zh"), time_left(9, 6, 6, "zh")
    ('约剩 1:00', '', '')
    """
    if not 0 < done < total:
        return ""
    minutes, seconds = divmod(round(elapsed * (total - done) / done), 60)
    return f"约剩 {minutes}:{seconds:02}" if lang == "zh" else f"about {minutes}:{seconds:02} left"
