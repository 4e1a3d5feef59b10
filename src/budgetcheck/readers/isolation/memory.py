"""The memory of a reading process, asked from outside where the system itself sets no limit to it."""

from __future__ import annotations

import contextlib
import sys
from importlib.util import find_spec
from typing import Any

# NOTE: macOS knows RLIMIT_AS by name and does not keep to it; Windows knows nothing like it.
BY_SYSTEM = sys.platform not in ("win32", "darwin")
_KIN_EACH = 10  # times; to find the programs that a process started is to look at all there are


class Watch:
    """Looks at a process and the programs it started."""

    def __init__(self, pid: int) -> None:
        import psutil  # type: ignore[import-untyped]

        self._gone: type[Exception] = psutil.Error
        self._process = psutil.Process(pid)
        self._kin: list[Any] = []
        self._asked = 0

    def held(self) -> int:
        """The bytes that the process and the programs it started hold now."""
        if self._asked % _KIN_EACH == 0:
            self._kin = self._children()
        self._asked += 1
        return sum(map(self._bytes, (self._process, *self._kin)))

    def end_kin(self) -> None:
        """End the programs that the process started, whatever session they are in."""
        for process in {*self._kin, *self._children()}:
            with contextlib.suppress(self._gone):
                process.kill()

    def _children(self) -> list[Any]:
        with contextlib.suppress(self._gone):
            found: list[Any] = self._process.children(recursive=True)
            return found
        return []

    def _bytes(self, process: Any) -> int:
        with contextlib.suppress(self._gone):
            told = process.memory_info()
            # NOTE: on Windows what was written to the page file is not resident and held all the same.
            return int(max(told.rss, getattr(told, "private", 0)))
        return 0


def watch(pid: int) -> Watch | None:
    """A watch over the process, None where the system limits its memory or nothing can be asked."""
    return None if BY_SYSTEM or find_spec("psutil") is None else Watch(pid)
