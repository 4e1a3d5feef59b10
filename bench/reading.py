"""Text into grids and frames: megabytes a second on one core, and how that grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bench.generate import documents, packed, text_of
from bench.measure import Figure, cpu
from budgetcheck.corpus import read_files
from budgetcheck.readers import read
from budgetcheck.text import default_words, split_items

SIZES = (1, 2, 4, 8)  # MB


def run() -> Iterator[Figure]:
    """Reader, tokeniser, and the whole way into frames, over many tables and over one long table."""
    texts = [text_of(table).encode() for table in documents(25 * SIZES[-1], 40, seed=1)]
    whole = b"".join(texts)
    seconds, _ = cpu(lambda: read(whole), 3)
    yield Figure("bytes -> grid", len(whole) / seconds / 1e6, "MB/s")
    yield _tokeniser()
    _frames(texts[:2])  # the word lists and pandas are loaded outside the clock
    yield from _growth("many tables", [_first(texts, size) for size in SIZES])
    yield from _growth("one long table", [_one_table(size) for size in SIZES])


def _tokeniser() -> Figure:
    words = default_words()
    cells = [packed(p.indicators) for table in documents(50, 40, seed=2) for p in table.projects]
    size = sum(len(cell.encode()) for cell in cells)
    seconds, items = cpu(lambda: sum(len(split_items(cell, words).items) for cell in cells), 3)
    return Figure("packed cells -> items", size / seconds / 1e6, "MB/s", note=f"{items:,} items")


def _frames(texts: Sequence[bytes]) -> None:
    _, errors = read_files(texts)
    if errors:
        raise errors[0]


def _growth(label: str, inputs: Sequence[Sequence[bytes]]) -> Iterator[Figure]:
    sizes = [sum(map(len, texts)) for texts in inputs]
    speeds = [
        size / cpu(partial(_frames, texts), 3)[0] / 1e6 for size, texts in zip(sizes, inputs, strict=True)
    ]
    for size, speed in zip(sizes, speeds, strict=True):
        yield Figure(f"text -> frames, {label}, {size / 1e6:.1f} MB", speed, "MB/s", 4, at_most=False)
    slowdown = speeds[0] / speeds[-1]
    yield Figure(
        f"time per MB, {label}: {SIZES[-1]} MB over {SIZES[0]} MB", slowdown, "times", 1.3, note="1 is linear"
    )


def _first(texts: Sequence[bytes], megabytes: float) -> list[bytes]:
    taken: list[bytes] = []
    size = 0
    for text in texts:
        if size >= megabytes * 1e6:
            break
        taken.append(text)
        size += len(text)
    return taken


def _one_table(megabytes: float) -> list[bytes]:
    (table,) = documents(1, int(megabytes * 1150), seed=3)
    return [text_of(table).encode()]
