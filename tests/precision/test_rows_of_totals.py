import pytest
from tests.precision.tables import alarms, checked, kinds, project, table, total

PROJECTS = [project("养老服务补贴", "120.50"), project("殡葬管理", "33.20")]


@pytest.mark.parametrize("mark", ["—", "——", "-", "/", "－"])
def test_dashes_in_the_text_cells_of_a_total_are_no_text(tmp_path, mark):
    rows = [total("合计", "153.70", text=mark), total("云溪市民政局", "153.70", text=mark), *PROJECTS]
    report = checked(table(*rows), tmp_path)
    assert kinds(report)[:2] == [("合计", "grand_total"), ("云溪市民政局", "unit_total")]
    assert alarms(report) == []


def test_a_wrong_total_with_dashes_is_found(tmp_path):
    report = checked(table(total("合计", "154.70", text="—"), *PROJECTS), tmp_path)
    assert ("ARI001", 5) in alarms(report)


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        (
            [
                total("合计", "153.70"),
                total("其中：一般公共预算", "150.00"),
                total("政府性基金", "3.70"),
                *PROJECTS,
            ],
            ["其中：一般公共预算", "政府性基金"],
        ),
        (
            [
                total("合计", "153.70"),
                total("其中：转移支付", "20.00"),
                total("云溪市民政局", "153.70"),
                *PROJECTS,
            ],
            ["其中：转移支付"],
        ),
        (
            [
                total("合计", "153.70"),
                total("云溪市民政局", "153.70"),
                total("其中：转移支付项目", "120.50"),
                *PROJECTS,
            ],
            ["其中：转移支付项目"],
        ),
        (
            [
                total("合计", "153.70"),
                PROJECTS[0],
                total("其中：高龄津贴", "100.50"),
                total("其中：居家服务", "20.00"),
                PROJECTS[1],
            ],
            ["其中：高龄津贴", "其中：居家服务"],
        ),
    ],
    ids=["by source", "under the total", "under a unit", "under a project"],
)
def test_parts_shown_once_more_are_in_no_sum(tmp_path, rows, apart):
    report = checked(table(*rows), tmp_path)
    assert [name for name, kind in kinds(report) if kind == "of_which"] == apart
    assert alarms(report) == []


def test_a_wrong_total_above_such_parts_is_found(tmp_path):
    rows = [total("合计", "163.70"), total("其中：转移支付", "20.00"), *PROJECTS]
    assert ("ARI001", 5) in alarms(checked(table(*rows), tmp_path))


def test_a_project_that_is_named_a_part_and_has_its_own_goal_counts(tmp_path):
    rows = [total("合计", "153.70"), PROJECTS[0], project("其中：殡葬管理", "33.20")]
    report = checked(table(*rows), tmp_path)
    assert [kind for _, kind in kinds(report)] == ["grand_total", "project", "project"]
    assert alarms(report) == []
