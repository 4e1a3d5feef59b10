from __future__ import annotations

from pathlib import Path

import pytest

from budgetcheck.corpus import batches as cutting
from budgetcheck.corpus.batches import SOON, batches


def cut(folder: Path, suffix: str, count: int) -> list[int]:
    files = [folder / f"{n}{suffix}" for n in range(count)]
    for file in files:
        file.write_bytes(b"x")
    return [len(batch) for batch in batches(map(str, files))]


def test_short_texts_are_read_many_at_a_time(tmp_path: Path) -> None:
    assert cut(tmp_path, ".txt", 450) == [400, 50]
    assert cut(tmp_path, ".CSV", 30) == [30]


@pytest.mark.parametrize("suffix", [".pdf", ".XLSX", ".html", ""])
def test_files_that_cost_more_than_their_size_tells_come_in_smaller_batches(
    tmp_path: Path, suffix: str
) -> None:
    assert cut(tmp_path, suffix, 70) == [32, 32, 6]


def test_order_and_number_of_sources_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "BATCH_FILES", 3)
    sources = ["-", b"x" * 100, "missing.pdf", object(), "b.txt", "c.txt", Path("d.ods")]
    assert [source for batch in batches(sources) for source in batch] == sources
    assert list(batches([])) == []


def test_who_waits_gets_small_batches_first_and_then_larger_ones() -> None:
    names = [f"{n}.txt" for n in range(1000)]
    assert [len(batch) for batch in batches(names, SOON)] == [50, 100, 200, 400, 250]
    assert [len(batch) for batch in batches(names)] == [400, 400, 200]
