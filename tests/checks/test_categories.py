"""Where indicators are filed: per project, per document, and against the trees of the word lists."""

import pytest
from tests.checks.packed import frames, run, said, tables

from budgetcheck.errors import UsageError

ENDINGS = {"endings": "filing.satisfaction_endings"}
COST = {"wanted": "成本指标", "projects": ["filing.builds", "filing.not_builds"], "costs": "filing.costs"}
BENEFIT = {"wanted": "效益指标", "exempt": "filing.running"}


def cell(*items):
    """A packed cell of (class, name) pairs."""
    return "".join(f"{n}、{c}指标：{name}，年度指标值：≥90%。" for n, (c, name) in enumerate(items, 1))


def named(*projects):
    """One document of (project, packed cell) pairs."""
    batch = tables([held for _, held in projects])
    batch.lines["name"] = [name for name, _ in projects]
    return batch


def test_a_project_of_which_a_class_cannot_be_read_is_undecided():
    batch = tables([cell(("产出", "甲")), cell(("产出", "甲"), ("效益", "乙")), cell(("产出", "甲")), ""])
    batch.indicators["category_known"] = [True, True, True, False]
    assert said("project_has_class", batch, **BENEFIT) == ["failed", "passed", "undecided", "not_applicable"]


def test_the_classes_that_a_project_has_are_named_once():
    batch = tables([cell(("产出", "甲"), ("满意度", "乙"), ("产出", "丙"))])
    (evidence,) = run("project_has_class", batch, **BENEFIT).evidence
    assert evidence.fields["found"] == "产出指标、满意度指标"


def test_no_list_of_exempt_names_exempts_nobody():
    batch = named(("其他运行经费", cell(("产出", "甲"))))
    assert said("project_has_class", batch, **BENEFIT) == ["not_applicable"]
    assert said("project_has_class", batch, **{**BENEFIT, "exempt": ""}) == ["failed"]


@pytest.mark.parametrize(
    ("tree", "verdicts"), [("2015", ["passed", "failed"]), ("2021", ["failed", "passed"])]
)
def test_cost_hangs_where_the_tree_has_it(tree, verdicts):
    batch = tables([cell(("产出", "甲"), ("成本", "乙"))])
    batch.indicators["level2"] = ["成本指标", "经济成本指标"]
    assert said("level2_fits_level1", batch, tree=tree) == verdicts
    assert said("level2_fits_level1", batch, tree="either") == ["passed", "passed"]


def test_a_tree_that_is_not_there_is_an_error_not_a_finding():
    with pytest.raises(UsageError, match="2021"):
        run("level2_fits_level1", tables([cell(("产出", "甲"))]), tree="2022")


def test_a_label_below_the_wrong_class_is_told_where_it_belongs():
    batch = tables([cell(("产出", "甲"))])
    batch.indicators["level2"] = ["社会效益指标"]
    (evidence,) = run("level2_fits_level1", batch, tree="either").evidence
    assert evidence.fields == {"level2": "社会效益指标", "allowed": "效益指标"}


def test_satisfaction_elsewhere_counts_only_where_the_document_has_the_class():
    elsewhere, filed = cell(("效益", "居民满意度")), cell(("满意度", "居民满意度"))
    batch = tables([elsewhere], [elsewhere, filed])
    judged = said("satisfaction_is_filed_as_such", batch, wanted="满意度指标", **ENDINGS)
    assert judged == ["not_applicable", "failed", "passed"]


def test_a_form_without_cost_is_told_once_and_a_form_with_it_each_time():
    plain = cell(("产出", "甲"), ("效益", "乙"))
    once = named(("设备购置", plain), ("桥梁大修", plain), ("清扫", plain))
    (evidence,) = run("building_projects_have_cost", once, **COST).evidence
    assert (evidence.fields["projects"], len(evidence.related), evidence.line_id) == (2, 1, 0)
    each = named(("设备购置", plain), ("桥梁大修", plain), ("清扫", cell(("成本", "每平方米费用"))))
    found = run("building_projects_have_cost", each, **COST).evidence
    assert [(e.line_id, e.fields["word"]) for e in found] == [(0, "设备购置"), (1, "大修")]


def test_a_measure_in_three_classes_is_one_finding_at_the_rarest():
    held = [
        ("产出", "投诉率"),
        ("产出", "投诉率"),
        ("效益", "投诉率"),
        ("效益", "投诉率（运行保障类）"),
        ("满意度", "投诉率1"),
    ]
    batch = tables([cell(item) for item in held], [cell(held[0])])
    assert said("measure_keeps_its_class", batch, **ENDINGS) == ["failed", "passed"]
    (evidence,) = run("measure_keeps_its_class", batch, **ENDINGS).evidence
    assert (evidence.item, evidence.fields["measure"]) == (4, "投诉率")
    assert [(use["filed"], use["times"]) for use in evidence.fields["classes"]] == [
        ("产出指标", 2),
        ("效益指标", 2),
        ("满意度指标", 1),
    ]


def test_no_rows_are_no_fault():
    empty = frames.tables()
    assert said("project_has_class", empty, **BENEFIT) == []
    assert said("building_projects_have_cost", empty, **COST) == []
    assert said("measure_keeps_its_class", empty, **ENDINGS) == []
    assert said("satisfaction_is_filed_as_such", empty, wanted="满意度指标", **ENDINGS) == []
