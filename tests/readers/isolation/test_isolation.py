from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from budgetcheck import plugins
from budgetcheck.errors import InputError, ReaderCrashError, UnreadableInputError
from budgetcheck.readers import Limits
from budgetcheck.readers.interface import Request
from budgetcheck.readers.isolation import client, memory, read_apart

BROKEN = Path(__file__).with_name("broken.py")
posix = pytest.mark.skipif(
    sys.platform == "win32", reason="signals and limits of memory are known on Unix only"
)

Ask = Callable[..., str]


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """A folder with a package that brings the broken reader as a plugin."""
    folder = tmp_path / "site"
    package, about = folder / "broken_reader", folder / "broken_reader-1.dist-info"
    package.mkdir(parents=True)
    about.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "broken.py").write_bytes(BROKEN.read_bytes())
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: broken-reader\nVersion: 1\n", encoding="utf-8"
    )
    (about / "entry_points.txt").write_text(
        f"[{plugins.READERS}]\nbroken = broken_reader.broken\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def ask(plugin: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """The text of the one cell that the broken reader gives when asked for something."""
    monkeypatch.syspath_prepend(str(plugin))
    client._kept.drop()

    def asked(what: str, *, password: str | None = None, **limits: float) -> str:
        limited = Limits(**{"seconds": 20, "memory_mib": 1024, **limits})
        request = Request("坏.bin", what.encode(), password, "broken", limited)
        (grid,) = read_apart(request)
        return grid.rows[0].cells[0].text

    yield asked
    client._kept.drop()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # NOTE: one that has ended and that nobody has asked for is no longer alive.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int) -> bool:
    for _ in range(200):
        if not alive(pid):
            return True
        time.sleep(0.02)
    return False


def test_one_process_reads_many_files_and_is_not_this_one(ask: Ask) -> None:
    pids = {ask("pid") for _ in range(3)}
    assert len(pids) == 1
    assert str(os.getpid()) not in pids


def test_the_process_finds_what_this_one_finds_and_nothing_beside_the_tables(ask: Ask) -> None:
    assert ask("path").split("\n") == [entry for entry in sys.path if isinstance(entry, str)]


@posix
@pytest.mark.parametrize(("what", "said"), [("abort", "SIGABRT"), ("leave", "exit 7")])
def test_a_reader_that_ends_its_process_is_an_unreadable_file_and_the_next_is_read(
    ask: Ask, what: str, said: str
) -> None:
    before = ask("pid")
    with pytest.raises(UnreadableInputError, match=f"^坏\\.bin: BROKEN 读取程序中途崩溃（{said}）") as caught:
        ask(what)
    assert caught.value.remedy
    assert ask("pid") != before


@posix
@pytest.mark.parametrize("by", ["SIGKILL", "SIGTERM"])
def test_a_file_whose_process_others_ended_is_read_by_another(ask: Ask, tmp_path: Path, by: str) -> None:
    assert ask(f"killed {by} {tmp_path / 'seen'}") == "read"


@posix
def test_a_file_whose_process_others_end_twice_is_told_and_the_next_is_read(ask: Ask) -> None:
    before = ask("pid")
    with pytest.raises(
        UnreadableInputError, match=r"^坏\.bin: 读取程序两次被系统或他人终止（SIGKILL）"
    ) as caught:
        ask("die")
    assert "--jobs" in caught.value.remedy
    assert ask("pid") != before


@posix
@pytest.mark.parametrize("what", ["child", "child-apart"])
def test_a_reader_that_hangs_is_stopped_with_all_it_started(ask: Ask, tmp_path: Path, what: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"读取超过时限 2 秒 .*--file-limit seconds"):
        ask(f"{what} {tmp_path / 'pid'}", seconds=2)
    assert gone(int((tmp_path / "pid").read_text()))
    assert ask("pid")


def test_every_page_whose_text_is_recognised_has_the_time_of_a_file(ask: Ask) -> None:
    assert ask("go-on 4", seconds=2) == "gone on"


def test_a_reader_that_goes_on_for_ever_is_stopped(ask: Ask) -> None:
    with pytest.raises(UnreadableInputError, match="中途崩溃"):
        ask("go-on-for-ever")
    assert ask("pid")


@posix
def test_a_reader_that_asks_for_more_memory_than_it_may_have_is_refused_by_the_limit(ask: Ask) -> None:
    with pytest.raises(UnreadableInputError, match=r"超过上限 1,024 MiB .*--file-limit memory-mib"):
        ask("grow")


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems that set no limit to the memory of a process."""
    pytest.importorskip("psutil", reason="pip install psutil")
    monkeypatch.setattr(memory, "BY_SYSTEM", False)


@posix
def test_where_the_system_sets_no_limit_of_memory_it_is_watched_from_outside(ask: Ask, watched: None) -> None:
    before = ask("pid")
    with pytest.raises(UnreadableInputError, match=r"超过上限 200 MiB .*--file-limit memory-mib"):
        ask("unbound", memory_mib=200)
    assert gone(int(before))
    assert ask("pid")


@posix
def test_programs_that_a_reader_starts_are_watched_and_ended_with_it(
    ask: Ask, watched: None, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableInputError, match=r"超过上限 200 MiB"):
        ask(f"unbound {tmp_path / 'pid'}", memory_mib=200)
    assert gone(int((tmp_path / "pid").read_text()))


@posix
def test_a_watched_process_reads_as_any_other(ask: Ask, watched: None, tmp_path: Path) -> None:
    assert len({ask("pid") for _ in range(3)}) == 1
    with pytest.raises(UnreadableInputError, match=r"读取超过时限 1 秒"):
        ask(f"child-apart {tmp_path / 'pid'}", seconds=1)
    assert gone(int((tmp_path / "pid").read_text()))
    with pytest.raises(UnreadableInputError, match="SIGKILL"):
        ask("die")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("many", "5,000 格，超过上限 1,000"),
        ("swell", "一格有 2,097,152 个字符"),
        ("recurse", "BROKEN 嵌套过深"),
        ("refuse", "第3行: 坏"),
    ],
)
def test_what_goes_wrong_inside_comes_back_as_an_error_about_the_file(ask: Ask, what: str, said: str) -> None:
    before = ask("pid")
    with pytest.raises(UnreadableInputError, match=said) as caught:
        ask(what, cells=1_000)
    assert caught.value.file == "坏.bin"
    assert ask("pid") == before


def test_a_reader_that_breaks_down_is_named_and_its_process_goes_on(ask: Ask) -> None:
    before = ask("pid")
    with pytest.raises(ReaderCrashError, match="broken_reader 的 BROKEN 读取程序出错：ValueError"):
        ask("bug")
    assert ask("pid") == before


@pytest.mark.skipif(sys.platform != "linux", reason="the figure that misleads is that of Linux")
def test_a_process_started_by_a_large_one_is_not_worn_by_that(ask: Ask) -> None:
    held = bytearray(700 << 20)
    held[:: 1 << 12] = b"x" * len(held[:: 1 << 12])
    client._kept.drop()
    assert ask("pid") == ask("pid")


@posix
def test_a_process_that_has_grown_is_not_used_again(ask: Ask) -> None:
    before = ask("pid")
    assert ask("fill") == str(600 << 20)
    assert ask("pid") != before


@posix
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_reads_by_a_process_of_its_own(ask: Ask, tmp_path: Path) -> None:
    before = ask("pid")
    child = os.fork()
    if not child:
        (tmp_path / "pid").write_text(ask("pid"), encoding="utf-8")
        client._kept.drop()
        os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "pid").read_text() != before
    assert ask("pid") == before


def test_libraries_that_print_do_not_disturb_the_answer(ask: Ask) -> None:
    assert ask("print") == "printed"
    assert ask("pid")


def test_a_password_reaches_the_reader_and_no_command_line(ask: Ask) -> None:
    assert ask("secret", password="4711") == "4711"
    pid = ask("pid")
    command = Path(f"/proc/{pid}/cmdline")
    assert not command.exists() or b"4711" not in command.read_bytes()
    assert "4711" not in repr(Request("a", b"", "4711", "pdf"))


def test_temporary_files_are_gone_with_the_process(ask: Ask) -> None:
    file = Path(ask("temporary"))
    assert file.exists()
    client._kept.finish()
    assert not file.exists()
    file = Path(ask("temporary"))
    with pytest.raises(InputError):
        ask("leave")
    assert not file.exists()
    assert not file.parent.exists()


SCRIPT = """
import sys
from budgetcheck.readers import Limits
from budgetcheck.readers.interface import Request
from budgetcheck.readers.isolation import read_apart
sys.path.insert(0, sys.argv[1])
read_apart(Request("a", sys.argv[2].encode(), None, "broken", Limits(seconds=300)))
"""


@posix
@pytest.mark.parametrize("what", ["child", "child-apart"])
def test_an_interrupted_run_leaves_no_process_behind(plugin: Path, tmp_path: Path, what: str) -> None:
    seen = tmp_path / "pid"
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(plugin), f"{what} {seen}"], stderr=subprocess.DEVNULL
    )
    for _ in range(1_500):
        if seen.exists() and seen.read_text():
            break
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    assert running.wait(30) != 0
    assert gone(int(seen.read_text()))


@posix
def test_a_script_without_a_main_guard_may_read(tmp_path: Path) -> None:
    from tests.readers.hostile.markup import html_table

    (tmp_path / "表.html").write_text(html_table(), encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "import budgetcheck\nprint(len(budgetcheck.validate('表.html').documents))\n", encoding="utf-8"
    )
    (tmp_path / "zipfile.py").write_text("raise SystemExit('code of the folder was run')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", str(script)], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("1", 0), done.stderr


def test_threads_share_the_process_one_after_another(ask: Ask) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, ["pid"] * 12))) == 1


def test_what_is_typed_at_a_prompt_may_read(tmp_path: Path) -> None:
    from tests.readers.hostile.markup import html_table

    (tmp_path / "表.html").write_text(html_table(), encoding="utf-8")
    typed = "import budgetcheck\nprint(len(budgetcheck.validate('表.html').documents))\n"
    done = subprocess.run(
        [sys.executable, "-i", "-"],
        cwd=tmp_path,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "1", done.stderr


def test_reading_text_starts_no_process() -> None:
    code = (
        "import sys; from budgetcheck.readers import read; read('甲\\t乙\\t丙\\n1\\t2\\t3\\n'.encode());"
        "sys.exit('subprocess' in sys.modules or 'budgetcheck.readers.isolation' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
