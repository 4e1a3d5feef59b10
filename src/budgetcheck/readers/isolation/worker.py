"""The reading process: one request after another from standard input, until it is closed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from budgetcheck.collector import collector_paused
from budgetcheck.errors import InputError
from budgetcheck.readers.faults import over_memory
from budgetcheck.readers.formats import read_as
from budgetcheck.readers.interface import Request
from budgetcheck.readers.isolation.memory import BY_SYSTEM
from budgetcheck.readers.isolation.packing import (
    GOING_ON,
    pack_error,
    pack_grids,
    receive,
    send,
    unpack_request,
)
from budgetcheck.readers.usable import usable

_GRACE = 5  # seconds after which the system ends this process, should its parent be gone


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGTERM, _stop)
    requests, replies = _private_pipes()
    folder = tempfile.mkdtemp(prefix="budgetcheck-")
    tempfile.tempdir = folder
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder))
    try:
        send(replies, folder)
        while True:
            given = unpack_request(receive(requests, sys.maxsize))
            request = replace(given, going_on=partial(_go_on, replies, given.limits.seconds))
            read, packed = _answer(request)
            send(replies, (read, packed, _worn(request)))
    except (EOFError, BrokenPipeError):
        return
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _go_on(replies: IO[bytes], seconds: float) -> None:
    """Tell the parent that the next page is begun, and start the clocks anew."""
    send(replies, GOING_ON)
    _set_clock(seconds + _GRACE)


def _stop(*_: object) -> None:
    """End in good order, on request."""
    raise SystemExit


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of reach of libraries that print and of programs they start."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def _answer(request: Request) -> tuple[bool, Any]:
    """Whether it could be read, and the grids or the error, as plain values."""
    _limit_memory(request)
    _set_clock(request.limits.seconds + _GRACE)
    try:
        with collector_paused():
            return True, pack_grids(usable(request, read_as(request)))
    except InputError as error:
        return False, pack_error(error)
    except MemoryError:
        # NOTE: told below, where what filled the memory is held by no frame of this error any more.
        pass
    finally:
        _set_clock(0)
    return False, pack_error(over_memory(request))


def _limit_memory(request: Request) -> None:
    """Let no allocation go beyond the limit, where the system knows such limits."""
    if sys.platform == "win32" or not BY_SYSTEM:
        return
    import resource

    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(request.limits.memory_mib * (1 << 20))
    lowest = wanted if highest == resource.RLIM_INFINITY else min(wanted, highest)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (lowest, highest))


def _worn(request: Request) -> bool:
    """Whether this process has grown so much that the next file would find its memory used up."""
    return _peak() > request.limits.memory_mib * (1 << 20) / 2


def _peak() -> int:
    """The most bytes that this process has held at once; 0 where the system does not say.

    NOTE: on Linux the figure of `getrusage` begins with that of the parent before the program was started, and
    behind a large notebook every reading process would look worn.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = (line.split() for line in status.read_text(encoding="ascii", errors="replace").splitlines())
        return next((int(words[1]) << 10 for words in told if words[:1] == ["VmHWM:"]), 0)
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << (0 if sys.platform == "darwin" else 10)


def _set_clock(seconds: float) -> None:
    """Be ended by the system after so many seconds, whatever native code is doing; 0 stops the clock."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
