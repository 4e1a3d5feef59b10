"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from budgetcheck.errors import UsageError


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write `content`, or its pieces one by one, to `path`, whole or not at all; text as UTF-8.

    Raises:
        UsageError: it cannot be written.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.exists() and not path.is_file():
            _write(path, pieces)
            return
        try:
            _write(beside, pieces)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: 无法写入: {error.strerror} (cannot be written)") from error


def _write(path: Path, pieces: Iterable[str | bytes]) -> None:
    with path.open("wb") as stream:
        stream.writelines(p.encode() if isinstance(p, str) else p for p in pieces)
