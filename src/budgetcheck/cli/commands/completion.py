"""`completion`: a static script for the shell, made from the same table as the parser."""

from __future__ import annotations

from argparse import Namespace

from budgetcheck.cli.parse import check_word
from budgetcheck.cli.spec import COMMANDS, REPORT_FORMATS, SHELLS, Command, Option
from budgetcheck.cli.streams import write_out
from budgetcheck.errors import UsageError


def run(values: Namespace) -> int:
    """Print the script for the named shell."""
    if len(values.words) != 1:
        raise UsageError(f"completion 需要一个 shell: {'、'.join(SHELLS)} (name one shell)")
    check_word(values.words[0], SHELLS, "completion")
    write_out({"bash": _bash, "zsh": _zsh, "fish": _fish}[values.words[0]]())
    return 0


_PAIR = "FORMAT=FILE"
_BEFORE = " ".join(f"{name}=" for name in REPORT_FORMATS)
"""What stands before the file in such an option."""


def _flags(command: Command) -> str:
    return " ".join(flag for option in command.options for flag in option.flags)


def _bash() -> str:
    cases = "\n".join(
        f'    {c.name}) words="{_flags(c)} {" ".join(c.words)}" ;;'.replace(' "', '"')
        for c in COMMANDS.values()
    )
    choices = "\n".join(
        f'    {c.name}:{flag}) COMPREPLY=($(compgen -W "{" ".join(o.choices)}" -- "$cur")); return ;;'
        for c in COMMANDS.values()
        for o in c.options
        if o.choices
        for flag in o.flags
    )
    # NOTE: bash takes the sign between format and file for a word of its own.
    pairs = "\n".join(
        f'    {c.name}:{flag}) COMPREPLY=($(compgen -W "{_BEFORE}" -- "$cur")); compopt -o nospace 2>/dev/null; return ;;'
        for c in COMMANDS.values()
        for o in c.options
        if o.metavar == _PAIR
        for flag in o.flags
    )
    return f"""# budgetcheck: eval "$(budgetcheck completion bash)"
_budgetcheck() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" command="${{COMP_WORDS[1]}}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{" ".join(COMMANDS)} --help --version" -- "$cur")); return
  fi
  case "$command:$prev" in
{choices}
{pairs}
    *:=) return ;;
  esac
  [ "$cur" = = ] && return
  case "$command" in
{cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -o bashdefault -F _budgetcheck budgetcheck
"""


def _zsh_text(text: str) -> str:
    return text.replace("'", "’").replace("[", "（").replace("]", "）").replace(":", "：")


def _zsh_option(option: Option) -> str:
    text = _zsh_text(f"{option.zh} {option.en}")
    value = ""
    if option.kind not in ("flag", "count"):
        action = f"({' '.join(option.choices)})" if option.choices else "_files" if option.path else ""
        if option.metavar == _PAIR:
            action = f'{{compset -P "*=" && _files || compadd -S "" -- {_BEFORE}}}'
        value = f":{_zsh_text(option.metavar)}:{action}"
    star = "*" if option.kind in ("repeat", "list", "count") else ""
    return " ".join(f"'{star}{flag}[{text}]{value}'" for flag in option.flags)


def _zsh() -> str:
    names = " ".join(f"'{c.name}:{_zsh_text(f'{c.zh} {c.en}')}'" for c in COMMANDS.values())
    cases = "\n".join(
        f"    {c.name}) _arguments {' '.join(map(_zsh_option, c.options))} "
        + f"'*:{c.name}:{_zsh_words(c)}' ;;"
        for c in COMMANDS.values()
    )
    return f"""#compdef budgetcheck
# budgetcheck: eval "$(budgetcheck completion zsh)"
_budgetcheck() {{
  if (( CURRENT == 2 )); then
    local -a commands=({names})
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  words=("${{words[@]:1}}"); (( CURRENT-- ))
  case $command in
{cases}
  esac
}}
compdef _budgetcheck budgetcheck
"""


def _zsh_words(command: Command) -> str:
    if command.words and not command.paths:
        return f"({' '.join(command.words)})"
    return "_files" if command.paths else ""


def _fish() -> str:
    lines = [
        "# budgetcheck: budgetcheck completion fish | source",
        "complete -c budgetcheck -n __fish_use_subcommand -f",
    ]
    for command in COMMANDS.values():
        about = f"{command.zh} {command.en}".replace("'", "’")
        lines.append(f"complete -c budgetcheck -n __fish_use_subcommand -a {command.name} -d '{about}'")
        seen = f"'__fish_seen_subcommand_from {command.name}'"
        if command.words:
            lines.append(f"complete -c budgetcheck -n {seen} -a '{' '.join(command.words)}'")
        lines += [_fish_option(seen, option) for option in command.options]
    return "\n".join(lines) + "\n"


def _fish_option(seen: str, option: Option) -> str:
    flags = (f"-l {f[2:]}" if f.startswith("--") else f"-s {f[1:]}" for f in option.flags)
    parts = [f"complete -c budgetcheck -n {seen}", *flags]
    if option.kind not in ("flag", "count"):
        if option.metavar == _PAIR:
            parts.append(f"-a '{_BEFORE}'")
        parts.append(
            f"-x -a '{' '.join(option.choices)}'" if option.choices else "-r" if option.path else "-x"
        )
    about = f"{option.zh} {option.en}".replace("'", "’")
    return " ".join([*parts, f"-d '{about}'"])
