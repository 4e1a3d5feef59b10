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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    word = "检查" if lang == "zh" else "checking"
    columns = (TextColumn(word), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(word, total=files)

        def tell(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total)

        yield tell
