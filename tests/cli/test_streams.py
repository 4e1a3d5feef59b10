from __future__ import annotations

from pathlib import Path

import pytest

from budgetcheck.cli.streams import console, prepare
from budgetcheck.errors import UsageError


def test_a_folder_or_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="文件夹"):
        prepare(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="无法写入"):
        prepare(tmp_path / "file" / "x.json")


@pytest.mark.parametrize(("columns", "width"), [("30", 60), ("80", 80), ("120", 120), ("500", 200)])
def test_the_width_stays_readable(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console().width == width


def test_a_pipe_without_a_stated_width_gets_a_fixed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console().width == 100


def test_colour_is_for_terminals_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert console().color_system is None
    assert console("never").color_system is None
    assert console("always").is_terminal
    assert not console("always").no_color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not console("always").no_color
