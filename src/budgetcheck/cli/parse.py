"""Arguments to values, with the nearest match for what is misspelt."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from budgetcheck import plugins
from budgetcheck.cli.spec import COMMANDS, Command, Option
from budgetcheck.errors import UsageError, nearest


class _Parser(argparse.ArgumentParser):
    """An argparse parser that raises, so that every end of the program is decided in one place."""

    def error(self, message: str) -> NoReturn:
        """Raise the message as a usage error, in both languages where it is one that users meet.

        Raises:
            UsageError: always.
        """
        said = message.removeprefix("argument ")
        if said.endswith(": expected one argument"):
            said = f"{said.rpartition(':')[0]} 后面要跟一个值 (needs a value)"
        raise UsageError(said)


def parse(command: Command, words: Sequence[str]) -> argparse.Namespace:
    """The values of `words` for `command`; options that were not given are None, empty or false.

    Raises:
        UsageError: an unknown option, a wrong value, a missing argument.
    """
    parser = _Parser(prog=f"budgetcheck {command.name}", add_help=False, allow_abbrev=False)
    for option in command.options:
        _add(parser, option)
    parser.add_argument("words", nargs="*", metavar="PATH")
    values, extra = parser.parse_known_intermixed_args(list(words))
    unknown = [word for word in extra if word.startswith("-") and word != "--"]
    if unknown:
        raise UsageError(_unknown_option(unknown[0], command))
    for option in command.options:
        _check_choice(option, getattr(values, option.dest))
    return values


def _add(parser: _Parser, option: Option) -> None:
    if option.kind == "flag":
        parser.add_argument(*option.flags, action="store_true", dest=option.dest)
    elif option.kind == "count":
        parser.add_argument(*option.flags, action="count", default=0, dest=option.dest)
    elif option.kind == "repeat":
        parser.add_argument(*option.flags, action="append", default=[], dest=option.dest)
    elif option.kind == "list":
        parser.add_argument(*option.flags, action="extend", type=_commas, default=[], dest=option.dest)
    else:
        parser.add_argument(*option.flags, type=_number if option.kind == "number" else str, dest=option.dest)


def _commas(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"「{text}」不是非负整数 (not a whole number of 0 or more)")
    return int(text)


def _unknown_option(word: str, command: Command) -> str:
    name = word.partition("=")[0]
    known = [flag for option in command.options for flag in option.flags]
    hint = nearest(name, known) or f"；见 budgetcheck {command.name} --help (see its help)"
    return f"{command.name} 没有选项「{name}」 (no such option){hint}"


def _check_choice(option: Option, value: object) -> None:
    if option.choices and value is not None and value not in option.choices:
        # NOTE: other packages are looked through only for a word that none of ours is.
        brought = plugins.entries(option.plugins) if option.plugins else ()
        check_word(str(value), (*option.choices, *brought), option.flags[-1])


def check_word(value: str, allowed: Sequence[str], what: str) -> None:
    """Do nothing when `value` is one of `allowed`.

    Raises:
        UsageError: naming what was given, what is allowed, and the nearest.
    """
    if value not in allowed:
        listed = "、".join(allowed)
        raise UsageError(
            f"{what} 不能是「{value}」 (not a choice)；可用 (allowed): {listed}{nearest(value, allowed)}"
        )


def find_command(word: str) -> Command:
    """The command called `word`.

    Raises:
        UsageError: no such command; names the nearest, or `validate` when the word is a file.
    """
    if word in COMMANDS:
        return COMMANDS[word]
    if word.startswith("-") and word != "-":
        raise UsageError(
            f"选项「{word}」要写在命令之后，如 budgetcheck validate {word} … (options follow the command)"
        )
    if word == "-" or Path(word).exists():
        raise UsageError(
            f"缺少命令 (a command is missing)；是否指 (did you mean): budgetcheck validate {word}"
        )
    hint = nearest(word, COMMANDS) or f"；可用 (allowed): {'、'.join(COMMANDS)}"
    raise UsageError(f"没有命令「{word}」 (no such command){hint}")
