from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from budgetcheck.cli import main
from budgetcheck.cli.shells.offers import rules
from budgetcheck.cli.spec import COMMANDS, SHELLS
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder


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


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs the shell itself: install {shell} (apt install {shell})")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_accepts_its_script(
    shell: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    needs(shell)
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
        ("budgetcheck validate --output-format = j", ["json", "json-lines", "junit"]),
        ("budgetcheck validate --pack cn-", ["cn-2015", "cn-2021"]),
        ("budgetcheck explain ARI001", ["ARI001"]),
        ("budgetcheck validate --ignore VSY0,ARI001", ["VSY0,ARI001"]),
        ("budgetcheck validate ", []),
        ("budgetcheck validate --baseline ", []),
        ("budgetcheck rules list ", []),
    ],
)
def test_bash_completes(
    line: str, expected: list[str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    needs("bash")
    file = tmp_path / "completion"
    file.write_text(script("bash", capsysbinary), encoding="utf-8")
    assert completed(line, file) == expected


def test_the_rules_on_offer_are_the_rules_there_are() -> None:
    known = {rule.id: rule.name for rule in load_folder(rules_folder())}
    assert rules() == known


TYPED = [
    ("validate --pack gua", "validate --pack guangzhou"),
    ("explain ARI00", "ARI004"),
    ("validate --select ARI,VSY00", "VSY003"),
    ("validate --output-format=sar", "--output-format=sarif"),
    ("validate 表", "validate 表格.txt"),
    ("validate --rules my", "--rules my_rules/"),
    ("validate --report html=my", "html=my_rules/"),
    ("baseline cr", "baseline create"),
]
"""What a user types, and what pressing the tab key brings to the screen."""


def typed(shell: list[str], commands: str, line: str, cwd: Path, wanted: str) -> str:
    """What an interactive shell shows after `commands`, then `line` and the tab key, up to `wanted`."""
    import pty

    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        shell,
        cwd=cwd,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment,
        start_new_session=True,
    )
    os.close(follower)
    os.write(leader, f"{commands}; echo rea''dy\n".encode())
    shown = until(leader, "ready")
    os.write(leader, f"budgetcheck {line}\t\t".encode())
    shown = until(leader, wanted)
    process.kill()
    process.wait()
    os.close(leader)
    return shown


def until(leader: int, wanted: str) -> str:
    """What the shell writes until `wanted` stands in it, or nothing more comes for half a minute."""
    held = b""
    while wanted not in held.decode(errors="replace"):
        if not select.select([leader], [], [], 30)[0]:
            break
        held += os.read(leader, 65536)
    return held.decode(errors="replace")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a table and a folder of rules."""
    (tmp_path / "my_rules").mkdir()
    (tmp_path / "表格.txt").touch()
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("line", "wanted"), TYPED)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_tab_key_completes(
    shell: str, line: str, wanted: str, place: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    needs(shell)
    file = place / ".completion"
    file.write_text(script(shell, capsysbinary), encoding="utf-8")
    plain, before = {
        "bash": (["bash", "--norc", "--noprofile", "-i"], ""),
        "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; "),
    }[shell]
    assert wanted in typed(plain, f"{before}source {file}", line, place, wanted)


@pytest.mark.parametrize(("line", "wanted"), TYPED)
def test_fish_completes(
    line: str, wanted: str, place: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    needs("fish")
    file = place / ".completion"
    file.write_text(script("fish", capsysbinary), encoding="utf-8")
    program = f"source {file}; complete -C 'budgetcheck {line}'"
    environment = {**os.environ, "HOME": str(place), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["fish", "--no-config", "-c", program], capture_output=True, encoding="utf-8", check=True, cwd=place,
        env=environment,
    )  # fmt: skip
    assert wanted.rsplit(" ", maxsplit=1)[-1] in done.stdout


def test_zsh_also_takes_the_script_as_a_file_of_its_own(
    place: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    needs("zsh")
    (place / "_budgetcheck").write_text(script("zsh", capsysbinary), encoding="utf-8")
    before = f"fpath=({place} $fpath); autoload -U compinit; compinit -u -D"
    shown = typed(["zsh", "-f", "-i"], before, "explain ARI00", place, "ari-row-sources")
    assert "ari-row-sources" in shown
