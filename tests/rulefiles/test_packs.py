"""What each shipped pack changes, seen in what its rules then say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from budgetcheck.engine.cases import run_cases
from budgetcheck.model import Case, Rule
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load, load_all, overridden, pack_names, read_pack
from budgetcheck.terms import Severity

PACKS = ("cn-2015", "cn-2021", "core", "guangzhou", "strict")
ITEMS = {
    "成本指标": "成本指标：每台维护费用，年度指标值：≤500元",
    "产出指标": "产出指标：巡检次数，年度指标值：≥12次",
    "效益指标": "效益指标：系统正常运行率，年度指标值：≥98%",
    "满意度指标": "满意度指标：用户满意度，年度指标值：≥90%",
}


@cache
def every_rule() -> dict[str, Rule]:
    return {rule.name: rule for rule in load_all(pack="strict")[1]}


def flags(pack: str, name: str, **given: object) -> bool:
    """Whether the rule, as the pack has it, flags a table of one project with these cells."""
    chosen = read_pack(pack)
    case = Case(name="one project", kind="pass", **given)  # type: ignore[arg-type]

    rule = replace(overridden(every_rule()[name], chosen), cases=(case,))
    (result,) = run_cases([rule], chosen.words)
    return not result.ok


def indicators(*classes: str) -> str:
    return "".join(f"{n}、{ITEMS[label]}。" for n, label in enumerate(classes, 1))


def weighted(**points: int) -> dict[str, object]:
    filled = tuple({"weight": weight * 100} for weight in points.values())
    return {"indicators": indicators(*points), "filled": filled}


def test_the_packs_are_those_that_the_guide_names() -> None:
    assert tuple(pack_names()) == PACKS


def test_core_leaves_out_what_needs_figures_from_elsewhere() -> None:
    off = load(pack="core").disabled
    names = {every_rule()[name].id: name for name in every_rule()}
    assert {names[rule] for rule in off} >= {"vse-implausible-magnitude", "vse-over-standard"}
    assert all("disable" in why for why in off.values()), "core leaves nothing out but what it names"


def test_cost_below_output_belongs_to_the_older_tree_only() -> None:
    given = {"indicators": indicators("产出指标"), "filled": ({"level2": "成本指标"},)}
    assert not flags("cn-2015", "cat-level2-mismatch", **given)
    assert flags("cn-2021", "cat-level2-mismatch", **given)
    assert not flags("core", "cat-level2-mismatch", **given), "core takes either tree"


def test_lasting_effect_has_its_place_in_the_older_tree_only() -> None:
    given = {"indicators": indicators("效益指标"), "filled": ({"level2": "可持续影响指标"},)}
    assert not flags("cn-2015", "cat-level2-mismatch", **given)
    assert flags("cn-2021", "cat-level2-mismatch", **given)


@pytest.mark.parametrize(
    ("points", "older", "newer"),
    [
        ({"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}, True, False),
        ({"成本指标": 20, "产出指标": 40, "效益指标": 30}, True, False),
        ({"产出指标": 50, "效益指标": 30, "满意度指标": 10}, False, False),
        ({"产出指标": 50, "效益指标": 40}, False, False),
        ({"产出指标": 40, "效益指标": 40, "满意度指标": 10}, True, True),
    ],
)
def test_each_norm_has_its_weights(points: dict[str, int], older: bool, newer: bool) -> None:
    given = weighted(**points)
    assert flags("cn-2015", "ari-weight-level1", **given) is older
    assert flags("cn-2021", "ari-weight-level1", **given) is newer


def test_the_newer_norm_takes_its_weights_for_more_than_a_note() -> None:
    severity = {pack: {r.name: r.severity for r in load(pack=pack)} for pack in ("core", "cn-2021")}
    assert severity["core"]["ari-weight-level1"] is Severity.NOTE
    assert severity["cn-2021"]["ari-weight-level1"] is Severity.WARNING


def test_guangzhou_asks_for_nothing_that_its_form_has_no_place_for() -> None:
    on = {rule.name for rule in load(pack="guangzhou")}
    assert not on & {"cat-no-cost", "cat-level2-mismatch", "ari-weight-sum", "ari-weight-level1"}
    assert {"vse-over-standard", "vse-implausible-magnitude", "ari-grand-total"} <= on


@pytest.mark.parametrize(
    ("project", "core", "guangzhou"),
    [("机构运行辅助经费", True, False), ("工作经费", True, False), ("专项工作经费", True, True)],
)
def test_guangzhou_knows_the_names_of_its_catalogue(project: str, core: bool, guangzhou: bool) -> None:
    assert flags("core", "str-generic-project", project={"project": project}) is core
    assert flags("guangzhou", "str-generic-project", project={"project": project}) is guangzhou


def test_the_pack_shown_in_the_guide_can_be_used(tmp_path: Path) -> None:
    guide = (rules_folder() / "README.md").read_text(encoding="utf-8")
    shown = next(text for text in guide.split("```toml\n")[1:] if text.startswith('id = "our-city"'))
    (tmp_path / "our-city.toml").write_text(shown.partition("```")[0], encoding="utf-8")
    rules = load(pack=str(tmp_path / "our-city.toml"))
    by_name = {rule.name: rule for rule in rules}
    assert by_name["vsy-echo"].severity is Severity.ERROR
    assert by_name["ari-amount-format"].settings["share"] == 90
    assert "vse-over-standard" in by_name
    assert not [rule for rule in rules if rule.family == "NAM" or rule.id == "NUM003"]
    assert rules.words[0].remove == ("是", "否")
