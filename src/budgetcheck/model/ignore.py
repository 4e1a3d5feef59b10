"""An ignore: findings that somebody looked at and decided to live with, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

IGNORE_KEYS = ("rule", "fingerprint", "file", "department", "unit", "project", "indicator")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry of `[[ignores]]`; every key that is not empty must fit a finding.

    `rule` is an id, a name, a family or the start of an id; `fingerprint` the start of a fingerprint;
    the others are texts, exact or with `*`, `?` and `[…]`. `until` is the last day on which it holds.
    `source` and `line` say where it stands, `number` is its 1-based place among the entries.
    """

    reason: str
    rule: str = ""
    fingerprint: str = ""
    file: str = ""
    department: str = ""
    unit: str = ""
    project: str = ""
    indicator: str = ""
    until: date | None = None
    source: str = ""
    line: int = 1
    number: int = 1

    @property
    def keys(self) -> str:
        """What it fits, in the words of the file.

        >>> Ignore("…", rule="DUP004", project="工作*").keys
        'rule = "DUP004", project = "工作*"'
        """
        return ", ".join(f'{key} = "{value}"' for key in IGNORE_KEYS if (value := getattr(self, key)))

    def expired(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.until is not None and self.until < today
