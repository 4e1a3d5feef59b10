"""Batches over several processes, in order; a source whose process dies costs no other its result."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")
Batch = Sequence[Any]


def over_processes(
    job: Callable[[Batch], T], batches: Iterable[Batch], jobs: int
) -> Iterator[tuple[Batch, T | None]]:
    """Each batch with its result, in order; where a source ends the process, it alone, with None.

    NOTE: when one process of a pool dies, all that was under way is lost and nothing says whose fault it
    was. So the batches that may have been in work are done again, each by itself and in smaller parts.
    """
    from concurrent.futures.process import BrokenProcessPool

    waiting = deque(batches)
    while waiting:
        pool = _pool(min(jobs, len(waiting)))
        try:
            for future in [pool.submit(job, batch) for batch in waiting]:
                result = future.result()
                yield waiting.popleft(), result
        except BrokenProcessPool:
            for _ in range(min(jobs + 1, len(waiting))):
                yield from _alone(job, waiting.popleft())
        finally:
            _close(pool, at_once=bool(waiting))


def _alone(job: Callable[[Batch], T], batch: Batch) -> Iterator[tuple[Batch, T | None]]:
    """The batch in a process of its own; in halves, when it dies."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(1)
    done = False
    try:
        result: T | None = pool.submit(job, batch).result()
        done = True
    except BrokenProcessPool:
        if len(batch) > 1:
            middle = len(batch) // 2
            yield from _alone(job, batch[:middle])
            yield from _alone(job, batch[middle:])
            return
        result = None
    finally:
        _close(pool, at_once=not done)
    yield batch, result


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, initializer=_obey)


def _close(pool: ProcessPoolExecutor, *, at_once: bool) -> None:
    """Let the processes end; at once when work is left that nobody waits for, as when the run is interrupted."""
    if at_once:
        # NOTE: what a process has in hand, and what is laid out for it next, cannot be cancelled.
        for process in list((pool._processes or {}).values()):
            process.terminate()
    pool.shutdown(cancel_futures=True)


def _obey() -> None:
    """Let the process that started this one decide when to end, and leave no reader behind then.

    NOTE: Ctrl-C reaches all processes of a terminal; one that waits for work would print a traceback, and one
    that is at work take up the next batch.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End with the process that started this one, also when that was killed and could say nothing."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _leave()


def _leave(*_: object) -> None:
    from budgetcheck.readers.isolation import end_reading

    end_reading()
    os._exit(128 + signal.SIGTERM)
