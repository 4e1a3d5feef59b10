"""Python's cycle collector, kept from walking objects that stay anyway."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for unreachable cycles inside; the collector is left as it was found.

    NOTE: a batch is hundreds of thousands of small objects that all stay alive and hold no cycles. The
    collector walks all of them again and again for nothing, a quarter of the time of reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """What is made inside is never looked at again: for the imports of a process that does one job.

    NOTE: pandas and pandera alone are several hundred thousand objects; one full search over them costs
    as much as checking a table.
    """
    with collector_paused():
        yield
        gc.freeze()
