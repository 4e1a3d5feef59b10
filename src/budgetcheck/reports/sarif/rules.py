"""The rules of a run as SARIF describes them, with help in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from budgetcheck.model import Rule, RuleTally
from budgetcheck.reports.parts.phrases import family_name
from budgetcheck.reports.parts.rule_texts import basis
from budgetcheck.reports.parts.safe import neutral
from budgetcheck.terms import Severity

LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_LONGEST = 1_024  # GitHub takes no longer description of a rule
_PRECISION = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.NOTE: "medium"}


def descriptors(rules: Iterable[Rule], tallies: Iterable[RuleTally], lang: str) -> list[dict[str, Any]]:
    """One `reportingDescriptor` per rule that ran, in the order of the tallies.

    A check of the user's own has no rule file and is described by its tally alone.
    """
    known = {rule.id: rule for rule in rules}
    return [
        _of_rule(known[tally.rule], lang) if tally.rule in known else _of_tally(tally) for tally in tallies
    ]


def _of_tally(tally: RuleTally) -> dict[str, Any]:
    return {"id": tally.rule, "name": tally.name, "defaultConfiguration": {"level": LEVELS[tally.severity]}}


def _of_rule(rule: Rule, lang: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": _short(rule.title.get(lang))},
        "fullDescription": {"text": _short(rule.why.get(lang))},
        "help": {"text": _help(rule, _plain), "markdown": _help(rule, _heading)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys((rule.family, family_name(rule.family, "en")))),
            "precision": _PRECISION[rule.severity],
            "problem.severity": _GITHUB[rule.severity],
        },
    }


def _short(text: str) -> str:
    safe = neutral(text)
    return safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 1]}…"


def _help(rule: Rule, heading: Any) -> str:
    """Title, reason, basis and exceptions: all in 中文, then all in English."""
    return "\n\n".join(
        part
        for lang, words in (("zh", ("依据", "例外")), ("en", ("Basis", "Exceptions")))
        for part in (
            heading(rule.title.get(lang)),
            neutral(rule.why.get(lang)),
            f"{words[0]}: {neutral(basis(rule, lang))}",
            f"{words[1]}: {neutral(rule.ignore_when.get(lang))}",
        )
    )


def _plain(text: str) -> str:
    return neutral(text)


def _heading(text: str) -> str:
    return f"### {neutral(text)}"
