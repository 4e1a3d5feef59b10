"""Every field that a check declares is produced, and every field that a message names has something to say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from budgetcheck.checks import CHECKS, PREPARED
from budgetcheck.engine.bind import bind
from budgetcheck.engine.cases import case_grids, filled, result_of
from budgetcheck.engine.messages import COMMON_FIELDS, template_fields
from budgetcheck.frames import FRAMES
from budgetcheck.model import Rule
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

RULES = {rule.id: rule for rule in load_folder(rules_folder(), cases=True)}


def asked(rule: Rule) -> list[str]:
    """The fields that the message names in either language."""
    return [name for text in (rule.message.zh, rule.message.en) for name in template_fields(text, rule.file)]


@cache
def said(rule_id: str) -> tuple[Mapping[str, Any], ...]:
    """The message fields of every finding of the rule's failing cases."""
    rule = RULES[rule_id]
    plan = bind([rule])
    failing = [case for case in rule.cases if case.kind == "fail"]
    results = [result_of(case, plan, default_words()) for case in failing]
    return tuple(finding.message_args for result in results for finding in result.findings)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_message_has_something_to_put_into_each_field(rule: Rule) -> None:
    for field in asked(rule):
        values = [arguments.get(field) for arguments in said(rule.id)]
        assert any(value not in (None, "", []) for value in values), f"{{{field}}} is empty in every case"


@cache
def produced(rule_id: str) -> frozenset[str]:
    """The fields in the evidence of the rule's failing cases."""
    rule = RULES[rule_id]
    (bound,) = bind([rule]).bound
    found: set[str] = set()
    for case in (case for case in rule.cases if case.kind == "fail" and not case.config):
        grids = case_grids(case)
        tables = filled(assemble(grids, default_words())[0], case)
        found.update(*(set(e.fields) for e in bound.run(tables.frame(rule.frame), tables).evidence))
    return frozenset(found)


@pytest.mark.parametrize("name", [name for name in CHECKS if CHECKS[name].frame in FRAMES])
def test_a_check_produces_the_fields_that_it_declares(name: str) -> None:
    rules = [rule.id for rule in RULES.values() if rule.use == name]
    assert set(CHECKS[name].fields) <= set().union(*map(produced, rules))


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.use in PREPARED], ids=lambda rule: rule.id)
def test_a_field_that_an_expression_shows_is_named_by_its_message(rule: Rule) -> None:
    shown = set(PREPARED[rule.use](rule.frame, rule.settings).fields) - COMMON_FIELDS - {"mark"}
    assert shown <= set(asked(rule))
