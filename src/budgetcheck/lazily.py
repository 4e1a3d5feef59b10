"""The names of a package, each imported from its module when it is first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def handed_out(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The `__getattr__` of `package`, whose modules `homes` define these names (PEP 562).

    NOTE: a name that is also that of a module cannot be handed out so: importing the module takes the name.
    """
    known = {name: home for home, names in homes.items() for name in names}

    def found(name: str) -> Any:
        if name not in known:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{known[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return found
