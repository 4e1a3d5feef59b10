"""A reader that does on request what bad files do to good readers; put into the place of one of ours."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row
from budgetcheck.readers.interface import Format, Request

FORMAT = Format("broken", "broken_reader.broken", (".broken",))


def recognises(data: bytes) -> bool:
    return False


def read(request: Request) -> list[Grid]:
    """One row that tells the process, unless the file asks for something worse."""
    word, _, argument = request.data.decode().partition(" ")
    return {
        "pid": lambda: told(request, str(os.getpid())),
        "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "killed": lambda: killed(request, *argument.split(maxsplit=1)),
        "abort": os.abort,
        "leave": lambda: os._exit(7),
        "hang": lambda: time.sleep(600),
        "go-on": lambda: going_on(request, int(argument), 0.8),
        "go-on-for-ever": lambda: going_on(request, 10_000, 0),
        "child": lambda: child(argument, apart=False),
        "child-apart": lambda: child(argument, apart=True),
        "grow": lambda: told(request, str(len(bytearray(1 << 40)))),
        "fill": lambda: told(request, str(len(b"x" * (600 << 20)))),
        "swell": lambda: told(request, "x" * (2 << 20)),
        "unbound": lambda: unbound(argument),
        "many": lambda: [Grid(request.source("x"), (Row(1, tuple(Cell("", n) for n in range(5_000))),))],
        "recurse": lambda: read(request),
        "bug": lambda: told(request, str(int(argument))),
        "print": lambda: printed(request),
        "refuse": lambda: refused(request),
        "secret": lambda: told(request, str(request.password)),
        "path": lambda: told(request, "\n".join(sys.path)),
        "temporary": lambda: temporary(request),
    }[word]()


def told(request: Request, text: str) -> list[Grid]:
    return [Grid(request.source("x"), (Row(1, (Cell(text, 1),)),))]


def killed(request: Request, by: str, at: str) -> list[Grid]:
    """Be ended by the signal the first time, and read the second."""
    seen = Path(at)
    if seen.exists():
        return told(request, "read")
    seen.touch()
    os.kill(os.getpid(), signal.Signals[by])
    time.sleep(600)
    return []


def going_on(request: Request, times: int, seconds: float) -> list[Grid]:
    """So many pages, each of which takes so many seconds."""
    for _ in range(times):
        request.going_on()
        time.sleep(seconds)
    return told(request, "gone on")


def refused(request: Request) -> list[Grid]:
    raise UnreadableInputError(request.file, "坏 (bad)", "修 (mend)", "第3行")


def printed(request: Request) -> list[Grid]:
    os.write(1, b"noise of a library\n" * 1000)
    print("more of it", flush=True)
    return told(request, "printed")


def child(argument: str, *, apart: bool) -> list[Grid]:
    """Start a program, in a session of its own or not, and end it on the way out."""
    import subprocess

    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    started = subprocess.Popen(command, start_new_session=apart)
    Path(argument).write_text(str(started.pid), encoding="utf-8")
    try:
        time.sleep(600)
    finally:
        started.kill()
    return []


def unbound(argument: str) -> list[Grid]:
    """Lift the limit that the system keeps, and take memory, oneself or by a program, until ended."""
    import resource
    import subprocess

    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    filling = "import time; held = []\nwhile True: held.append(b'x' * (8 << 20)); time.sleep(0.02)"
    if argument:
        started = subprocess.Popen([sys.executable, "-c", filling], start_new_session=True)
        Path(argument).write_text(str(started.pid), encoding="utf-8")
        time.sleep(600)
    exec(filling)
    return []


def temporary(request: Request) -> list[Grid]:
    import tempfile

    with tempfile.NamedTemporaryFile(delete=False) as stream:
        stream.write(b"x")
    return told(request, stream.name)
