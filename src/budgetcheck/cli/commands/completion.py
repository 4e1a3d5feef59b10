"""`completion`: a static script for the shell, made from the same table as the parser."""

from __future__ import annotations

from argparse import Namespace

from budgetcheck.cli.parse import check_word
from budgetcheck.cli.shells import bash_script, fish_script, zsh_script
from budgetcheck.cli.spec import SHELLS
from budgetcheck.cli.streams import write_out
from budgetcheck.errors import UsageError


def run(values: Namespace) -> int:
    """Print the script for the named shell."""
    if len(values.words) != 1:
        raise UsageError(f"completion 需要一个 shell: {'、'.join(SHELLS)} (name one shell)")
    check_word(values.words[0], SHELLS, "completion")
    write_out({"bash": bash_script, "zsh": zsh_script, "fish": fish_script}[values.words[0]]())
    return 0
