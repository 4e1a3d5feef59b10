"""A file handed to the reading process: its grids, or an error when it fails, hangs, grows or dies."""

from __future__ import annotations

import atexit
import os
import threading
from typing import Any

from budgetcheck.collector import collector_paused
from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.faults import over_memory
from budgetcheck.readers.interface import Request
from budgetcheck.readers.isolation.packing import unpack_error, unpack_grids
from budgetcheck.readers.isolation.process import Died, Process, TooLarge, TooLate
from budgetcheck.readers.limits import over

_MAX_USES = 200


class _Kept:
    """The one reading process of this process, started when first needed and used for many files."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: Process | None = None

    def ready(self) -> Process:
        """A process that can take a request."""
        if self.process is None or not self.process.fit:
            self.drop()
            self.process = Process()
        return self.process

    def drop(self) -> None:
        """End the process at once, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            process.end()

    def finish(self) -> None:
        """Let the process end, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            process.finish()


_kept = _Kept()


def read_apart(request: Request) -> list[Grid]:
    """The grids of the request, read in the reading process.

    Raises:
        InputError: the file cannot be read, is over a limit, or made the reading process crash.
    """
    with _kept.lock:
        read, packed = _exchanged(request)
    if not read:
        raise unpack_error(*packed)
    with collector_paused():
        return unpack_grids(packed)


def end_reading() -> None:
    """End the reading process of this process at once, whatever it is at; for who is about to end."""
    _kept.drop()


def _exchanged(request: Request, *, again: bool = True) -> tuple[bool, Any]:
    try:
        return _asked(request)
    except TooLate:
        stated = f"{request.limits.seconds:,.0f}"
        raise over(
            request.file,
            f"读取超过时限 {stated} 秒 (reading took longer than the limit of {stated} s)",
            "seconds",
        ) from None
    except TooLarge:
        raise over_memory(request) from None
    except Died as death:
        if not death.from_outside:
            raise _crashed(request, death) from None
        # NOTE: a system short of memory ends whichever process it likes, whatever that one reads.
        if not again:
            raise _ended(request, death) from None
        return _exchanged(request, again=False)
    except OSError as fault:
        raise UnreadableInputError(
            request.file,
            f"读取程序无法启动：{fault.strerror} (the reading process cannot be started: {fault.strerror})",
            "另存为 CSV 或文本后再检查 (save it as CSV or text first)",
        ) from None


def _asked(request: Request) -> tuple[bool, Any]:
    reusable = False
    try:
        process = _kept.ready()
        read, packed, worn = process.exchange(request)
        reusable = not worn and process.uses < _MAX_USES
        return read, packed
    finally:
        # NOTE: also when interrupted, so that nothing goes on reading after Ctrl-C.
        if not reusable:
            _kept.drop()


def _crashed(request: Request, death: Died) -> UnreadableInputError:
    limit = over_memory(request)
    name = request.kind.upper()
    return UnreadableInputError(
        request.file,
        f"{name} 读取程序中途崩溃（{death}），文件可能损坏，或读取所需内存超过上限 {request.limits.memory_mib:,.0f} MiB "
        f"(the reader crashed: {death}; the file may be damaged, or need more memory than its limit)",
        limit.remedy,
    )


def _ended(request: Request, death: Died) -> UnreadableInputError:
    return UnreadableInputError(
        request.file,
        f"读取程序两次被系统或他人终止（{death}），多半是整机内存不足 "
        f"(the reader was ended from outside, twice: {death}; the machine is probably short of memory)",
        "关闭其他程序，或减少 --jobs，再检查此文件 (close other programs or lower --jobs, and check it again)",
    )


def _forget() -> None:
    """Leave the reading process to the parent that this process was forked from."""
    process, _kept.process = _kept.process, None
    _kept.lock = threading.Lock()
    if process is not None:
        process.leave()


atexit.register(_kept.finish)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
