"""What the columns of a table with a row per indicator hold: its projects, classes, and single indicators."""

from __future__ import annotations

from collections.abc import Collection

from budgetcheck.readers.pages.headings import BESIDE, ITEM
from budgetcheck.readers.pages.levels import Level
from budgetcheck.readers.pages.merges import class_known
from budgetcheck.readers.pages.stretches import BOUND, HEAD, KEY, OWN, SINGLE, VALUE

_LEVELS = (f"{ITEM}level1", f"{ITEM}level2")
_SINGLE = (f"{ITEM}sign", f"{ITEM}weight", f"{ITEM}direction", f"{ITEM}type")
_NAME, _VALUE = f"{ITEM}name", f"{ITEM}value"


class Columns:
    """Which columns are a project's, which hold classes, which hold the parts of a single indicator (`base`)."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        first = next((i for i, role in enumerate(roles) if role.startswith(ITEM)), len(roles))
        of_item = [
            role.startswith(ITEM) or (i > first and (not role or role.startswith(BESIDE)))
            for i, role in enumerate(roles)
        ]
        self.group = [i for i, own in enumerate(of_item) if not own]
        self.levels = [i for i, role in enumerate(roles) if role in _LEVELS]
        self.base = [i for i, own in enumerate(of_item) if own and i not in self.levels]
        self.items = [i for i, own in enumerate(of_item) if own]
        self.points = frozenset(i for i in self.base if roles[i] not in (_NAME, _VALUE))
        self.value = roles.index(_VALUE)
        names = [i for i, role in enumerate(roles) if role == "name"]
        bodies = [i for i, role in enumerate(roles) if role == f"{BESIDE}body" and i < first]
        self.keys = names or bodies
        self.of_projects = tuple(self._of_project(i, role) for i, role in enumerate(roles))
        self.of_items = tuple(self._of_item(i, role) for i, role in enumerate(roles))
        self.of_rows = tuple(self._of_row(i) for i in range(len(roles)))
        self.loose = frozenset((*self.levels, *self.base))
        self.not_base = frozenset(i for i in range(len(roles)) if i not in self.base)

    def has_base(self, level: Level) -> bool:
        """Whether a single indicator has anything at this height."""
        return any(level.pieces[i] is not None for i in self.base)

    def has_key(self, level: Level) -> bool:
        """Whether the name of a project stands at this height."""
        return any(level.pieces[i] is not None for i in self.keys)

    @staticmethod
    def only(level: Level, columns: Collection[int]) -> Level:
        """The level with what stands in these columns."""
        return level._replace(
            pieces=tuple(None if i not in columns else p for i, p in enumerate(level.pieces))
        )

    def of_item(self, level: Level) -> Level:
        """The level with what single indicators have there; of classes only a label that is whole."""
        whole = [i for i in self.levels if class_known(level.text(i))]
        return self.only(level, (*self.base, *whole))

    def _of_project(self, column: int, role: str) -> str:
        if column in self.keys[:1]:
            return KEY
        return role if column in self.group and role != "name" else ""

    def _of_row(self, column: int) -> str:
        """What a column holds where no cell is merged."""
        if column in self.group:
            if column in self.keys[:1]:
                return HEAD
            return BOUND if self.of_projects[column] == "total" else OWN
        return "" if column in self.levels else self.of_items[column]

    def _of_item(self, column: int, role: str) -> str:
        if column in self.levels:
            # NOTE: a row may be below the label of its class, but never has two of them.
            return SINGLE
        if column not in self.base:
            return ""
        if role in (_NAME, _VALUE):
            return VALUE
        return SINGLE if role in _SINGLE else ""
