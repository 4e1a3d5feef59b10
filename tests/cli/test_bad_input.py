from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.running import CLEAN

from budgetcheck.cli import main

LINES = CLEAN.splitlines(keepends=True)
HEADING = next(at for at, line in enumerate(LINES) if line.startswith("项目名称"))


def with_total(words: str) -> bytes:
    return CLEAN.replace("系统运维经费\t10.00", f"系统运维经费\t{words}").encode()


def each_row(change: Callable[[list[str]], None]) -> bytes:
    rows = [line.rstrip("\n").split("\t") for line in LINES]
    for row in rows[HEADING:]:
        change(row)
    return "\n".join(map("\t".join, rows)).encode()


UNUSABLE = {
    "empty": (b"", "文件是空的", "请重新导出"),
    "white space": ("\n　\n".encode(), "文件里只有空白", "请重新导出"),
    "binary": (bytes(range(128, 256)) * 40, "不是文本文件", "用 UTF-8 另存为"),
    "picture": (b"\x89PNG\r\n\x1a\n\0", "这是 PNG 图片", "请取得原文件"),
    "no table": ("今天开会。\n".encode(), "第1行 没有找到表头", "表头至少应有"),
    "header only": ("".join(LINES[: HEADING + 1]).encode(), "第7行 表头下没有数据行", "请检查导出是否完整"),
    "a column is missing": (each_row(lambda row: row.pop()), "第7行 表头缺少必需的列「绩效指标」", "请补上"),
    "duplicate headings": (
        each_row(lambda row: row.insert(2, row[1])),
        "第7行 表头重复：「总计」出现两次",
        "改正表头",
    ),
    "NUL": (CLEAN.replace("培训", "培\0训", 1).encode(), "第11行 文本中有 1 个空字符 NUL", "请重新导出"),
    "mixed encodings": (
        "".join(LINES[:-1]).encode() + LINES[-1].encode("gb18030"),
        "第11行 文件混用两种编码：此行是 gb18030",
        "统一存为 UTF-8",
    ),
    "cut inside a character": (CLEAN.encode()[:-2], "第11行 utf-8 文件在一个字符中间中断", "请重新获取"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "好.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_file_that_cannot_be_used_is_named_with_place_and_remedy_beside_the_good_one(
    fault: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, said, remedy = UNUSABLE[fault]
    (here / "坏.txt").write_bytes(data)
    assert main(["validate", "好.txt", "坏.txt", "--output-format", "concise"]) == 3
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if line.startswith("坏.txt"))
    assert said in line.replace(": UNUSABLE", "")
    assert remedy in line.partition(" → ")[2]
    assert "1 个文件、2 个项目" in out
    assert main(["validate", "坏.txt", "--output-format", "concise", "--lang", "en"]) == 3
    english = capsys.readouterr().out.partition("坏.txt")[2].splitlines()[0]
    assert english.count(" → ") == 1
    assert "行" not in english
    assert ("line " in english) == ("行 " in said)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("壹拾万元整", "STR003"),
        ("99999999999999999999.00", "STR003"),
        ("NaN", "STR003"),
        ("1e5", "STR003"),
        ("-10.00", "ARI004"),
        ("（10.00）", "ARI004"),
    ],
)
def test_an_odd_amount_is_a_finding_on_its_own_cell_and_never_an_error_of_the_tool(
    words: str, rule: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "怪.txt").write_bytes(with_total(words))
    assert main(["validate", "怪.txt", "--output-format", "concise"]) == 1
    assert f"怪.txt:10: ERROR {rule} " in capsys.readouterr().out


def test_a_line_of_50_megabytes_is_reported_shortly(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "长.txt").write_text(CLEAN + "长" * (50_000_000 // 3) + "\n", encoding="utf-8")
    assert main(["validate", "长.txt", "--file-limit", "text-mib=64"]) == 1
    out = capsys.readouterr().out
    assert "STR024" in out
    assert len(out) < 5_000


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not allow")
@pytest.mark.parametrize(
    "name", ["两\n行.txt", "方[0].txt", "星*号?.txt", "红\x1b[31m.txt", "\udcb1\udced.txt"]
)
def test_odd_file_names_are_read_and_cannot_steer_the_terminal(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        (here / name).write_text(CLEAN, encoding="utf-8")
    except OSError:
        pytest.skip("the file system does not hold such a name")
    assert main(["validate", name, "--output-format", "json"]) == 0
    assert main(["validate", name]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_folder_with_links_in_a_circle_ends_and_names_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "文件夹.txt").mkdir()
    (here / "文件夹.txt" / "甲.txt").write_text(CLEAN, encoding="utf-8")
    (here / "文件夹.txt" / "自己").symlink_to("../文件夹.txt")
    (here / "文件夹.txt" / "圈.txt").symlink_to("圈.txt")
    assert main(["validate", "文件夹.txt", "--output-format", "concise"]) == 3
    out = capsys.readouterr().out
    assert "圈.txt: UNUSABLE 链接绕成了圈" in out
    assert "1 个文件、2 个项目" in out
