"""Every case that a shipped rule file carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetcheck.engine.cases import run_cases
from budgetcheck.model import Rule
from budgetcheck.rulefiles import load_folder

RULES = load_folder(Path(__file__).resolve().parents[2] / "rules", cases=True)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_a_rule_flags_exactly_what_its_cases_expect(rule: Rule) -> None:
    broken = {f"{r.kind}: {r.case}": r.problem for r in run_cases([rule]) if not r.ok}
    assert not broken
