"""budgetcheck: can a published government performance table (项目支出绩效目标表) be believed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0.dev0"

if TYPE_CHECKING:
    from budgetcheck.api import as_rule, diff, explain, load_rules, read, schema, validate
    from budgetcheck.results import Diff, Report

__all__ = [
    "Diff",
    "Report",
    "__version__",
    "as_rule",
    "diff",
    "explain",
    "load_rules",
    "read",
    "schema",
    "validate",
]


def __getattr__(name: str) -> Any:
    # NOTE: `import budgetcheck` must not cost the import of pandas (PEP 562).
    if name in __all__:
        from budgetcheck import api, results

        return getattr(results if name in ("Diff", "Report") else api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
