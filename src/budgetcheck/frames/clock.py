"""Where the time of checking a batch goes."""

from __future__ import annotations

from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clock:
    """Seconds by kind and subject; of a part within another, the time counts for the inner one only."""

    def __init__(self) -> None:
        self.seconds: dict[tuple[str, str], float] = {}
        self._inner = [0.0]

    @contextmanager
    def part(self, kind: str, subject: str) -> Iterator[None]:
        """Charge what happens inside to `subject`, also when it ends in an exception."""
        start = perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            whole = perf_counter() - start
            own = whole - self._inner.pop()
            self.seconds[kind, subject] = self.seconds.get((kind, subject), 0.0) + own
            self._inner[-1] += whole

    def clear(self) -> None:
        """Forget what was measured so far."""
        self.seconds.clear()
