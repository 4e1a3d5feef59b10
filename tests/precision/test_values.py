"""Names and values of real forms: which of them raise an alarm, and which must not."""

import pytest
from tests.precision.tables import alarms, checked, project, table, total

SOUND = [
    ("投诉处理率", "≥95%"),
    ("违规线索查处率", "100%"),
    ("失业人员再就业率", "≥60%"),
    ("投诉率下降幅度", "≥10%"),
    ("安全事故零发生率", "100%"),
    ("信息泄露事件发生次数", "0次"),
    ("贷款增长率", "120%"),
    ("任务完成率", "≥120%"),
    ("拨备覆盖率", "≥150%"),
    ("控辍保学率", "100%"),
    ("新生儿死亡率", "≤3‰"),
    ("死亡病例报告率", "100%"),
    ("死亡抚恤金发放人数", "≥100人"),
    ("药品不良反应监测覆盖率", "≥95%"),
    ("不良资产处置率", "≥80%"),
    ("城镇调查失业率", "控制在5.5%以内"),
    ("决算与预算偏差率", "±10%以内"),
    ("误差率", "5%±1%"),
    ("得分区间", "80-60分"),
    ("项目完成率=完成量/计划量*100%", "≥90%"),
    ("考核等次", "良好及以上"),
    ("政策知晓度", "达到90%以上"),
    ("补助标准（元/人/月）", "≥500"),
    ("补助标准（元/人）", "500元/人·年"),
    ("采购数量（台/套）", "15台"),
    ("单位面积成本（元/㎡）", "≤1200元/平方米"),
    ("PM2.5浓度（微克/立方米）", "≤25μg/m³"),
    ("资金规模（亿元）", "≥5000万元"),
    ("受益户数（户）", "10万户"),
    ("服务时间", "7*24小时"),
    ("完成时间", "2024年12月31日前"),
    ("建设周期", "2024.07-2025.01"),
    ("成本控制", "不超预算"),
    ("结果应用", "应用"),
    ("噪声值", "≤55dB(A)"),
]
FAULTY = [
    ("有效投诉率", "≥5%", "VSE003"),
    ("投诉次数", "≥3次", "VSE003"),
    ("生产安全事故死亡人数", "≥5人", "VSE003"),
    ("设备故障率", "100%", "VSE002"),
    ("重大安全事故发生率", "100%", "VSE002"),
    ("不良率", "100%", "VSE002"),
    ("服务对象满意度", "110%", "VSE001"),
    ("验收合格率", "≥120%", "VSE001"),
    ("工程质量合格率", "≥≤98%", "VSY031"),
    ("按期完工率", ">=<95%", "VSY031"),
    ("执行率", "98%-95%", "VSY030"),
    ("补助标准", "**元/人·月", "VSY024"),
    ("完成率", "XX%", "VSY024"),
    ("参训人数（人次）", "≥300人", "VSY009"),
    ("绿化面积（亩）", "≥200平方米", "VSY009"),
    ("资金规模（万元）", "450万", "VSY009"),
    ("扩大市场影响力", "扩大市场影响力", "VSY003"),
]


def items(name: str, value: str) -> str:
    return (
        f"1、产出指标：{name}，年度指标值：{value}。2、产出指标：任务按期完成率，年度指标值：≥95%。"
        "3、效益指标：服务覆盖率，年度指标值：≥90%。"
    )


def test_sound_values_raise_no_alarm(tmp_path):
    rows = [project(f"事项{n}", "10.00", items=items(*pair)) for n, pair in enumerate(SOUND)]
    report = checked(table(total("合计", f"{10 * len(rows)}.00"), *rows), tmp_path)
    assert [(f.rule, f.location.project, f.message.zh) for f in report if str(f.severity) != "note"] == []
    assert report.indicators["value_text"].tolist()[::3] == [value for _, value in SOUND]


@pytest.mark.parametrize(("name", "value", "rule"), FAULTY)
def test_a_faulty_value_raises_one_alarm(tmp_path, name, value, rule):
    rows = [total("合计", "10.00"), project("事项", "10.00", items=items(name, value))]
    report = checked(table(*rows), tmp_path)
    assert alarms(report) == [(rule, 6)]
    (place,) = [f.location for f in report if f.rule == rule]
    start, end = place.span
    assert table(*rows).splitlines()[5][start:end] == value
