"""Where output goes: consoles of the right width and colour, bytes, files written whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetcheck.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROWEST, WIDEST, PIPED = 60, 200, 100


def console(color: str | None = None) -> Console:
    """A console on standard output: coloured on a terminal only, unless asked otherwise."""
    return _console(color, sys.stdout)


def error_console(color: str | None = None) -> Console:
    """The same on standard error."""
    return _console(color, sys.stderr)


def _console(color: str | None, stream: Any) -> Console:
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """Say no more, where rich would end the process with a code that means findings."""
            self.quiet = True
            hush()

    _survive_encodings(stream)
    settings: dict[str, Any] = {}
    if color == "always":
        settings = {"force_terminal": True, "no_color": False}
    elif color == "never":
        settings = {"force_terminal": False, "no_color": True, "color_system": None}
    return Piped(
        file=stream,
        width=_width(stream),
        height=25,
        markup=False,
        emoji=False,
        highlight=False,
        **settings,
    )


def plain_text(shown: RenderableType, *, soft: bool = False, width: int = PIPED) -> str:
    """What a console of this width without colours shows."""
    from rich.console import Console

    out = io.StringIO()
    plain = Console(
        file=out, width=width, height=25, color_system=None, force_terminal=False, markup=False,
        emoji=False, highlight=False,
    )  # fmt: skip
    plain.print(shown, soft_wrap=soft)
    return out.getvalue()


def _width(stream: Any) -> int:
    fallback = (PIPED, 25)
    columns = shutil.get_terminal_size(fallback).columns
    if not (stream.isatty() or os.environ.get("COLUMNS")):
        columns = PIPED
    return min(max(columns, NARROWEST), WIDEST)


def _survive_encodings(stream: Any) -> None:
    # NOTE: a terminal in GBK or ASCII lacks some characters; a report must not die of that.
    with contextlib.suppress(AttributeError, io.UnsupportedOperation):
        stream.reconfigure(errors="replace")


def write_out(content: str | bytes | Iterable[str]) -> None:
    """Write `content`, or its pieces, to standard output, text as UTF-8 whatever the locale.

    A reader that left is no error.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    try:
        sys.stdout.flush()
        stream = getattr(sys.stdout, "buffer", None)
        for piece in pieces:
            if stream is None:
                sys.stdout.write(piece if isinstance(piece, str) else piece.decode())
            else:
                stream.write(piece.encode() if isinstance(piece, str) else piece)
        if stream is not None:
            stream.flush()
    except BrokenPipeError:
        hush()


def hush() -> None:
    """Point standard output at nothing, so that Python's last flush cannot fail once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def log(text: str) -> None:
    """One line on standard error."""
    with contextlib.suppress(OSError, UnicodeEncodeError):
        sys.stderr.write(f"budgetcheck: {text}\n")


def prepare(path: Path) -> None:
    """Make the folders above `path`, so that a bad place is known before the work.

    Raises:
        UsageError: they cannot be made, or `path` is a folder.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: 无法写入: {error.strerror} (cannot be written)") from error
    if path.is_dir():
        raise UsageError(f"{path}: 是文件夹，不能写入 (a folder, cannot be written)")
