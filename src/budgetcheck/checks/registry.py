"""How a check function makes itself known: the frame it reads, the message fields it gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

CheckFunction = Callable[..., "Outcome"]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check: `function(frame, tables, **settings) -> Outcome`.

    `frame` names the frame whose rows are its subjects; `needs` the other frames it reads;
    `fields` the names it puts into `Evidence.fields`; `settings` its keyword arguments with defaults.
    """

    name: str
    frame: str
    fields: tuple[str, ...]
    needs: tuple[str, ...]
    settings: dict[str, Any]
    function: CheckFunction

    def __call__(self, frame: pd.DataFrame, tables: Tables, **settings: Any) -> Outcome:
        """Run the check on `frame`, a frame of `tables`."""
        return self.function(frame, tables, **settings)


CHECKS: dict[str, Check] = {}


def check(
    frame: str, *, fields: tuple[str, ...] = (), needs: tuple[str, ...] = ()
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated function as a check on `frame`.

    The function takes the frame, the `Tables` it belongs to, and settings as keyword-only arguments;
    a setting without a default must be given by every rule that uses the check.

    Raises:
        ValueError: another check has the same name.
    """

    def register(function: CheckFunction) -> CheckFunction:
        name = function.__name__
        if name in CHECKS:
            raise ValueError(f"two checks are called {name}")
        settings = {
            p.name: p.default
            for p in inspect.signature(function).parameters.values()
            if p.kind is inspect.Parameter.KEYWORD_ONLY
        }
        CHECKS[name] = Check(name, frame, fields, needs, settings, function)
        return function

    return register
