"""The completion script for bash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from budgetcheck.cli.shells.offers import BEFORE_FILE, Offer, offer, packs, rules, selectors, takes_rule
from budgetcheck.cli.spec import COMMANDS, Command, Option

# NOTE: bash takes the sign in --option=value for a word of its own; and nothing offered means file names,
# which it knows better.
_SCRIPT = """\
# budgetcheck: eval "$(budgetcheck completion bash)"
_budgetcheck() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" command="${{COMP_WORDS[1]}}" flags="" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{commands} --help --version" -- "$cur")); return
  fi
  if [ "$cur" = = ]; then cur=""; elif [ "$prev" = = ]; then prev="${{COMP_WORDS[COMP_CWORD-2]}}"; fi
  case "$command:$prev" in
{values}
  esac
  case "$command" in
{cases}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *) [ "$COMP_CWORD" -eq 2 ] && COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
  esac
}}
_budgetcheck_list() {{
  local done=""
  case "$cur" in *,*) done="${{cur%,*}}," ;; esac
  COMPREPLY=($(compgen -P "$done" -W "$1" -- "${{cur##*,}}"))
  compopt -o nospace 2>/dev/null
}}
complete -o default -o bashdefault -F _budgetcheck budgetcheck
"""


def bash_script() -> str:
    """The script as `eval` takes it."""
    values = (line for command in COMMANDS.values() for line in _values(command))
    cases = (
        f'    {c.name}) flags="{_flags(c.options)}"; words="{" ".join(_words(c))}" ;;'
        for c in COMMANDS.values()
    )
    # NOTE: a word that is no option and stands before a = is the format of --report; its file comes next.
    last = '    *:--*) ;;\n    *) [ "${COMP_WORDS[COMP_CWORD-1]}" = = ] && return ;;'
    return _SCRIPT.format(
        commands=" ".join(COMMANDS), values="\n".join([*values, last]), cases="\n".join(cases)
    )


def _flags(options: Iterable[Option]) -> str:
    return " ".join(flag for option in options for flag in option.flags)


def _words(command: Command) -> list[str]:
    return list(rules()) if takes_rule(command) else list(command.words)


def _values(command: Command) -> Iterator[str]:
    """For each option that takes a value, what is offered."""
    for option in command.options:
        kind = offer(option)
        if kind is not None:
            flags = "|".join(f"{command.name}:{flag}" for flag in option.flags)
            yield f"    {flags}) {_action(kind, option)}; return ;;"


def _action(kind: Offer, option: Option) -> str:
    if kind is Offer.RULES:
        return f'_budgetcheck_list "{" ".join(selectors())}"'
    if kind is Offer.FOLDER:
        return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur"))'
    listed = {Offer.CHOICES: option.choices, Offer.PACK: packs(), Offer.REPORT: BEFORE_FILE}.get(kind, ())
    if not listed:
        return ":"
    words = f'COMPREPLY=($(compgen -W "{" ".join(listed)}" -- "$cur"))'
    return f"{words}; compopt -o nospace 2>/dev/null" if kind is Offer.REPORT else words
