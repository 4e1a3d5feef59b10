"""The completion script for zsh."""

from __future__ import annotations

from budgetcheck.cli.shells.offers import BEFORE_FILE, Offer, offer, packs, rules, selectors, takes_rule
from budgetcheck.cli.spec import COMMANDS, Command, Option

# NOTE: sourced by eval, or as a file _budgetcheck in the folders of functions; the last line serves both.
_SCRIPT = """\
#compdef budgetcheck
# budgetcheck: eval "$(budgetcheck completion zsh)"
_budgetcheck() {{
  local -a commands=({names}) selectors=({selectors}) rules=({rules}) packs=({packs})
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  words=("${{words[@]:1}}"); (( CURRENT-- ))
  case $command in
{cases}
  esac
}}
if [ "$funcstack[1]" = _budgetcheck ]; then _budgetcheck; else compdef _budgetcheck budgetcheck; fi
"""


def zsh_script() -> str:
    """The script as `eval` takes it."""
    cases = "\n".join(
        f"    {c.name}) _arguments {' '.join([*map(_option, c.options), *_arguments(c)])} ;;"
        for c in COMMANDS.values()
    )
    return _SCRIPT.format(
        names=" ".join(f"'{c.name}:{_text(f'{c.zh} {c.en}')}'" for c in COMMANDS.values()),
        selectors=" ".join(selectors()),
        rules=" ".join(f"'{rule}:{name}'" for rule, name in rules().items()),
        packs=" ".join(packs()),
        cases=cases,
    )


def _text(text: str) -> str:
    return text.replace("'", "’").replace("[", "（").replace("]", "）").replace(":", "：")


def _option(option: Option) -> str:
    text = _text(f"{option.zh} {option.en}")
    kind = offer(option)
    value = "" if kind is None else f":{_text(option.metavar)}:{_action(kind, option)}"
    star = "*" if option.kind in ("repeat", "list", "count") else ""
    # NOTE: a long option may hold its value behind a =, too.
    signs = ("=" if value and flag.startswith("--") else "" for flag in option.flags)
    return " ".join(
        f"'{star}{flag}{sign}[{text}]{value}'" for flag, sign in zip(option.flags, signs, strict=True)
    )


def _action(kind: Offer, option: Option) -> str:
    return {
        Offer.CHOICES: f"({' '.join(option.choices)})",
        Offer.RULES: "_sequence compadd - $selectors",
        Offer.PACK: '{compadd -a packs; _files -g "*.toml"}',
        Offer.REPORT: f'{{compset -P "*=" && _files || compadd -S "" -- {" ".join(BEFORE_FILE)}}}',
        Offer.FOLDER: "_files -/",
        Offer.FILE: "_files",
        Offer.OTHER: "",
    }[kind]


def _arguments(command: Command) -> list[str]:
    if takes_rule(command):
        return ["'1:rule:{_describe rule rules}'"]
    first = [f"'1:{command.name}:({' '.join(command.words)})'"] if command.words else []
    return [*first, "'*:path:_files'"] if command.paths else first
