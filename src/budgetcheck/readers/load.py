"""The bytes of a file or of standard input, or an error that says why they cannot be had."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from budgetcheck.errors import InputError, MissingInputError, UnreadableInputError, nearest, printable

MAX_BYTES = 1 << 30

_STANDARD_INPUT = "-"


def load(source: str | Path, limit: int) -> bytes:
    """The bytes of the file `source`, or of standard input for `-`; at most `limit` of them.

    Raises:
        MissingInputError: there is no such file; the text names the nearest one in its folder.
        UnreadableInputError: a folder, a file that may not be read, or one larger than `limit`.
    """
    file = str(source)
    if file == _STANDARD_INPUT:
        return within(file, sys.stdin.buffer.read(limit + 1), limit)
    try:
        # NOTE: one byte beyond the limit is read, never the rest: devices and pipes have no end.
        with Path(source).open("rb") as stream:
            return within(file, stream.read(limit + 1), limit)
    except FileNotFoundError:
        raise missing(source) from None
    except (OSError, ValueError) as fault:
        raise _refused(source, fault) from None


def within(file: str, data: bytes, limit: int) -> bytes:
    """`data`, when it is not larger than `limit`."""
    if len(data) <= limit:
        return data
    stated = f"{limit / (1 << 20):,.0f} MiB" if limit >= 1 << 20 else f"{limit:,} B"
    raise UnreadableInputError(
        file,
        f"文件超过上限 {stated} (larger than the limit of {stated})",
        "分成几个文件，或调高 max_bytes (split it into several files, or raise max_bytes)",
    )


def missing(path: str | Path) -> MissingInputError:
    """The error for a path that does not exist, with the nearest name that does."""
    found = Path(path)
    folder = found.parent
    # NOTE: os.path, because pathlib raises for names that the system refuses, such as very long ones.
    while not os.path.isdir(folder) and folder != folder.parent:  # noqa: PTH112
        found, folder = folder, folder.parent
    try:
        names = sorted(printable(entry.name) for entry in folder.iterdir())
    except OSError:
        names = []
    if os.path.islink(path):  # noqa: PTH114
        return MissingInputError(
            str(path),
            "链接指向的文件不存在 (the link leads to a file that does not exist)",
            "请检查链接 (check the link)",
        )
    if str(found) != str(Path(path)):
        problem = f"文件夹「{found}」不存在 (the folder {found} does not exist)"
    else:
        problem = "文件不存在 (no such file)"
    return MissingInputError(
        str(path), problem + nearest(printable(found.name), names), "请检查路径 (check the path)"
    )


def _refused(source: str | Path, fault: OSError | ValueError) -> InputError:
    if isinstance(fault, IsADirectoryError) or (isinstance(fault, OSError) and os.path.isdir(source)):  # noqa: PTH112
        return UnreadableInputError(
            str(source),
            "这是文件夹，不是文件 (a folder, not a file)",
            "逐个给出其中的文件，或用 budgetcheck validate 检查整个文件夹 "
            "(name its files, or give the folder to budgetcheck validate)",
        )
    if isinstance(fault, PermissionError):
        return UnreadableInputError(
            str(source),
            "没有读取权限 (permission denied)",
            "请检查文件权限，或关闭占用它的程序 (check its permissions, or close the program that holds it)",
        )
    if isinstance(fault, OSError) and fault.errno == errno.ELOOP:
        return UnreadableInputError(
            str(source), "链接绕成了圈 (the links run in a circle)", "请检查链接 (check the link)"
        )
    reason = (fault.strerror or type(fault).__name__) if isinstance(fault, OSError) else str(fault)
    return UnreadableInputError(
        str(source),
        f"无法打开文件：{reason} (the file cannot be opened: {reason})",
        "请检查路径 (check the path)",
    )
