"""Readers, checks and report formats that other packages bring, found by their entry points.

| group | an entry is |
|---|---|
| `budgetcheck.readers` | a module with `FORMAT` (`readers.interface.Format`, its `module` the full dotted path), `recognises(data) -> bool` and `read(request) -> list[Grid]` |
| `budgetcheck.checks` | a module whose import registers its functions with `@check` |
| `budgetcheck.reports` | a function `write(report, lang) -> Iterator[str]`; the entry's name is that of the format |
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

READERS, CHECKS, REPORTS = GROUPS = ("budgetcheck.readers", "budgetcheck.checks", "budgetcheck.reports")


class PluginFault(NamedTuple):
    """A plugin that could not be loaded or broke down: `name` and `group` of its entry, the package that brings it, and why."""

    group: str
    name: str
    package: str
    reason: str
    detail: str


@cache
def entries(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of the group by name, none of them loaded; the first of two with one name counts."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=group), key=lambda e: (e.name, e.value)):
        found.setdefault(entry.name, entry)
    return found


def load(group: str) -> Mapping[str, Any]:
    """What the entries of the group lead to, by name; those that cannot be loaded are among the `faults`."""
    return {name: held for name in entries(group) if (held := _load(group, name)[0]) is not None}


def faults() -> tuple[PluginFault, ...]:
    """Every plugin of any group that cannot be loaded."""
    loaded = (_load(group, name)[1] for group in GROUPS for name in entries(group))
    return tuple(fault for fault in loaded if fault is not None)


@cache
def _load(group: str, name: str) -> tuple[Any, PluginFault | None]:
    entry = entries(group)[name]
    attempt = Attempt()
    held = None
    with attempt:
        held = entry.load()
    return held, None if attempt.error is None else fault(group, name, attempt.error)


def fault(group: str, name: str, error: BaseException) -> PluginFault:
    """What is told of the plugin that raised `error`."""
    entry = entries(group)[name]
    package = entry.dist.name if entry.dist else entry.value
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return PluginFault(group, name, package, reason, "".join(traceback.format_exception(error)))


class Attempt:
    """Keeps what is raised inside the `with` block.

    NOTE: a context manager, since a plugin may fail in any way, and a handler that swallows has no place here.
    """

    error: BaseException | None = None

    def __enter__(self) -> Attempt:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            return False
        self.error = error
        return True
