"""Batches over several processes, in order; a source whose process dies costs no other its result."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Batch = Sequence[Any]


def over_processes(
    job: Callable[[Batch], T], batches: Iterable[Batch], jobs: int
) -> Iterator[tuple[Batch, T | None]]:
    """Each batch with its result, in order; where a source ends the process, it alone, with None.

    NOTE: when one process of a pool dies, all that was under way is lost and nothing says whose fault it
    was. So the batches that may have been in work are done again, each by itself and in smaller parts.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting = deque(batches)
    while waiting:
        pool = ProcessPoolExecutor(min(jobs, len(waiting)))
        try:
            for future in [pool.submit(job, batch) for batch in waiting]:
                result = future.result()
                yield waiting.popleft(), result
        except BrokenProcessPool:
            for _ in range(min(jobs + 1, len(waiting))):
                yield from _alone(job, waiting.popleft())
        finally:
            # NOTE: who interrupts the run does not wait for all that is still to be done.
            pool.shutdown(cancel_futures=True)


def _alone(job: Callable[[Batch], T], batch: Batch) -> Iterator[tuple[Batch, T | None]]:
    """The batch in a process of its own; in halves, when it dies."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(1) as pool:
            result: T | None = pool.submit(job, batch).result()
    except BrokenProcessPool:
        if len(batch) > 1:
            middle = len(batch) // 2
            yield from _alone(job, batch[:middle])
            yield from _alone(job, batch[middle:])
            return
        result = None
    yield batch, result
