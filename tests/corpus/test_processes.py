from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.readers.hostile.texts import TABLE

from budgetcheck.corpus import run
from budgetcheck.corpus.processes import over_processes
from budgetcheck.corpus.reading import Reading
from budgetcheck.corpus.run import Options, validate_files
from budgetcheck.rulefiles import load

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what a pool runs is found by fork only, the start method of Linux"
)
KILLER = "killer"


def summed(batch: Sequence[object]) -> list[object]:
    if KILLER in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(batch)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_a_source_that_ends_its_process_is_left_alone_and_all_others_come_in_order(jobs: int) -> None:
    names = [f"{n}.txt" for n in range(14)]
    names[5] = names[13] = KILLER
    batches = [names[0:3], names[3:8], names[8:9], names[9:14]]
    found = list(over_processes(summed, batches, jobs))
    assert [source for batch, _ in found for source in batch] == names
    assert [list(batch) for batch, result in found if result is None] == [[KILLER], [KILLER]]
    assert all(result in (None, list(batch)) for batch, result in found)


def test_where_nothing_dies_each_batch_is_done_once() -> None:
    batches = [[str(n)] for n in range(6)]
    assert [batch for batch, _ in over_processes(summed, batches, 2)] == batches


def test_an_error_of_a_job_is_raised_and_not_taken_for_a_death() -> None:
    with pytest.raises(TypeError):
        list(over_processes(len, [5], 2))  # type: ignore[list-item]


def test_a_file_that_ends_the_process_it_is_checked_in_is_an_unusable_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(5)]
    for file in files:
        file.write_text(TABLE.replace("园区绿化", f"园区绿化{file.stem}"), encoding="utf-8")
    tables = Reading.tables

    def deadly(self: Reading, batch: Sequence[str], begin: object) -> object:
        if str(files[2]) in batch:
            os.kill(os.getpid(), signal.SIGKILL)
        return tables(self, batch, begin)

    monkeypatch.setattr(Reading, "tables", deadly)
    monkeypatch.setattr(run, "batches", lambda sources, share: [sources[:1], sources[1:4], sources[4:]])
    report = validate_files(map(str, files), load(select=["ARI"]), Options(jobs=2))
    assert [document.file for document in report.documents] == [str(f) for f in files if f != files[2]]
    (error,) = report.tool_errors
    assert (error.kind, error.subject) == ("input", str(files[2]))
    assert "中途崩溃" in error.message
    assert error.remedy
