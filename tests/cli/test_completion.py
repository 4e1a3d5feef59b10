from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from budgetcheck.cli import main
from budgetcheck.cli.spec import COMMANDS, SHELLS


def script(shell: str, capsysbinary: pytest.CaptureFixture[bytes]) -> str:
    assert main(["completion", shell]) == 0
    return capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_knows_every_command_and_long_option(
    shell: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = script(shell, capsysbinary)
    for command in COMMANDS.values():
        assert command.name in text
        for option in command.options:
            flag = max(option.flags, key=len)
            assert (f"-l {flag[2:]}" if shell == "fish" else flag) in text


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_accepts_its_script(
    shell: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    file = tmp_path / "completion"
    file.write_text(script(shell, capsysbinary), encoding="utf-8")
    done = subprocess.run([shell, "-n", str(file)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def completed(line: str, file: Path) -> list[str]:
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    program = (
        f"source {file}; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _budgetcheck; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("budgetcheck ex", ["extract", "explain"]),
        ("budgetcheck validate --out", ["--output-format"]),
        ("budgetcheck validate --output-format j", ["json", "json-lines", "junit"]),
        ("budgetcheck extract --output-format p", ["parquet"]),
        ("budgetcheck validate --report sa", ["sarif="]),
        ("budgetcheck validate --report gi", ["github=", "gitlab="]),
        # NOTE: nothing offered means file names, which bash knows better.
        ("budgetcheck validate --report sarif = o", []),
        ("budgetcheck validate --report sarif =", []),
        ("budgetcheck schema lin", ["lines"]),
        ("budgetcheck rules t", ["test"]),
        ("budgetcheck rules ne", ["new"]),
        ("budgetcheck rules new --fr", ["--frame"]),
        ("budgetcheck rules new --frame l", ["lines"]),
    ],
)
def test_bash_completes(
    line: str, expected: list[str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "completion"
    file.write_text(script("bash", capsysbinary), encoding="utf-8")
    assert completed(line, file) == expected
