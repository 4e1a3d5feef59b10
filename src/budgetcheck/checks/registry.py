"""How a check function makes itself known: the frame it reads, the message fields it gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

CheckFunction = Callable[..., "Outcome"]
Equation = Literal["", "across", "down"]


class Check(NamedTuple):
    """A registered check: `function(frame, tables, **settings) -> Outcome`.

    `frame` names the frame whose rows are its subjects; `needs` the other frames it reads;
    `fields` the names it puts into `Evidence.fields`; `settings` its keyword arguments with defaults.
    A check `across` compares documents with each other and so is asked once of the whole run, not of each batch.
    Where it is an `equation`, each failure is a sum that does not hold, of the sources in a row (`across`) or of the
    rows below a total (`down`), and the diagnosis says why.
    """

    name: str
    frame: str
    fields: tuple[str, ...]
    needs: tuple[str, ...]
    settings: dict[str, Any]
    function: CheckFunction
    across: bool = False
    equation: Equation = ""

    def __call__(self, frame: pd.DataFrame, tables: Tables, **settings: Any) -> Outcome:
        """Run the check on `frame`, a frame of `tables`."""
        return self.function(frame, tables, **settings)


class Prepared(NamedTuple):
    """A check made for one rule: `run(frame, tables) -> Outcome`, and the message fields it gives."""

    run: Callable[[pd.DataFrame, Tables], Outcome]
    fields: tuple[str, ...]


Prepare = Callable[[str, Mapping[str, Any]], Prepared]
CHECKS: dict[str, Check] = {}
PREPARED: dict[str, Prepare] = {}
"""Checks for any frame, each made from a rule's frame and settings when the rule is bound."""


def check(
    frame: str,
    *,
    fields: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    across: bool = False,
    equation: Equation = "",
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated function as a check on `frame`.

    The function takes the frame, the `Tables` it belongs to, and settings as keyword-only arguments;
    a setting without a default must be given by every rule that uses the check. One that is `across` reads what
    `checks.across.reduced` leaves of a batch: documents, and lines with name, goal, amounts and set number.

    Raises:
        ValueError: another check has the same name.
    """

    def register(function: CheckFunction) -> CheckFunction:
        name = function.__name__
        if name in CHECKS or name in PREPARED:
            raise ValueError(f"two checks are called {name}")
        settings = {
            p.name: p.default
            for p in inspect.signature(function).parameters.values()
            if p.kind is inspect.Parameter.KEYWORD_ONLY
        }
        CHECKS[name] = Check(name, frame, fields, needs, settings, function, across, equation)
        return function

    return register


def prepared_check(prepare: Prepare) -> Prepare:
    """Register a function that makes the check of a rule from the rule's frame and settings.

    Raises:
        ValueError: another check has the same name.
    """
    name = prepare.__name__
    if name in CHECKS or name in PREPARED:
        raise ValueError(f"two checks are called {name}")
    PREPARED[name] = prepare
    return prepare
