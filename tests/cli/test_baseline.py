from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import CLEAN, FAULTY, command

from budgetcheck.cli import main
from budgetcheck.cli.spec import BASELINE_FILE


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")
    (tmp_path / "表").mkdir()
    (tmp_path / "表" / "错.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def held(file: str = BASELINE_FILE) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(Path(file).read_text(encoding="utf-8"))["findings"]
    return found


def test_from_a_faulty_folder_to_a_green_run_and_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "表", "-q"]) == 1
    assert main(["baseline", "create", "表"]) == 0
    assert main(["validate", "表", "--baseline", BASELINE_FILE, "--fail-on", "note"]) == 0
    out = capsys.readouterr().out
    assert f"不计{len(held())}个基线中的问题（--show-suppressed列出）" in "".join(out.split())
    assert "没有新问题" in out
    (here / "表" / "错.txt").write_text(FAULTY.replace("≥98%", "≥198%"), encoding="utf-8")
    assert main(["validate", "表", "--baseline", BASELINE_FILE]) == 1
    assert "≥198%" in capsys.readouterr().out


def test_create_refuses_to_overwrite_unless_forced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "create", "表"]) == 0
    before = Path(BASELINE_FILE).read_bytes()
    assert main(["baseline", "create", "表"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["baseline", "create", "表", "--force"]) == 0
    assert Path(BASELINE_FILE).read_bytes() == before


def test_what_is_mended_is_told_and_pruned_and_update_adds_as_well(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["baseline", "create", "表", "-q"])
    assert capsys.readouterr().out == ""
    number = len(held())
    (here / "表" / "错.txt").write_text(CLEAN.replace("≥12次", "次"), encoding="utf-8")
    main(["validate", "表", "--baseline", BASELINE_FILE])
    out = "".join(capsys.readouterr().out.split())
    gone = int(out.rpartition("条基线问题已消失")[0].rpartition("；")[2])
    assert gone > 0
    assert main(["baseline", "prune", "表"]) == 0
    assert f"共 {number - gone} 个问题；新增 0，清除 {gone}" in capsys.readouterr().out
    assert len(held()) == number - gone
    assert main(["baseline", "update", "表"]) == 0
    added = len(held()) - (number - gone)
    assert f"新增 {added}，清除 0" in capsys.readouterr().out
    assert added > 0
    assert main(["validate", "表", "--baseline", BASELINE_FILE, "--fail-on", "note", "-q"]) == 0


def test_the_configured_file_is_used_by_every_command(here: Path) -> None:
    (here / "budgetcheck.toml").write_text('baseline = "基线/b.json"\n', encoding="utf-8")
    assert main(["validate", "表"]) == 2
    assert main(["baseline", "create", "表"]) == 0
    assert main(["validate", "表"]) == 0
    assert main(["validate", "表", "--isolated", "-q"]) == 1
    assert held("基线/b.json")[0]["file"] == "../表/错.txt"


def test_the_file_is_the_same_from_wherever_it_is_made(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["baseline", "create", "表"])
    before = Path(BASELINE_FILE).read_bytes()
    monkeypatch.chdir(here / "表")
    assert main(["baseline", "create", ".", "--baseline", f"../{BASELINE_FILE}", "--force"]) == 0
    assert (here / BASELINE_FILE).read_bytes() == before
    assert main(["validate", "错.txt", "--baseline", f"../{BASELINE_FILE}"]) == 0


def test_what_is_ignored_is_not_written_down(here: Path) -> None:
    (here / "budgetcheck.toml").write_text(
        '[[ignores]]\nrule = "ARI"\nreason = "原表如此"\n', encoding="utf-8"
    )
    assert main(["baseline", "create", "表"]) == 0
    assert {entry["rule"] for entry in held()}.isdisjoint({"ARI001", "ARI003", "ARI005"})


def test_an_unusable_input_is_told_and_what_it_held_is_kept(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["baseline", "create", "表"])
    before = held()
    (here / "表" / "错.txt").write_bytes(b"")
    (here / "表" / "好.txt").write_text(CLEAN, encoding="utf-8")
    assert main(["baseline", "update", "表"]) == 3
    assert "错.txt" in capsys.readouterr().err
    assert all(entry in held() for entry in before)
    assert main(["baseline", "create", "无此文件夹", "--force"]) == 3
    assert all(entry in held() for entry in before)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["baseline"], "create、update、prune"),
        (["baseline", "creat", "表"], "是否指「create」"),
        (["baseline", "create"], "缺少 PATH"),
        (["baseline", "update", "表"], "基线文件不存在"),
        (["validate", "表", "--baseline", "无.json"], "baseline create"),
        (["validate", "表", "--baseline", "坏.json"], "不是可用的基线文件"),
    ],
)
def test_a_mistaken_call_ends_with_2_and_says_what_to_do(
    words: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "坏.json").write_text("{}", encoding="utf-8")
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_a_process_of_its_own_does_the_same_in_english(here: Path) -> None:
    done = command("baseline", "create", "表", "--lang", "en", cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    number = len(held())
    assert done.stdout.decode() == f"{BASELINE_FILE}: {number} findings; {number} added, 0 dropped\n"
    done = command("validate", "表", "--baseline", BASELINE_FILE, "--lang", "en", cwd=here)
    assert done.returncode == 0
    assert f"not counted: {number} findings in the baseline" in done.stdout.decode().replace("\n", " ")
