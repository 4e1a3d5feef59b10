"""What can stand where a value is asked for: a closed list, rules, packs, folders, files, or nothing known."""

from __future__ import annotations

from enum import Enum
from functools import cache

from budgetcheck.cli.spec import REPORT_FORMATS, Command, Option
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import pack_names, rule_paths
from budgetcheck.terms import Family


class Offer(Enum):
    """A kind of value."""

    CHOICES = "choices"
    RULES = "rules"
    PACK = "pack"
    REPORT = "report"
    FOLDER = "folder"
    FILE = "file"
    OTHER = "other"


_BY_METAVAR = {
    "RULES": Offer.RULES,
    "PACK": Offer.PACK,
    "FORMAT=FILE": Offer.REPORT,
    "DIR": Offer.FOLDER,
}
BEFORE_FILE = tuple(f"{name}=" for name in REPORT_FORMATS)
"""What stands before the file in `--report`."""


def offer(option: Option) -> Offer | None:
    """What the value of `option` can be; None where it takes none."""
    if option.kind in ("flag", "count"):
        return None
    if option.choices:
        return Offer.CHOICES
    return _BY_METAVAR.get(option.metavar, Offer.FILE if option.path else Offer.OTHER)


def takes_rule(command: Command) -> bool:
    """Whether the argument of `command` is a rule."""
    return any(name == "RULE" for name, _, _ in command.arguments)


@cache
def rules() -> dict[str, str]:
    """The id of every shipped rule with its name.

    NOTE: both are written in the name of its file, so that no file need be read.
    """
    stems = (path.stem.partition("-") for path in rule_paths(rules_folder()))
    return {identifier: f"{identifier[:3].lower()}-{slug}" for identifier, _, slug in stems}


def selectors() -> list[str]:
    """What `--select` and its like take: families, ids and ALL."""
    return ["ALL", *(str(family) for family in Family), *rules()]


def packs() -> list[str]:
    """The names of the shipped packs."""
    return pack_names()
