from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.reports import samples

from budgetcheck.cli.ending import Ending, report_code
from budgetcheck.errors import (
    ConfigurationError,
    FindingsError,
    MissingInputError,
    PluginError,
    ReaderCrashError,
    RuleFileError,
    UnknownRuleError,
)
from budgetcheck.terms import Severity


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownRuleError("x"), 2),
        (ConfigurationError("x"), 2),
        (RuleFileError("x"), 2),
        (MissingInputError("a.txt", "文件不存在 (no such file)"), 3),
        (ReaderCrashError("a.txt", "坏 (bad)", detail="Traceback of the reader"), 4),
        (PluginError("包:名", "坏 (bad)", "Traceback of the plugin"), 4),
        (FindingsError("x"), 1),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("x"), 4),
        (MemoryError(), 4),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_exception_has_its_exit_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with Ending() as ending:
        raise error
    assert ending.code == code
    said = capsys.readouterr().err
    assert said
    assert ("Traceback" in said) == (code == 4)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full, which Linux has")
@pytest.mark.parametrize("words", [["--help"], ["rules", "list"], ["schema", "report"]])
def test_no_room_for_the_output_is_no_fault_of_the_tool(words: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "budgetcheck", *words], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path,
            check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().startswith("budgetcheck: 无法写入")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell that closes streams: sh")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_changes_nothing_but_what_is_seen(closed: str, tmp_path: Path) -> None:
    words = f"'{sys.executable}' -m budgetcheck explain no-such-rule {closed}"
    assert subprocess.run(["sh", "-c", words], cwd=tmp_path, capture_output=True, check=False).returncode == 2
    words = f"'{sys.executable}' -m budgetcheck explain ARI004 {closed}"
    assert subprocess.run(["sh", "-c", words], cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell with pipefail: bash")
@pytest.mark.parametrize("words", ["rules list", "--help", "schema report", "explain ARI004"])
def test_a_pipe_that_closes_early_leaves_no_trace(words: str, tmp_path: Path) -> None:
    program = f"set -o pipefail; '{sys.executable}' -m budgetcheck {words} | head -n 1"
    done = subprocess.run(["bash", "-c", program], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_reader_that_went_away_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    with Ending() as ending:
        ending.code = 1
        raise BrokenPipeError
    assert ending.code == 1
    assert capsys.readouterr().err == ""


def test_control_characters_in_an_error_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Ending():
        raise UnknownRuleError("\x1b[31m\u202ex")
    assert "\x1b" not in capsys.readouterr().err


def test_findings_decide_from_the_asked_severity_up() -> None:
    report = samples.faulty()
    assert [report_code(report, s) for s in ("error", "warning", "note", "never")] == [1, 1, 1, 0]
    mild = replace(report, findings=(samples.ECHO, samples.DOUBLE_MARK))
    assert [report_code(mild, s) for s in ("error", "warning", "note", "never")] == [0, 1, 1, 0]
    assert samples.DOUBLE_MARK.severity is Severity.NOTE
    noted = replace(report, findings=(samples.DOUBLE_MARK,))
    assert [report_code(noted, s) for s in ("error", "warning", "note", "never")] == [0, 0, 1, 0]


def test_a_crashed_rule_goes_before_a_bad_input_and_that_before_findings() -> None:
    troubled = samples.troubled()
    missing, crash = troubled.tool_errors
    assert report_code(troubled, "never") == 4
    assert report_code(replace(troubled, tool_errors=(missing,)), "error") == 3
    assert report_code(replace(troubled, tool_errors=(crash,)), "error") == 4


def test_no_table_at_all_is_an_input_error() -> None:
    assert report_code(replace(samples.clean(), documents=()), "never") == 3
