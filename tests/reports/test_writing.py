"""A report is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetcheck.errors import UsageError
from budgetcheck.reports.writing import write_file


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "out" / "报告.json"
    target.parent.mkdir()
    write_file(target, "旧")
    write_file(target, "新\n")
    assert target.read_bytes() == "新\n".encode()
    assert [p.name for p in target.parent.iterdir()] == ["报告.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write_file(target, "旧")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match="无法写入"):
        write_file(target, "新")
    assert target.read_text(encoding="utf-8") == "旧"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_pieces_that_break_off_leave_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_file(target, "旧")

    def pieces() -> Iterator[str]:
        yield "新"
        raise RuntimeError("坏了")

    with pytest.raises(RuntimeError, match="坏了"):
        write_file(target, pieces())
    assert target.read_text(encoding="utf-8") == "旧"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
