import pytest
from tests.precision.tables import alarms, checked, project, table, total

ROWS = [total("合计", "120.50"), project("养老服务补贴", "120.50")]
PLAIN = "项目支出绩效目标表"


@pytest.mark.parametrize(
    "lines",
    [
        ["云溪市民政局2024年项目支出绩效目标表"],
        ["云溪市民政局２０２４年项目支出绩效目标表"],
        ["二〇二四年度项目支出绩效目标表"],
        [PLAIN, "（2024年度）"],
        ["2024年部门预算", PLAIN],
        ["云溪市民政局2024年", PLAIN],
        [PLAIN, "（2024年度）", "填报日期：2023年12月1日"],
    ],
)
def test_a_year_above_the_table_is_the_budget_year(tmp_path, lines):
    report = checked(table(*ROWS, head=[*lines, "部门名称：云溪市民政局", "单位：万元"]), tmp_path)
    assert report.documents["year"].tolist() == [2024]
    assert alarms(report) == []


@pytest.mark.parametrize("line", ["填报日期：2023年12月1日", "联系电话：2024", "穗财编〔2018〕247号"])
def test_other_numbers_above_the_table_are_no_year(tmp_path, line):
    report = checked(table(*ROWS, head=[PLAIN, line, "部门名称：云溪市民政局", "单位：万元"]), tmp_path)
    assert alarms(report) == [("STR016", 1)]
