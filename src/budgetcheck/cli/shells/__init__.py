"""Completion scripts, one module a shell, made from the table of commands and the rules there are."""

from __future__ import annotations

from budgetcheck.cli.shells.bash import bash_script
from budgetcheck.cli.shells.fish import fish_script
from budgetcheck.cli.shells.zsh import zsh_script

__all__ = ["bash_script", "fish_script", "zsh_script"]
