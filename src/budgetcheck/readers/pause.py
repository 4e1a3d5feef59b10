"""The garbage collector held back while many lasting objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Cycles are not looked for inside the block.

    NOTE: cells and rows hold no cycles, yet the collector would walk all of them again and again as they
    come to be: two thirds of the time of reading a large file.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
