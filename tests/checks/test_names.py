"""What stands in an indicator's name: the verdict on each name, and the characters a finding points at."""

from tests.checks.packed import cell_of, frames, marked, run, said, tables


def test_a_target_in_a_name_without_a_value_is_undecided():
    batch = tables([cell_of(("新建公厕5座", "5座"), ("新建公厕5座", ""), ("公厕数", ""))])
    assert said("name_holds_no_target", batch) == ["failed", "undecided", "passed"]
    assert marked("name_holds_no_target", batch) == [(1, "5座")]


def test_an_aim_is_excused_by_a_plain_quantity_or_a_date_only():
    values = ("≥20%", "2024年12月底前", "有效提升", "同比增长率20%", "")
    batch = tables([cell_of(*[("提升办事水平", value) for value in values])])
    assert said("name_is_a_measure", batch) == ["passed", "passed", "failed", "failed", "undecided"]


def test_a_blank_behind_the_name_is_found_once_and_at_its_place():
    batch = tables(
        [
            "1、产出指标：审减率(%) ，年度指标值：≥4%。2、产出指标：甲 乙 ，年度指标值：1。3、产出指标：到位率，年度指标值： 5。"
        ]
    )
    assert said("name_has_no_blank", batch) == ["failed", "failed", "passed"]
    assert [e.span[1] - e.span[0] for e in run("name_has_no_blank", batch).evidence] == [1, 1]


def test_tags_and_units_are_told_once_a_document():
    tagged = cell_of(
        ("到位率（运行保障类）", "1"), ("到位率（运行保障类）", "1"), ("好评（经济和社会类发展类）", "1")
    )
    batch = tables([tagged, tagged], [cell_of(("到位率", "1"))], [])
    assert said("names_carry_no_tags", batch) == ["failed", "passed", "not_applicable"]
    (tags,) = run("names_carry_no_tags", batch).evidence
    assert (tags.fields["count"], tags.item, tags.line_id) == (6, 0, 0)
    (slip,) = run("tags_are_spelled_right", batch).evidence
    assert (slip.fields["intended"], slip.fields["count"], slip.item) == ("经济和社会发展类", 2, 2)


def test_each_document_keeps_its_own_brackets():
    wide, narrow = cell_of(("到位率（%）", "1%")), cell_of(("到位率(%)", "1%"))
    assert said("units_follow_names_one_way", tables([wide], [narrow], [wide, narrow])) == [
        "passed",
        "passed",
        "failed",
    ]


def test_no_rows_are_no_fault():
    for name in ("name_holds_no_target", "name_has_no_blank", "name_is_a_measure"):
        assert said(name, frames.tables()) == []
    for name in ("names_carry_no_tags", "tags_are_spelled_right", "units_follow_names_one_way"):
        assert said(name, frames.tables()) == []
