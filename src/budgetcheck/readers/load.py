"""The bytes of a file or of standard input, or an error that says why they cannot be had."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from budgetcheck.errors import InputError, MissingInputError, UnreadableInputError, nearest, printable
from budgetcheck.readers.limits import Limits, over

_STANDARD_INPUT = "-"


def load(source: str | Path, limits: Limits) -> bytes:
    """The bytes of the file `source`, or of standard input for `-`; at most as many as `limits` allow.

    Raises:
        MissingInputError: there is no such file; the text names the nearest one in its folder.
        UnreadableInputError: a folder, a file that may not be read, or one that is too large.
    """
    file, limit = str(source), limits.file_bytes
    if file == _STANDARD_INPUT:
        return within(file, sys.stdin.buffer.read(limit + 1), limits)
    try:
        if sys.platform != "win32" and stat.S_ISFIFO(os.stat(source).st_mode):  # noqa: PTH116
            return within(file, _from_pipe(source, limits), limits)
        with Path(source).open("rb") as stream:
            return within(file, _whole(file, stream, limit), limits)
    except FileNotFoundError:
        raise missing(source) from None
    except (OSError, ValueError) as fault:
        raise _refused(source, fault) from None


def _whole(file: str, stream: BinaryIO, limit: int) -> bytes:
    """All of an open file, and of what is larger than `limit` no more than shows that it is."""
    before = os.fstat(stream.fileno())
    # NOTE: what is asked for is set aside at once; and devices, which have no size, have no end either.
    data = stream.read(min(limit, before.st_size or limit) + 1)
    after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableInputError(
            file,
            "读取时文件正被改动 (the file was changed while it was read)",
            "等它写完再检查 (check it once it is written)",
        )
    return data


def _from_pipe(source: str | Path, limits: Limits) -> bytes:
    """What a named pipe gives, until all writers are gone; nothing when it has none.

    NOTE: opening a pipe waits for a writer, forever when nobody means to write: in a folder of tables it
    would stop everything.
    """
    pipe = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    held = bytearray()
    try:
        while len(held) <= limits.file_bytes:
            try:
                chunk = os.read(pipe, 1 << 16)
            except BlockingIOError:
                if not select.select([pipe], [], [], limits.seconds)[0]:
                    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
                continue
            if not chunk:
                break
            held += chunk
    finally:
        os.close(pipe)
    return bytes(held)


def within(file: str, data: bytes, limits: Limits) -> bytes:
    """`data`, when it is not too large."""
    if len(data) <= limits.file_bytes:
        return data
    stated = f"{limits.file_mib:,.4g} MiB"
    raise over(file, f"文件超过上限 {stated} (the file is larger than the limit of {stated})", "file-mib")


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
