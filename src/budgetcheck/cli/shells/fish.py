"""The completion script for fish."""

from __future__ import annotations

from collections.abc import Iterator

from budgetcheck.cli.shells.offers import BEFORE_FILE, Offer, offer, packs, rules, selectors, takes_rule
from budgetcheck.cli.spec import COMMANDS, Command, Option

_HEAD = """\
# budgetcheck: budgetcheck completion fish | source
function __budgetcheck_selectors
    set -l before (string replace -r '^--[a-z-]+=' '' -- (commandline -ct) | string replace -r '[^,]*$' '')
    printf "$before%s\\n" {selectors}
end
complete -c budgetcheck -e
complete -c budgetcheck -n __fish_use_subcommand -f
complete -c budgetcheck -n __fish_use_subcommand -l help -s h -d '显示此说明 show this help'
complete -c budgetcheck -n __fish_use_subcommand -l version -s V -d '显示版本 show the version'
"""


def fish_script() -> str:
    """The script as `source` takes it."""
    lines = [line for command in COMMANDS.values() for line in _command(command)]
    return _HEAD.format(selectors=" ".join(selectors())) + "\n".join(lines) + "\n"


def _command(command: Command) -> Iterator[str]:
    about = f"{command.zh} {command.en}"
    yield f"complete -c budgetcheck -n __fish_use_subcommand -a {command.name} -d {_quoted(about)}"
    seen = f"__fish_seen_subcommand_from {command.name}"
    if not command.paths:
        yield f"complete -c budgetcheck -n '{seen}' -f"
    if command.words:
        words = " ".join(command.words)
        yield f"complete -c budgetcheck -f -n '{seen}; and not __fish_seen_subcommand_from {words}' -a '{words}'"
    if takes_rule(command):
        yield from (
            f"complete -c budgetcheck -n '{seen}' -a {rule} -d {name}" for rule, name in rules().items()
        )
    yield from (_option(seen, option) for option in command.options)


def _option(seen: str, option: Option) -> str:
    flags = (f"-l {f[2:]}" if f.startswith("--") else f"-s {f[1:]}" for f in option.flags)
    parts = [f"complete -c budgetcheck -n '{seen}'", *flags]
    kind = offer(option)
    if kind is not None:
        parts.append(_value(kind, option))
    return " ".join([*parts, f"-d {_quoted(f'{option.zh} {option.en}')}"])


def _value(kind: Offer, option: Option) -> str:
    return {
        Offer.CHOICES: f"-x -a '{' '.join(option.choices)}'",
        Offer.RULES: "-x -a '(__budgetcheck_selectors)'",
        Offer.PACK: f"-r -a '{' '.join(packs())}'",
        Offer.REPORT: f"-r -a '{' '.join(BEFORE_FILE)}'",
        Offer.FOLDER: "-x -a '(__fish_complete_directories)'",
        Offer.FILE: "-r",
        Offer.OTHER: "-x",
    }[kind]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"
