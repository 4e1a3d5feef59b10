"""One reading process: started, asked with a deadline, ended."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from budgetcheck.readers.interface import Request
from budgetcheck.readers.isolation.memory import watch
from budgetcheck.readers.isolation.packing import GOING_ON, pack_request, receive, send
from budgetcheck.readers.recognition import MAX_RECOGNISED

# NOTE: the parent's search path, and never the folder it works in, where a table may lie beside a `json.py`.
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from budgetcheck.readers.isolation.worker import main; main()"
)
_SLICE = 0.5  # seconds; on Windows an interrupt is seen only between two waits
_GLANCE = 0.05  # seconds between two looks at the memory, in which a process can grow by some 100 MiB
_START_SECONDS = 60
_LAST_SECONDS = 2
_LAST_WORDS = 0.5
_GREETING = 1 << 16
_BY_OTHERS = ("SIGKILL", "exit 0")  # what SIGTERM asks for is an end in good order


class Died(Exception):  # noqa: N818 - an event, told to users by the client
    """The process ended without an answer; the text says how, and `from_outside` whether others ended it."""

    def __init__(self, how: str, *, from_outside: bool = False) -> None:
        super().__init__(how)
        self.from_outside = from_outside


class TooLate(Exception):  # noqa: N818
    """The process gave no answer in time."""


class TooLarge(Exception):  # noqa: N818
    """The process, with the programs it started, holds more memory than it may."""


class Process:
    """A process that reads files, one after another."""

    def __init__(self) -> None:
        if not sys.executable or getattr(sys, "frozen", False):
            raise OSError(0, "没有 Python 解释器 (no Python interpreter)")
        path = [entry for entry in sys.path if isinstance(entry, str)]
        self.uses = 0
        self._folder = ""
        self._deadline = 0.0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-P", "-W", "ignore", "-c", _START, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._watch = watch(self._process.pid)

    @property
    def fit(self) -> bool:
        """Whether it can take another request."""
        return self._process.poll() is None

    def exchange(self, request: Request) -> Any:
        """The answer to `request`.

        Raises:
            TooLate: none within its limit of time, for each page where text is recognised.
            TooLarge: it took more memory than its limit, where the system does not see to that.
            Died: the process ended, or answered nonsense.
        """
        if not self.uses:
            self._folder = self._waited(lambda: receive(self._output, _GREETING), _START_SECONDS)
        self.uses += 1
        packed = pack_request(request)

        def asked() -> Any:
            send(self._input, packed)
            return self._answer(request)

        return self._waited(asked, request.limits.seconds, int(request.limits.memory_mib * (1 << 20)))

    def _answer(self, request: Request) -> Any:
        """The answer, after every word that the process is going on, which starts the clock anew."""
        limit = int(request.limits.memory_mib) << 20
        for _ in range(MAX_RECOGNISED + 1):
            answer = receive(self._output, limit)
            if answer != GOING_ON:
                return answer
            self._deadline = time.monotonic() + request.limits.seconds
        raise EOFError

    def end(self) -> None:
        """Stop at once whatever it and the programs it started are doing, and leave nothing behind."""
        if self._watch is not None:
            self._watch.end_kin()
        if self.fit:
            # NOTE: asked first, so that it ends the programs it started; native code does not listen.
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                self._process.terminate()
                self._process.wait(_LAST_WORDS)
            with contextlib.suppress(OSError):
                self._kill()
        self._process.wait()
        self._close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def finish(self) -> None:
        """Let it end by itself."""
        self._close()
        try:
            self._process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()

    def leave(self) -> None:
        """Forget it without ending it: it belongs to the process that this one was forked from."""
        self._close()
        self._process.returncode = 0

    @property
    def _input(self) -> IO[bytes]:
        return _stream(self._process.stdin)

    @property
    def _output(self) -> IO[bytes]:
        return _stream(self._process.stdout)

    def _waited(self, work: Callable[[], Any], seconds: float, most: int = 0) -> Any:
        """What `work` returns within so many seconds, done in a thread since a pipe has no deadline.

        With `most` the process may meanwhile hold so many bytes.
        """
        done: list[Any] = []

        def run() -> None:
            # NOTE: whatever is wrong with the pipe or what came through it, there is no answer.
            with contextlib.suppress(EOFError, OSError, ValueError, pickle.UnpicklingError, MemoryError):
                done.append(work())

        self._deadline = time.monotonic() + seconds
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while thread.is_alive():
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TooLate
            self._refuse_more_than(most)
            thread.join(min(left, _GLANCE if self._watch else _SLICE))
        if not done:
            raise self._death()
        return done[0]

    def _refuse_more_than(self, most: int) -> None:
        if self._watch is not None and most and self._watch.held() > most:
            raise TooLarge

    def _death(self) -> Died:
        try:
            code = self._process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            return Died("no answer")
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return Died(how, from_outside=how in _BY_OTHERS)

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
        else:
            os.killpg(self._process.pid, signal.SIGKILL)

    def _close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError(0, "no pipe")
    return stream
