"""From the words of the command line to the command that carries them out."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from importlib import import_module

from budgetcheck import __version__
from budgetcheck.cli.ending import Ending
from budgetcheck.cli.helptext import command_help, general_help
from budgetcheck.cli.parse import find_command, parse
from budgetcheck.cli.spec import Command
from budgetcheck.cli.streams import write_out
from budgetcheck.errors import UsageError


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in `words` (default: the process's own) and return its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    # NOTE: a shell that closes a stream (`>&-`) leaves none at all.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    with Ending() as ending:
        ending.code = _run(given)
    return ending.code


def _run(words: list[str]) -> int:
    if not words:
        sys.stderr.write(general_help())
        raise UsageError("缺少命令 (a command is missing)")
    if words[0] in ("-h", "--help", "help"):
        write_out(command_help(find_command(words[1])) if words[1:] else general_help())
        return 0
    if words[0] in ("-V", "--version"):
        # NOTE: imported here, since reading rule files costs more than all other help.
        from budgetcheck.rulefiles import read_pack

        pack = read_pack("core")
        write_out(f"budgetcheck {__version__} (rules: {pack.id} {pack.version})\n")
        return 0
    command = find_command(words[0])
    if _asks_for_help(words[1:]):
        write_out(command_help(command))
        return 0
    return _carry_out(command, words[1:])


def _asks_for_help(words: Sequence[str]) -> bool:
    before = words[: words.index("--")] if "--" in words else words
    return "-h" in before or "--help" in before


def _carry_out(command: Command, words: Sequence[str]) -> int:
    # NOTE: each command is imported when it runs, so that help and explain never pay for pandas.
    module = import_module(f"budgetcheck.cli.commands.{command.name}")
    code: int = module.run(parse(command, words))
    return code
