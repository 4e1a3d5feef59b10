from __future__ import annotations

from pathlib import Path

import pytest

from budgetcheck.cli import main
from budgetcheck.corpus import run

PNG = b"\x89PNG\r\n\x1a\n\0"
asked: list[bool] = []


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a picture; `asked` holds how every run reads."""
    monkeypatch.chdir(tmp_path)
    asked.clear()
    usual = run.Options.reading
    monkeypatch.setattr(
        run.Options, "reading", lambda options, words: asked.append(options.ocr) or usual(options, words)
    )
    (tmp_path / "表.png").write_bytes(PNG)
    return tmp_path


@pytest.mark.parametrize("command", ["validate", "extract"])
def test_recognition_is_off_until_it_is_asked_for(command: str, here: Path) -> None:
    assert main([command, "表.png"]) == 3
    assert main([command, "表.png", "--ocr"]) == 3
    assert set(asked[:1]) == {False}
    assert asked[-1] is True


def test_the_configuration_turns_it_on(here: Path) -> None:
    (here / "budgetcheck.toml").write_text("ocr = true\n", encoding="utf-8")
    main(["validate", "表.png"])
    assert set(asked) == {True}


def test_pictures_in_a_folder_are_named_with_what_reads_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", ".", "--output-format", "concise"]) == 3
    said = capsys.readouterr().out
    assert "表.png" in said
    assert "--ocr" in said
