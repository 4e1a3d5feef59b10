from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import CLEAN

from budgetcheck.cli import main
from budgetcheck.readers import plain

MARK = "令读取程序出错"
WORDS = {
    "validate": ["validate", "{}", "--output-format", "json"],
    "extract": ["extract", "{}"],
    "diff": ["diff", "{}", "好.txt"],
    "baseline": ["baseline", "create", "{}", "--baseline", "b.toml", "--force"],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two tables, a file that is none, and one that a fault of ours breaks down over."""
    monkeypatch.chdir(tmp_path)
    for folder in ("全", "坏", "损"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "好.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "好.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "坏" / "坏.txt").write_text(MARK, encoding="utf-8")
    (tmp_path / "坏" / "损.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "损" / "损.pdf").write_bytes(b"%PDF-1.7\n")
    layout = plain.layout
    monkeypatch.setattr(plain, "layout", lambda text: None if text == MARK else layout(text))
    return tmp_path


@pytest.mark.parametrize("command", WORDS)
def test_every_command_tells_a_broken_reader_from_a_bad_file(
    command: str, here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    codes = [main([word.format(folder) for word in WORDS[command]]) for folder in ("全", "损", "坏")]
    assert codes == [0, 3, 4]
    told = capsysbinary.readouterr().err.decode()
    assert "坏.txt: budgetcheck 的 TEXT 读取程序出错" in told.replace("坏/", "")


def test_a_side_of_which_nothing_can_be_read_names_the_fault_of_the_tool_first(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "坏" / "好.txt").unlink()
    assert main(["diff", "坏", "好.txt"]) == 4
    told = capsys.readouterr().err
    assert "读取程序出错" in told
    assert "Traceback" in told
