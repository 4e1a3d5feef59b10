"""Tables without a fault, in the forms departments choose: not one error or warning."""

import pytest
from tests.precision.tables import NARROW, alarms, checked, kinds, project, table, total

TWO = [total("合计", "153.70"), project("养老服务补贴", "120.50"), project("殡葬管理", "33.20")]
NUMBERS = {
    "（1）": ["（1）", "（2）", "（3）"],
    "①": ["①", "②", "③"],
    "一、": ["一、", "二、", "三、"],
    "1.": ["1.", "2.", "3."],
    "（一）": ["（一）", "（二）", "（三）"],
    "1．": ["1．", "2．", "3．"],
    "1)": ["1)", "2)", "3)"],
    "1. ": ["1. ", "2. ", "3. "],
    "１、": ["１、", "２、", "３、"],
    "（1）、": ["（1）、", "（2）、", "（3）、"],
    "none": ["", "", ""],
}
CLASSES = {
    "dash": ("产出指标-数量指标", "效益指标-社会效益指标", "满意度指标-服务对象满意度指标"),
    "brackets": ("产出指标（时效指标）", "效益指标（可持续影响指标）", "成本指标（经济成本指标）"),
    "second level alone": ("数量指标", "社会效益指标", "服务对象满意度指标"),
    "second level behind a colon": (
        "产出指标：数量指标",
        "效益指标：社会效益指标",
        "满意度指标：服务对象满意度指标",
    ),
    "other words": ("产出指标", "效果指标", "社会公众或服务对象满意度指标"),
}


def packed(numbers, classes=("产出指标", "效益指标", "满意度指标")):
    values = [
        "完成率，年度指标值：≥95%；",
        "成效，年度指标值：通过年度考核；",
        "群众认可度，年度指标值：≥90%。",
    ]
    return "".join(f"{n}{c}：{v}" for n, c, v in zip(numbers, classes, values, strict=True))


def sound(folder, *rows, **how):
    report = checked(table(*rows, **how), folder)
    assert alarms(report) == []
    return report


@pytest.mark.parametrize("numbers", NUMBERS.values(), ids=NUMBERS)
def test_numbers_of_every_kind(tmp_path, numbers):
    rows = [TWO[0], *(project(row[0], row[2], items=packed(numbers)) for row in TWO[1:])]
    found = sound(tmp_path, *rows).indicators
    assert found["value_text"].tolist() == ["≥95%", "通过年度考核", "≥90%"] * 2
    assert found["number"].dropna().tolist() == ([1, 2, 3] * 2 if numbers[0] else [])


@pytest.mark.parametrize("classes", CLASSES.values(), ids=CLASSES)
@pytest.mark.parametrize("numbers", [NUMBERS["1."], NUMBERS["①"]], ids=["1.", "①"])
def test_classes_of_every_kind(tmp_path, numbers, classes):
    rows = [TWO[0], *(project(row[0], row[2], items=packed(numbers, classes)) for row in TWO[1:])]
    found = sound(tmp_path, *rows).indicators
    assert found["name"].tolist() == ["完成率", "成效", "群众认可度"] * 2


@pytest.mark.parametrize("printed", ["合计", "合　计", "总 计", "部门合计"])
def test_totals_of_every_name(tmp_path, printed):
    report = sound(tmp_path, total(printed, "153.70"), *TWO[1:])
    assert kinds(report)[0][1] == "grand_total"


@pytest.mark.parametrize(
    ("unit", "amounts"),
    [
        ("单位：元", ["9,827,620.53", "8,827,620.53", "1,000,000.00"]),
        ("单位：元", ["1,820,000", "1,500,000", "320,000"]),
        ("单位：亿元", ["1.2845", "1.2345", "0.0500"]),
        ("金额单位：人民币万元", ["893.262053", "882.762053", "10.500000"]),
        ("（单位：万元）", ["１５３．７０", "１２０．５０", "３３．２０"]),
        ("单位:万元", ["100.50", "120.50", "(20.00)"]),
        ("单位：万元", ["153.7", "120.5", "33.2"]),
    ],
)
def test_amounts_of_every_form(tmp_path, unit, amounts):
    rows = [total("合计", amounts[0]), *(project(f"事项{n}", a) for n, a in enumerate(amounts[1:]))]
    report = sound(
        tmp_path, *rows, head=["云溪市民政局2024年项目支出绩效目标表", "部门名称：云溪市民政局", unit]
    )
    assert report.lines["total"].notna().all()


@pytest.mark.parametrize("mark", ["", "-", "—", "/", "0.00"])
def test_cells_without_money_of_every_form(tmp_path, mark):
    rows = [total("合计", "120.50", None, mark, mark), project("养老服务补贴", "120.50", None, mark, mark)]
    sound(tmp_path, *rows)


def test_units_four_deep_without_the_content_column(tmp_path):
    rows = [
        total("合计", "161.70"),
        total("云溪市卫生健康委员会", "161.70"),
        total("市直医院", "153.70"),
        total("市第一人民医院", "120.50"),
        project("设备更新", "120.50"),
        total("市中医院", "33.20"),
        project("学科建设", "33.20"),
        total("公共卫生机构", "8.00"),
        total("市疾控中心", "8.00"),
        project("疫苗采购", "8.00"),
    ]
    report = sound(tmp_path, *rows, headings=NARROW)
    told = dict(zip(report.lines["name"], report.lines["unit"], strict=True))
    assert told["学科建设"] == "市中医院"
    assert told["市中医院"] == "市直医院"
    assert told["公共卫生机构"] == "云溪市卫生健康委员会"


def test_subtotals_and_the_total_behind_their_rows(tmp_path):
    rows = [
        *TWO[1:],
        total("小计", "153.70"),
        project("救助", "8.00"),
        total("小计", "8.00"),
        total("合计", "161.70"),
    ]
    report = sound(tmp_path, *rows)
    assert [kind for _, kind in kinds(report)].count("unit_total") == 2


def test_two_departments_in_one_file(tmp_path):
    other = ["云溪市水务局2024年项目支出绩效目标表", "部门名称：云溪市水务局", "单位：万元"]
    report = checked(
        table(*TWO) + "\n" + table(total("合计", "33.20"), project("河道疏浚", "33.20"), head=other), tmp_path
    )
    assert len(report.documents) == 2
    assert alarms(report) == []


def test_headings_printed_again_with_page_numbers(tmp_path):
    again = table(project("救助", "8.00"))
    text = table(total("合计", "161.70"), *TWO[1:]) + "第 1 页 共 2 页\n\n" + again + "第 2 页 共 2 页\n"
    report = checked(text, tmp_path)
    assert len(report.lines) == 4
    assert alarms(report) == []


def test_rounded_amounts_that_rounding_explains(tmp_path):
    rows = [
        total("合计", "100.01"),
        *(project(f"事项{n}", a) for n, a in enumerate(["33.34", "33.33", "33.33"])),
    ]
    report = sound(tmp_path, *rows)
    assert [f.rule for f in report if f.rule.startswith("ARI")] == ["ARI017"]
