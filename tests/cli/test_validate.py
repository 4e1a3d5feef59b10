from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len
from tests.cli.running import CLEAN, FAULTY, command

from budgetcheck.cli import main
from budgetcheck.cli.spec import REPORT_FORMATS
from budgetcheck.reports import json_schema


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")
    (tmp_path / "好.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "错.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def run(*words: str) -> int:
    return main(["validate", *words])


@pytest.mark.parametrize("output_format", REPORT_FORMATS)
def test_the_exit_code_does_not_depend_on_the_format(output_format: str, here: Path) -> None:
    given = ("--output-format", output_format)
    assert run("好.txt", *given) == 0
    assert run("错.txt", *given) == 1
    assert run("错.txt", "--fail-on", "never", *given) == 0
    assert run("好.txt", "没有.txt", *given) == 3
    assert run("错.txt", "没有.txt", *given) == 3


def test_the_good_files_are_reported_beside_a_bad_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "空.txt").write_bytes(b"")
    assert run("错.txt", "空.txt", "没有.txt", "--color", "never") == 3
    out = capsys.readouterr().out
    assert "ARI" in out
    assert "无法使用的输入" in out
    assert "空.txt" in out
    assert "没有.txt" in out
    assert "2 个输入无法使用" in out


def test_a_folder_without_tables_and_a_pattern_without_files_are_input_errors(here: Path) -> None:
    (here / "空文件夹").mkdir()
    assert run("空文件夹") == 3
    assert run("*.nothing") == 3


def test_json_on_standard_output_fits_the_schema_and_errors_go_to_standard_error(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("错.txt", "没有.txt", "--output-format", "json") == 3
    out, err = capsysbinary.readouterr()
    record = json.loads(out)
    jsonschema.Draft202012Validator(json_schema()).validate(record)
    assert [d["file"] for d in record["documents"]] == ["错.txt"]
    assert record["tool_errors"][0]["subject"] == "没有.txt"
    assert "没有.txt" in err.decode()


def test_all_formats_tell_of_the_same_findings(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run("错.txt", "--output-format", "json")
    record = json.loads(capsysbinary.readouterr().out)
    number = len(record["findings"])
    assert number == sum(tally["shown"] for tally in record["summary"])
    assert number == sum(record["documents"][0]["findings"].values())
    run("错.txt", "--output-format", "json-lines")
    assert len(capsysbinary.readouterr().out.splitlines()) == number
    run("错.txt", "--output-format", "concise", "--show-notes", "-q")
    assert len(capsysbinary.readouterr().out.splitlines()) == number
    for name in ("full", "grouped", "concise"):
        run("错.txt", "--output-format", name)
        assert f"{number} 个问题" in capsysbinary.readouterr().out.decode()


def test_reports_are_written_beside_what_is_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"{name}=out/deep/{name}" for name in REPORT_FORMATS]
    given = [word for text in words for word in ("--report", text)]
    assert run("错.txt", *given, "--output-format", "concise") == 1
    assert "ARI" in capsys.readouterr().out
    folder = here / "out" / "deep"
    assert sorted(p.name for p in folder.iterdir()) == sorted(REPORT_FORMATS)
    record = json.loads((folder / "json").read_text(encoding="utf-8"))
    lines = (folder / "json-lines").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == record["findings"]
    assert "\x1b" not in (folder / "full").read_text(encoding="utf-8")


def test_rules_are_chosen_by_options_and_by_configuration(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run("错.txt", "--select", "ari-grand-total", "--output-format", "json")
    record = json.loads(capsysbinary.readouterr().out)
    assert [t["name"] for t in record["summary"]] == ["ari-grand-total"]
    (here / "budgetcheck.toml").write_text(
        'select = ["NUM"]\nfail-on = "never"\nlang = "en"\n', encoding="utf-8"
    )
    assert run("错.txt", "--output-format", "json") == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert {t["rule"][:3] for t in record["summary"]} == {"NUM"}
    assert run("错.txt", "--isolated", "-q") == 1


def test_a_misspelt_configuration_key_is_a_usage_error(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "budgetcheck.toml").write_text("ignor = []\n", encoding="utf-8")
    assert run("好.txt") == 2
    assert "是否指「ignore」" in capsys.readouterr().err


def test_english_and_chinese(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("好.txt", "--lang", "en", "--select", "ARI")
    assert "nothing wrong found" in capsys.readouterr().out
    run("好.txt", "--lang", "zh", "--select", "ARI")
    assert "没有发现问题" in capsys.readouterr().out


def test_standard_input_is_read(here: Path) -> None:
    done = command("validate", "-", "--output-format", "json", cwd=here, given=FAULTY.encode("gb18030"))
    record = json.loads(done.stdout)
    assert done.returncode == 1
    assert record["documents"][0]["file"] == "-"
    assert record["documents"][0]["encoding"] == "gb18030"


def test_nothing_but_the_report_is_on_standard_output(here: Path) -> None:
    done = command("validate", "错.txt", "-v", "--output-format", "json", cwd=here)
    json.loads(done.stdout)
    assert b"rules" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_the_encoding_of_the_terminal_kills_no_report(encoding: str, here: Path) -> None:
    done = command("validate", "错.txt", cwd=here, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"ARI001" in done.stdout
    done = command("validate", "错.txt", "--output-format", "json", cwd=here, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode("utf-8"))["documents"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["validate", "错.txt", "--output-format", "json"], 1),
        (["validate", "错.txt"], 1),
        (["validate", "好.txt", "--select", "ARI"], 0),
        (["rules", "list"], 0),
        (["rules", "list", "--output-format", "json"], 0),
        (["explain", "ARI004"], 0),
    ],
)
def test_a_pipe_that_closes_early_changes_neither_the_code_nor_says_anything(
    here: Path, words: list[str], code: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "budgetcheck", *words],
        cwd=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == code


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX does")
def test_an_interrupt_ends_with_130(here: Path) -> None:
    words = [sys.executable, "-m", "budgetcheck", "validate", "-v", "-"]
    with subprocess.Popen(
        words, cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert b"Traceback" not in said


def on_a_terminal(
    words: list[str],
    cwd: Path,
    columns: int,
    program: Sequence[str] = ("-m", "budgetcheck"),
    until: str = "",
    **variables: str,
) -> str:
    """What a terminal is sent; a `program` that waits for Enter gets it when `until` has been seen."""
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    plain = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "CI")}
    environment = {**plain, "TERM": "xterm-256color", **variables}
    process = subprocess.Popen(
        [sys.executable, *program, *words],
        cwd=cwd, stdin=follower, stdout=follower, stderr=follower, env=environment,
    )  # fmt: skip
    os.close(follower)
    held = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        held += piece
        if until and until.encode() in held:
            until = ""
            os.write(leader, b"\n")
    process.wait()
    os.close(leader)
    return held.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_gets_colours_links_and_its_own_width(here: Path) -> None:
    text = on_a_terminal(["validate", "错.txt"], here, 72)
    assert "\x1b[" in text
    assert "file://" in text
    assert "─" * 72 in text
    assert "─" * 73 not in text


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_no_color_is_honoured_and_never_means_never(here: Path) -> None:
    coloured = [f"\x1b[{code}m" for code in ("31", "1;31", "33", "34", "36", "32", "1;32")]
    text = on_a_terminal(["validate", "错.txt"], here, 80, NO_COLOR="1")
    assert not any(code in text for code in coloured)
    assert "\x1b" not in on_a_terminal(["validate", "错.txt", "--color", "never"], here, 80)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_files_on_a_terminal_get_a_progress_bar(jobs: str, here: Path) -> None:
    (here / "many").mkdir()
    for number in range(60):
        (here / "many" / f"{number}.txt").write_text(CLEAN, encoding="utf-8")
    text = on_a_terminal(["validate", "many", "--jobs", jobs, "--select", "ARI", "--lang", "zh"], here, 60)
    bar, _, report = text.partition("60 个文件")
    assert "60/60" in bar
    # NOTE: what stands between is drawn ten times a second, and both batches may be done between two of them.
    assert " 0/60" in bar
    # NOTE: the bar is rubbed out before the report, and one line is drawn over and over.
    assert "60/60" not in report
    assert bar.count("\n") <= 2
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", bar).replace("\r", "\n").splitlines()
    assert max(map(cell_len, lines)) <= 60


WAITS = """
import sys
from pathlib import Path
from budgetcheck.corpus import reading
from budgetcheck.cli import main
read = reading.read
def wait(source, **options):
    if Path(source).name.startswith("慢"):
        input()
    return read(source, **options)
reading.read = wait
sys.exit(main())
"""
"""The command, but a file whose name opens with 慢 is read only when somebody has pressed Enter."""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_who_waits_sees_the_time_left_and_the_file_that_is_read(here: Path) -> None:
    (here / "many").mkdir()
    for number in range(54):
        (here / "many" / f"{number:02}.txt").write_text(CLEAN, encoding="utf-8")
    (here / "many" / "慢[red]\x1b[5m.txt").write_text(CLEAN, encoding="utf-8")
    words = ["validate", "many", "--select", "ARI", "--lang", "zh"]
    text = on_a_terminal(words, here, 100, ("-c", WAITS), until="慢[red]␛[5m.txt")
    bar, _, report = text.partition("55 个文件")
    drawn = next(line for line in re.split(r"[\r\n]", bar) if "慢" in line)
    assert "50/55" in drawn
    assert re.search(r"约剩 0:\d\d", drawn)
    assert "没有发现问题" in report


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_one_file_that_takes_long_to_read_gets_a_bar(here: Path) -> None:
    (here / "慢.docx").write_bytes(b"PK")
    text = on_a_terminal(["validate", "慢.docx", "--lang", "zh"], here, 60, ("-c", WAITS), until="慢.docx")
    assert "0/1" in text.partition("无法使用的输入")[0]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_who_asked_for_quiet_or_gives_few_files_gets_no_bar(here: Path) -> None:
    for number in range(8):
        (here / f"{number}.txt").write_text(CLEAN, encoding="utf-8")
    assert "10/10" not in on_a_terminal(["validate", ".", "-q"], here, 80)
    assert "3/3" not in on_a_terminal(["validate", "0.txt", "1.txt", "2.txt"], here, 80)


def test_a_rule_file_with_an_unknown_key_or_check_ends_with_2(
    here: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = here / "my_rules"
    folder.mkdir()
    source = next((root / "rules" / "arithmetic").glob("ARI004*.toml")).read_text(encoding="utf-8")
    own = source.replace('"ARI004"', '"OWN001"').replace('"ari-row-sources"', '"own-row-sources"')
    (folder / "a.toml").write_text(own.replace("severity =", "severty ="), encoding="utf-8")
    assert run("好.txt", "--rules", "my_rules") == 2
    assert "severity" in capsys.readouterr().err
    start = own.index("use =")
    end = own.index("\n", start)
    (folder / "a.toml").write_text(own[:start] + 'use = "total_equals_part"' + own[end:], encoding="utf-8")
    assert run("好.txt", "--rules", "my_rules") == 2
    assert "total_equals_part" in capsys.readouterr().err


def test_the_report_is_the_same_whatever_the_order_of_the_files(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run("错.txt", "好.txt", "--output-format", "json")
    first = capsysbinary.readouterr().out
    run("好.txt", "错.txt", "好.txt", "--output-format", "json", "--jobs", "2")
    assert capsysbinary.readouterr().out == first
