"""The rule catalogue as a whole: one place to learn what a new rule still lacks."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from budgetcheck.checks import CHECKS, PREPARED
from budgetcheck.engine.bind import bind
from budgetcheck.engine.messages import COMMON_FIELDS, template_fields
from budgetcheck.model import Rule
from budgetcheck.rulefiles import load, load_folder, pack_names, read_pack

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "ARI": "arithmetic",
    "STR": "structure",
    "NUM": "numbering",
    "NAM": "names",
    "CAT": "categories",
    "VSY": "value_syntax",
    "VSE": "value_semantics",
    "DUP": "duplication",
    "NAR": "narrative",
    "PUB": "publication",
    "CFG": "configuration",
}
RULES = load_folder(ROOT / "rules", cases=True)


def id_of(rule: Rule) -> str:
    return rule.id


def test_ids_and_names_are_unique() -> None:
    for key in ("id", "name"):
        twice = [name for name, n in Counter(getattr(r, key) for r in RULES).items() if n > 1]
        assert not twice, f"{key} given twice: {twice}"


@pytest.mark.parametrize("rule", RULES, ids=id_of)
def test_a_rule_stands_where_its_id_says(rule: Rule) -> None:
    path = Path(rule.file).relative_to(ROOT / "rules")
    family, _, slug = rule.name.partition("-")
    assert family.upper() == rule.family, "the name opens with the family"
    assert path.as_posix() == f"{FOLDERS[rule.family]}/{rule.id}-{slug}.toml"


@pytest.mark.parametrize("rule", RULES, ids=id_of)
def test_a_rule_shows_a_fault_a_good_table_and_a_near_miss(rule: Rule) -> None:
    kinds = {case.kind for case in rule.cases}
    assert kinds == {"fail", "pass", "near_miss"}, f"{rule.id} lacks cases"
    names = Counter(case.name for case in rule.cases)
    assert max(names.values()) == 1, "each case has a name of its own"


@pytest.mark.parametrize("rule", RULES, ids=id_of)
def test_a_rule_can_be_bound(rule: Rule) -> None:
    assert bind([rule]).bound[0].rule is rule


@pytest.mark.parametrize("rule", RULES, ids=id_of)
def test_both_languages_name_the_same_evidence(rule: Rule) -> None:
    for text in (rule.message, *rule.parts.values()):
        zh, en = (set(template_fields(t, rule.file)) for t in (text.zh, text.en))
        # NOTE: 「每处」 and "1 place" may differ in what they count, never in the figures they give.
        figures = {"expected", "actual", "difference", "gap", "tolerance"}
        assert zh & figures == en & figures
    if rule.use in CHECKS:
        own = set(CHECKS[rule.use].fields)
        assert not own & COMMON_FIELDS, "a check must not redeclare a field that every rule has"


@pytest.mark.parametrize("rule", RULES, ids=id_of)
def test_texts_keep_the_house_style(rule: Rule) -> None:
    for text in (rule.title, rule.message):
        assert not text.zh.endswith(("。", "！", "!")), f"{rule.id}: no mark at the end: {text.zh}"
        assert not text.en.endswith((".", "!")), f"{rule.id}: no mark at the end: {text.en}"
    for text in (rule.why, rule.ignore_when):
        assert text.zh.endswith("。"), f"{rule.id}: sentences end with a full stop: {text.zh}"
        assert text.en.endswith("."), f"{rule.id}: sentences end with a full stop: {text.en}"


@pytest.mark.parametrize("rule", RULES, ids=id_of)
def test_a_cause_names_rules_that_exist(rule: Rule) -> None:
    assert set(rule.follows) <= {r.name for r in RULES}
    assert rule.name not in rule.follows


def test_every_check_is_used_by_a_rule() -> None:
    used = {rule.use for rule in RULES}
    assert {*CHECKS, *PREPARED} - used == set(), "a check that no rule uses is dead code"


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_is_called_after_its_file_and_chooses_rules(name: str) -> None:
    assert read_pack(name).id == name
    assert len(load(pack=name)) > 0


def test_the_strict_pack_holds_every_rule() -> None:
    assert {rule.id for rule in load(pack="strict")} == {rule.id for rule in RULES}


def test_word_lists_name_no_word_twice() -> None:
    for path in sorted((ROOT / "rules" / "words").glob("*.toml")):
        for where, words in _lists(tomllib.loads(path.read_text(encoding="utf-8")), path.name):
            twice = [word for word, n in Counter(words).items() if n > 1]
            assert not twice, f"{where}: {twice}"


def _lists(table: dict[str, object], where: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _lists(value, f"{where} {key}")
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            found.append((f"{where} {key}", value))
    return found
