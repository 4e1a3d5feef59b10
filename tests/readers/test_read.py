from __future__ import annotations

import gc
import hashlib
import io
import os
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetcheck.errors import InputError, MissingInputError, UnreadableInputError
from budgetcheck.readers import Limits, read
from budgetcheck.readers.kinds import kind_of
from budgetcheck.readers.load import load
from budgetcheck.readers.read import LARGE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
TABLE = "项目名称\t总计\t绩效目标\n道路\t1.00\t畅通\n".encode()


def test_path_text_path_bytes_and_standard_input_give_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(TABLE)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE), encoding="ascii"))
    sources = [read(source)[0] for source in (path, str(path), TABLE, "-")]
    assert len({grid.rows for grid in sources}) == 1
    assert [grid.source.file for grid in sources] == [str(path), str(path), "<bytes>", "-"]
    assert {grid.source.sha256 for grid in sources} == {hashlib.sha256(TABLE).hexdigest()}
    assert {grid.source.size for grid in sources} == {len(TABLE)}


def test_a_given_name_replaces_the_path_in_reports_and_errors(tmp_path: Path) -> None:
    assert read(TABLE, name="甲.txt")[0].source.file == "甲.txt"
    with pytest.raises(UnreadableInputError, match=r"^乙\.txt: "):
        read(b"", name="乙.txt")


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "水务局2023.txt").write_bytes(TABLE)
    with pytest.raises(MissingInputError, match=r"是否指「水务局2023\.txt」"):
        read(tmp_path / "水务局2024.txt")


def test_a_name_that_is_not_utf8_is_written_out_in_reports_and_errors(tmp_path: Path) -> None:
    path = tmp_path / "\udcb1\udced.txt"
    try:
        path.write_bytes(TABLE)
    except OSError:
        pytest.skip("the file system holds only names in Unicode")
    assert read(path)[0].source.file == f"{tmp_path}/\\udcb1\\udced.txt"
    with pytest.raises(MissingInputError, match=r"udcb2\\udced\.txt: 文件不存在"):
        read(tmp_path / "\udcb2\udced.txt")


def test_links_that_lead_nowhere_say_so(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with pytest.raises(MissingInputError, match=r"链接指向的文件不存在 .*；请检查链接"):
        read(tmp_path / "dangling.txt")
    with pytest.raises(UnreadableInputError, match=r"链接绕成了圈 .*；请检查链接"):
        read(tmp_path / "loop.txt")


def test_a_missing_folder_is_what_the_error_names(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    with pytest.raises(MissingInputError, match=r"table」不存在.*是否指「tables」"):
        read(tmp_path / "table" / "a.txt")


@pytest.mark.parametrize("size", [5, 500])
def test_a_file_that_shrinks_or_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(TABLE)

    class Written(io.FileIO):
        def read(self, wanted: int | None = -1, /) -> bytes:
            os.truncate(path, size)
            return super().read(wanted)

    monkeypatch.setattr(Path, "open", lambda opened, _: Written(opened))
    with pytest.raises(UnreadableInputError, match="读取时文件正被改动"):
        read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")
def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "表.txt", tmp_path / "新表.txt"
    path.write_bytes(TABLE)
    other.write_bytes(TABLE * 2)

    class Replaced(io.FileIO):
        def read(self, wanted: int | None = -1, /) -> bytes:
            other.replace(path)
            return super().read(wanted)

    monkeypatch.setattr(Path, "open", lambda opened, _: Replaced(opened))
    assert read(path)[0].source.size == len(TABLE)


def test_no_more_memory_is_set_aside_than_the_file_takes(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(TABLE)
    tracemalloc.start()
    try:
        load(path, Limits())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("文本", TABLE * 40),
        ("JSON", b'[{"a": "%s"}]' % (b"x" * 2_000)),
        ("网页", f"<table><tr><td>{'长' * 700}</table>".encode()),
    ],
)
def test_more_text_than_a_file_may_hold_is_told_with_the_limit_and_how_to_raise_it(
    name: str, data: bytes
) -> None:
    with pytest.raises(UnreadableInputError, match=r"上限 0\.001 MiB .*--file-limit text-mib"):
        read(data, name, limits=Limits(text_mib=0.001))
    assert read(data, name, limits=Limits(text_mib=0.01))


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "项目名称\t总计\n道路\t1.00\n"])
def test_what_can_be_no_path_is_an_input_error(path: str) -> None:
    with pytest.raises(InputError):
        read(path)


def test_a_folder_is_refused_with_the_way_to_check_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="文件夹") as caught:
        read(tmp_path)
    assert "validate" in caught.value.remedy


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_bytes(TABLE)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableInputError, match="没有读取权限"):
        read(path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\n\n \t\r\n", "只有空白"),
        (b"\xef\xbb\xbf\n", "只有空白"),
        ("　\n　".encode("utf-16"), "只有空白"),
        (b"\n" * 10_000, "只有空白"),
        (b"\x89PNG\r\n\x1a\n\0\0", "这是 PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "这是 JPEG"),
        (b"\x1f\x8b\x08\0", "这是 gzip"),
        (OLE + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\0"), "加密"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "旧版 Office"),
        (b"\0" * 1000, "不是文本文件"),
        (bytes(range(256)) * 8, "不是文本文件"),
    ],
)
def test_what_is_no_table_text_is_refused_by_name_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInputError, match=words) as caught:
        read(data, name="表.txt")
    assert caught.value.remedy
    assert caught.value.problem.endswith(")")


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "docx"),
        ("OFD.xml", "ofd"),
    ],
)
def test_zip_files_are_told_apart(member: str, kind: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, "x")
    assert kind_of("表.csv", packed.getvalue()) == kind


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TABLE)
    for source in (path, TABLE):
        assert read(source, limits=Limits(file_mib=len(TABLE) / (1 << 20)))
        with pytest.raises(UnreadableInputError, match=r"文件超过上限 .* MiB .*--file-limit file-mib"):
            read(source, limits=Limits(file_mib=(len(TABLE) - 1) / (1 << 20)))


@pytest.mark.parametrize("mark", ["\t", "\n", "\r"])
def test_more_cells_than_the_memory_should_hold_are_refused_before_they_are_made(mark: str) -> None:
    with pytest.raises(UnreadableInputError, match="5,000,000"):
        read(TABLE + mark.encode() * 5_000_001)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device on this system")
def test_an_endless_device_is_refused_not_read_to_its_end() -> None:
    with pytest.raises(UnreadableInputError, match="1 MiB"):
        read("/dev/zero", limits=Limits(file_mib=1))


def test_the_collector_runs_again_after_reading_and_after_an_error() -> None:
    read(TABLE)
    with pytest.raises(UnreadableInputError):
        read('甲,乙,"丙\n'.encode())
    assert gc.isenabled()


def test_importing_the_readers_loads_no_pandas() -> None:
    code = "import sys, budgetcheck.readers; sys.exit('pandas' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FRAGMENTS = [
    "项目名称\t总计\t绩效目标\n",
    "道路,1.00,畅通\n",
    '"',
    "\ufeff",
    "\r",
    "\u2028",
    "金桥奖；",
    "1;2;3\n",
    "\x1b[31m",
    "𠮷",
]


@settings(deadline=None)  # the first file of a binary kind starts the reading process
@given(
    st.one_of(
        st.binary(max_size=300),
        st.builds(
            lambda parts, encoding: b"".join(part.encode(encoding) for part in parts),
            st.lists(st.sampled_from(FRAGMENTS), max_size=12),
            st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-32"]),
        ),
        st.builds(
            lambda parts: b"".join(text.encode(encoding) for text, encoding in parts),
            st.lists(
                st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["utf-8", "gb18030", "utf-16-le"])),
                max_size=12,
            ),
        ),
    )
)
def test_any_bytes_are_read_or_refused_as_input(data: bytes) -> None:
    try:
        grids = read(data)
    except InputError:
        return
    for grid in grids:
        assert [row.line for row in grid.rows] == sorted({row.line for row in grid.rows})
        assert all(cell.column == place for row in grid.rows for place, cell in enumerate(row.cells, 1))


def test_a_large_text_is_read_apart_and_reads_the_same() -> None:
    small = TABLE + "桥梁\t2.00\t稳固\n".encode()
    large = small + b"\t" + "长".encode() * (LARGE // 3)
    assert read(large)[0].rows[:3] == read(small)[0].rows


@pytest.mark.skipif(sys.platform == "win32", reason="there the limit is watched, which psutil is needed for")
def test_a_large_json_that_asks_for_gigabytes_is_refused_by_the_limit_of_memory() -> None:
    greedy = b"[" + b",".join([b'{"a":1}'] * (LARGE // 7)) + b"]"
    with pytest.raises(UnreadableInputError, match="上限 150 MiB"):
        read(greedy, limits=Limits(memory_mib=150))
