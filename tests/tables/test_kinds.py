import pytest

P = " | | | 做好。 | @"


def tree(found):
    lines = found.lines
    names = dict(zip(lines["line_id"], lines["name"], strict=True))
    parents = [names.get(parent, "") for parent in lines["parent"]]
    return list(zip(lines["name"], lines["kind"], parents, strict=True))


def test_several_units_under_one_total(under_headings):
    found = under_headings(
        f"合计 | 6.00 | 6.00 | | | |\n甲局 | 1.00 | 1.00 | | | |\n一 | 1.00 | 1.00{P}\n"
        f"乙局 | 5.00 | 5.00 | | | |\n二 | 2.00 | 2.00{P}\n三 | 3.00 | 3.00{P}"
    )
    assert tree(found) == [
        ("合计", "grand_total", ""),
        ("甲局", "unit_total", "合计"),
        ("一", "project", "甲局"),
        ("乙局", "unit_total", "合计"),
        ("二", "project", "乙局"),
        ("三", "project", "乙局"),
    ]
    assert found.lines["unit"].tolist() == ["", "", "甲局", "", "乙局", "乙局"]


def test_no_units_and_no_total_at_all(under_headings):
    found = under_headings(f"一 | 1.00 | 1.00{P}\n二 | 2.00 | 2.00{P}")
    assert tree(found) == [("一", "project", ""), ("二", "project", "")]


def test_one_department_prints_the_total_twice(under_headings):
    found = under_headings(f"合计 | 1.00 | 1.00 | | | |\n甲局 | 1.00 | 1.00 | | | |\n一 | 1.00 | 1.00{P}")
    assert [kind for _, kind, _ in tree(found)] == ["grand_total", "unit_total", "project"]


@pytest.mark.parametrize("second", ["2.00", "2.50"])
def test_a_department_above_its_units_is_their_parent_even_if_one_is_wrong(under_headings, second):
    found = under_headings(
        f"合计 | 3.00 | 3.00 | | | |\n甲厅 | 3.00 | 3.00 | | | |\n甲局 | 1.00 | 1.00 | | | |\n"
        f"一 | 1.00 | 1.00{P}\n乙局 | {second} | 2.00 | | | |\n二 | 2.00 | 2.00{P}"
    )
    assert [(name, parent) for name, _, parent in tree(found)][1:] == [
        ("甲厅", "合计"),
        ("甲局", "甲厅"),
        ("一", "甲局"),
        ("乙局", "甲厅"),
        ("二", "乙局"),
    ]


def test_two_departments_each_above_their_units(under_headings):
    found = under_headings(
        f"合计 | 10.00 | | | | |\n甲厅 | 3.00 | | | | |\n甲一 | 1.00 | | | | |\n一 | 1.00 |{P}\n"
        f"甲二 | 2.00 | | | | |\n二 | 2.00 |{P}\n乙厅 | 7.00 | | | | |\n乙一 | 7.00 | | | | |\n三 | 7.00 |{P}"
    )
    parents = {name: parent for name, _, parent in tree(found)}
    assert parents["甲二"] == "甲厅"
    assert parents["乙厅"] == "合计"
    assert parents["乙一"] == "乙厅"


def test_a_department_with_projects_of_its_own_before_its_units(under_headings):
    found = under_headings(f"甲厅 | 3.00 | | | | |\n一 | 1.00 |{P}\n甲局 | 2.00 | | | | |\n二 | 2.00 |{P}")
    assert tree(found)[1:] == [
        ("一", "project", "甲厅"),
        ("甲局", "unit_total", "甲厅"),
        ("二", "project", "甲局"),
    ]


@pytest.mark.parametrize("total", ["6.00", "6.50"])
def test_a_unit_whose_sum_is_wrong_is_still_a_unit(under_headings, total):
    found = under_headings(f"合计 | 6.00 | | | | |\n甲局 | {total} | | | | |\n一 | 1.00 |{P}\n二 | 5.00 |{P}")
    assert [kind for _, kind, _ in tree(found)] == ["grand_total", "unit_total", "project", "project"]


@pytest.mark.parametrize("unit", ["", "某局 | 6.00 | | | | |\n"])
def test_a_project_with_empty_goal_and_indicators_is_no_unit(under_headings, unit):
    found = under_headings(
        f"合计 | 6.00 | | | | |\n{unit}一 | 1.00 |{P}\n设备购置 | 2.00 | | | | |\n三 | 3.00 |{P}"
    )
    assert found.line("设备购置")["kind"] == "project"
    assert len({parent for name, _, parent in tree(found) if name in ("一", "设备购置", "三")}) == 1


def test_a_project_without_text_at_the_end_is_no_unit(under_headings):
    found = under_headings(f"甲局 | 3.00 | | | | |\n一 | 1.00 |{P}\n设备购置 | 2.00 | | | | |")
    assert found.line("设备购置")["kind"] == "project"


def test_a_project_that_opens_with_the_name_of_a_body_is_a_project(under_headings):
    found = under_headings(f"甲局 | 1.00 | | | | |\n甲局 | 1.00 |{P}")
    assert [kind for _, kind, _ in tree(found)] == ["unit_total", "project"]


def test_subtotals_behind_their_projects_are_their_parents(under_headings):
    found = under_headings(
        f"一 | 1.00 |{P}\n二 | 2.00 |{P}\n小计 | 3.00 | | | | |\n三 | 4.00 |{P}\n小计 | 4.00 | | | | |\n"
        f"合计 | 7.00 | | | | |"
    )
    kinds = [kind for _, kind, _ in tree(found)]
    assert kinds == ["project", "project", "unit_total", "project", "unit_total", "grand_total"]
    assert found.lines["parent"].tolist()[:5] == [2, 2, 5, 4, 5]
    assert found.lines["unit"].tolist() == [""] * 6


def test_a_subtotal_behind_the_projects_of_a_unit_stands_between_them(under_headings):
    found = under_headings(f"甲局 | 3.00 | | | | |\n一 | 1.00 |{P}\n二 | 2.00 |{P}\n小计 | 3.00 | | | | |")
    assert found.lines["parent"].isna().tolist() == [True, False, False, False]
    assert found.lines["parent"].tolist()[1:] == [3, 3, 0]
    assert found.line("一")["unit"] == "甲局"


def test_a_subtotal_before_its_projects_is_told_by_the_sum(under_headings):
    found = under_headings(f"小计 | 3.00 | | | | |\n一 | 3.00 |{P}\n小计 | 4.00 | | | | |\n二 | 4.00 |{P}")
    assert found.lines["parent"].tolist()[1::2] == [0, 2]


def test_a_total_row_above_and_below_is_a_total_twice(under_headings):
    found = under_headings(f"合计 | 1.00 | | | | |\n一 | 1.00 |{P}\n总计 | 1.00 | | | | |")
    assert [kind for _, kind, _ in tree(found)] == ["grand_total", "project", "grand_total"]


def test_a_unit_without_amounts_holds_the_projects_behind_it(under_headings):
    found = under_headings(f"甲局 | | | | | |\n一 | 1.00 |{P}\n乙局 | | | | | |\n二 | 1.00 |{P}")
    assert [kind for _, kind, _ in tree(found)] == ["unit_total", "project"] * 2
    assert found.line("甲局")["total_state"] == "blank"
