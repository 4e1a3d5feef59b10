"""`rules`: list the rules and packs, run the cases rules carry, write a new rule."""

from __future__ import annotations

from argparse import Namespace

from budgetcheck.cli.parse import check_word
from budgetcheck.cli.settings import configuration, spoken
from budgetcheck.cli.spec import RULE_ACTIONS
from budgetcheck.errors import UsageError

_LISTED = "list"


def run(values: Namespace) -> int:
    """Carry out the action that the first word names."""
    action = values.words[0] if values.words else _LISTED
    check_word(action, RULE_ACTIONS, "rules")
    for option in ("folder", "use", "frame"):
        if action != "new" and getattr(values, option):
            flag = "in" if option == "folder" else option
            raise UsageError(f"--{flag} 只用于 rules new (only for rules new)")
    config = configuration(values)
    lang = spoken(values, config)
    # NOTE: each action is imported when it runs, since testing needs the engine and listing does not.
    if action == "test":
        from budgetcheck.cli.commands.rules_test import run_test

        return run_test(values, config, lang)
    if action == "new":
        from budgetcheck.cli.commands.rules_new import run_new

        return run_new(values, config, lang)
    from budgetcheck.cli.commands.rules_list import run_list, run_packs

    return (run_list if action == _LISTED else run_packs)(values, config, lang)
