from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budgetcheck.terms import Comparator, Dimension, ValueClass
from budgetcheck.text import FLAGS, TargetValue, parse_target_value, split_items

GE, GT, LE, LT, EQ = Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT, Comparator.EQ
ABOUT, BETWEEN, NONE = Comparator.ABOUT, Comparator.BETWEEN, Comparator.NONE


def dec(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


# Every row of the table of real forms that has a number: value, name, sign, bounds, base unit, flags.
QUANTITIES = [
    ("≥98%", "", GE, "98", None, "%", ""),
    (">2次", "", GT, "2", None, "次", ""),
    ("<3%", "", LT, None, "3", "%", ""),
    ("<5", "投诉数量", LT, None, "5", "", ""),
    ("≥9亿元", "", GE, "900000000", None, "元", ""),
    ("≥200亿", "征收金额", GE, "20000000000", None, "元", "unit_truncated"),
    ("450万", "融资金额（万元）", NONE, "4500000", "4500000", "元", "unit_truncated"),
    ("20000万元", "", NONE, "200000000", "200000000", "元", ""),
    ("7000亿元以上", "", GE, "700000000000", None, "元", "comparator_behind"),
    ("90%以上", "", GE, "90", None, "%", "comparator_behind"),
    ("达到95%以上", "", GE, "95", None, "%", "comparator_behind comparator_doubled comparator_word"),
    ("2次或以上", "", GE, "2", None, "次", "comparator_behind"),
    ("不低于90%", "", GE, "90", None, "%", "comparator_word"),
    ("不少于3家", "", GE, "3", None, "家", "comparator_word"),
    ("全年不低于10次", "", GE, "10", None, "次", "comparator_word"),
    ("22万家", "企业数(万家)", NONE, "220000", "220000", "家", "unit_twice"),
    ("20万条", "", NONE, "200000", "200000", "条", ""),
    ("120000条/年", "", NONE, "120000", "120000", "条/年", ""),
    ("20个/年", "主题数（个/年）", NONE, "20", "20", "个/年", "unit_twice"),
    ("120家次", "", NONE, "120", "120", "家次", ""),
    ("3场次", "", NONE, "3", "3", "场次", ""),
    ("60课时", "", NONE, "60", "60", "课时", ""),
    ("1700册", "", NONE, "1700", "1700", "册", ""),
    ("52期", "", NONE, "52", "52", "期", ""),
    ("10个月", "", NONE, "10", "10", "月", ""),
    ("365天", "", NONE, "365", "365", "天", ""),
    ("半天内", "", LE, None, "0.5", "天", "comparator_behind"),
    ("0", "", NONE, "0", "0", "", ""),
    ("0次", "", NONE, "0", "0", "次", ""),
    ("2", "成果数(项)", NONE, "2", "2", "项", ""),
    ("21", "对接系统数量", NONE, "21", "21", "", ""),
    ("=100%", "", EQ, "100", "100", "%", ""),
    ("≤10次", "", LE, None, "10", "次", ""),
    ("≥100百分比", "", GE, "100", None, "%", ""),
    ("≤65万元", "", LE, None, "650000", "元", ""),
    ("250万", "投资（万元）", NONE, "2500000", "2500000", "元", "unit_truncated"),
    ("≥80M", "", GE, "80", None, "米", ""),
    ("≤1/10万", "", LE, None, "1", "1/10万", ""),
    ("≤1/10 万", "", LE, None, "1", "1/10万", ""),
    ("≤48/10万", "", LE, None, "48", "1/10万", ""),
    ("≤2.35:1", "", LE, None, "2.35", ":1", ""),
    ("1：18", "师生比", NONE, "1", "1", ":18", ""),
    ("3元/餐", "", NONE, "3", "3", "元/餐", ""),
    ("≤0.6元/千瓦时", "", LE, None, "0.6", "元/千瓦时", ""),
    ("5000卷（件）", "", NONE, "5000", "5000", "卷", ""),
    ("3个项目", "", NONE, "3", "3", "个", ""),
    ("保持在95%以上", "", GE, "95", None, "%", "comparator_behind"),
    ("292%", "", NONE, "292", "292", "%", ""),
    ("80%-90%", "", BETWEEN, "80", "90", "%", ""),
    ("10-15个", "", BETWEEN, "10", "15", "个", ""),
    ("5%±1%", "", BETWEEN, "4", "6", "%", "tolerance"),
    ("三次以上", "", GE, "3", None, "次", "comparator_behind"),
    ("十万户", "", NONE, "100000", "100000", "户", ""),
    ("≥９０％", "", GE, "90", None, "%", ""),
]

# Forms beyond that table.
MORE_QUANTITIES = [
    ("≥≤5%", "", NONE, "5", "5", "%", "comparator_conflict comparator_doubled"),
    (">=<5", "", NONE, "5", "5", "", "comparator_conflict comparator_doubled"),
    ("≥98%以下", "", NONE, "98", "98", "%", "comparator_behind comparator_conflict comparator_doubled"),
    (">=95%", "", GE, "95", None, "%", ""),
    ("=<3天", "", LE, None, "3", "天", ""),
    ("≥≥95%", "", GE, "95", None, "%", "comparator_doubled"),
    ("控制在5%以内", "", LE, None, "5", "%", "comparator_behind comparator_doubled comparator_word"),
    ("控制在90%以上", "", GE, "90", None, "%", "comparator_behind comparator_doubled comparator_word"),
    ("超过10000个", "", GT, "10000", None, "个", "comparator_word"),
    ("不满3次", "", LT, None, "3", "次", "comparator_word"),
    ("约300人", "", ABOUT, "300", "300", "人", "comparator_word"),
    ("300人左右", "", ABOUT, "300", "300", "人", "comparator_behind"),
    ("100余家", "", ABOUT, "100", "100", "家", "comparator_word"),
    ("95%（含）以上", "", GE, "95", None, "%", "comparator_behind"),
    ("≥95%（含95%）", "", GE, "95", None, "%", ""),
    ("90%-80%", "", BETWEEN, "80", "90", "%", "range_reversed"),
    ("5000-1万元", "", BETWEEN, "5000", "10000", "元", ""),
    ("10～15万元", "", BETWEEN, "100000", "150000", "元", ""),
    ("3至5天", "", BETWEEN, "3", "5", "天", ""),
    ("±5%", "", BETWEEN, "-5", "5", "%", "tolerance"),
    ("≥-5%", "", GE, "-5", None, "%", ""),
    ("1,000.5元", "", NONE, "1000.5", "1000.5", "元", ""),
    ("１，０００人次", "", NONE, "1000", "1000", "人次", ""),
    ("百分之九十五以上", "", GE, "95", None, "%", "comparator_behind"),
    ("九成", "", NONE, "90", "90", "%", ""),
    ("5‰", "", NONE, "0.5", "0.5", "%", ""),
    ("3个百分点", "", NONE, "3", "3", "百分点", ""),
    ("24小时以内", "", LE, None, "86400", "秒", "comparator_behind"),
    ("3个工作日内", "", LE, None, "3", "工作日", "comparator_behind"),
    ("≥2年", "", GE, "24", None, "月", ""),
    ("0.5亿元", "", NONE, "50000000", "50000000", "元", ""),
    ("¥500万元", "", NONE, "5000000", "5000000", "元", ""),
    ("7万元/人.年", "", NONE, "70000", "70000", "元/人.年", ""),
    ("1000（个）", "", NONE, "1000", "1000", "个", ""),
    ("30床", "", NONE, "30", "30", "床", ""),
    ("30膄", "", NONE, "30", "30", "膄", "unit_unknown"),
    ("“5家”", "", NONE, "5", "5", "家", ""),
    ("3000", "余额（亿元）", NONE, "300000000000", "300000000000", "元", ""),
    ("22万", "企业数(家)", NONE, "220000", "220000", "家", ""),
    ("22万", "企业数(万家)", NONE, "220000", "220000", "家", "unit_truncated"),
    ("90亿", "用户数", NONE, "9000000000", "9000000000", "", "unit_truncated"),
    ("7000亿元", "贷款余额（亿元）", NONE, "700000000000", "700000000000", "元", "unit_twice"),
    ("0.1", "x", NONE, "0.1", "0.1", "", ""),
    ("12亿3000万元", "", NONE, "1230000000", "1230000000", "元", ""),
    ("≥12亿3000万元", "", GE, "1230000000", None, "元", ""),
    ("12亿元3000万元", "", NONE, "1230000000", "1230000000", "元", ""),
    ("12亿3000余万元", "", ABOUT, "1230000000", "1230000000", "元", "comparator_word"),
    ("1亿5000万", "金额", NONE, "150000000", "150000000", "元", "unit_truncated"),
    ("一万五千元", "", NONE, "15000", "15000", "元", ""),
    ("1万2千-1万5千元", "", BETWEEN, "12000", "15000", "元", ""),
    ("1小时30分钟以内", "", LE, None, "5400", "秒", "comparator_behind"),
    ("一年零六个月", "", NONE, "18", "18", "月", ""),
    ("三至五天", "", BETWEEN, "3", "5", "天", ""),
    ("十五~二十家", "", BETWEEN, "15", "20", "家", ""),
    ("百分之三至百分之五", "", BETWEEN, "3", "5", "%", ""),
    ("五至三天", "", BETWEEN, "3", "5", "天", "range_reversed"),
    ("2/3以上", "", GE, "66.666667", None, "%", "comparator_behind fraction"),
    ("≥3/4", "", GE, "75", None, "%", "fraction"),
    ("9/10", "", NONE, "90", "90", "%", "fraction"),
    ("三分之二以上", "", GE, "66.666667", None, "%", "comparator_behind fraction"),
    ("千分之五", "", NONE, "0.5", "0.5", "%", "fraction"),
]


@pytest.mark.parametrize(
    ("text", "name", "comparator", "low", "high", "base", "flags"), QUANTITIES + MORE_QUANTITIES
)
def test_a_quantity_is_read_exactly(
    text: str, name: str, comparator: Comparator, low: str | None, high: str | None, base: str, flags: str
) -> None:
    value = parse_target_value(text, name)
    assert value.value_class is ValueClass.QUANTITY
    assert (value.comparator, value.low, value.high) == (comparator, dec(low), dec(high))
    assert value.base_unit == base
    assert sorted(value.flags) == flags.split()


@pytest.mark.parametrize(
    ("text", "value_class"),
    [
        ("", ValueClass.MISSING),
        (" \u3000", ValueClass.MISSING),
        ("/", ValueClass.MISSING),
        ("—", ValueClass.MISSING),
        ("≥**%", ValueClass.PLACEHOLDER),
        ("**元/人·月", ValueClass.PLACEHOLDER),
        ("**月**日前", ValueClass.PLACEHOLDER),
        ("XX家", ValueClass.PLACEHOLDER),
        ("≥××%", ValueClass.PLACEHOLDER),
        ("≥*%", ValueClass.PLACEHOLDER),
        ("待定", ValueClass.PLACEHOLDER),
        ("2023.07-2024.01", ValueClass.DATE),
        ("2023年12月底前", ValueClass.DATE),
        ("2023年6月30日前完成支付", ValueClass.DATE),
        ("第三季度", ValueClass.DATE),
        ("1-12月", ValueClass.DATE),
        ("1月-12月", ValueClass.DATE),
        ("2023年", ValueClass.DATE),
        ("每月20日前", ValueClass.DATE),
        ("3级", ValueClass.LEVEL),
        ("二级以上", ValueClass.LEVEL),
        ("AAA级", ValueClass.LEVEL),
        ("三级甲等", ValueClass.LEVEL),
        ("及时", ValueClass.LEVEL),
        ("规范", ValueClass.LEVEL),
        ("合理", ValueClass.LEVEL),
        ("合格", ValueClass.LEVEL),
        ("优良", ValueClass.LEVEL),
        ("优良中低差", ValueClass.LEVEL),
        ("优、良、中、差", ValueClass.LEVEL),
        ("熟悉", ValueClass.LEVEL),
        ("有所提升", ValueClass.RELATIVE),
        ("持续改善", ValueClass.RELATIVE),
        ("不高于上年同期水平", ValueClass.RELATIVE),
        ("较上年提高", ValueClass.RELATIVE),
        ("不超预算", ValueClass.RELATIVE),
        ("控制在预算内", ValueClass.RELATIVE),
        ("不高于近三年平均水平", ValueClass.RELATIVE),
        ("降至上年水平", ValueClass.RELATIVE),
        ("第三方评价结果公示率100%", ValueClass.LABELLED),
        ("进行12次的设备检查", ValueClass.LABELLED),
        ("故障率≤1%", ValueClass.LABELLED),
        ("每日功能访问量≥500次", ValueClass.LABELLED),
        ("不少于三次会议", ValueClass.LABELLED),
        ("0投诉", ValueClass.LABELLED),
        ("2023年完成20项", ValueClass.LABELLED),
        ("直接支付 ≥3万笔;授权支付 ≥50万笔", ValueClass.COMPOUND),
        ("机关人员100人，机构人员1000人，用户10000人", ValueClass.COMPOUND),
        ("有效促进", ValueClass.QUALITATIVE),
        ("有效提升", ValueClass.QUALITATIVE),
        ("正常开展", ValueClass.QUALITATIVE),
        ("通过上级部门审核", ValueClass.QUALITATIVE),
        ("不发生严重风险事件", ValueClass.QUALITATIVE),
        ("每日增量备份", ValueClass.QUALITATIVE),
        ("按月安排", ValueClass.QUALITATIVE),
        ("效果明显", ValueClass.QUALITATIVE),
        ("应保尽保", ValueClass.QUALITATIVE),
        ("保证行车安全零事故", ValueClass.QUALITATIVE),
        ("社会影响力有所提升", ValueClass.QUALITATIVE),
        ("推动“1+2”改革", ValueClass.QUALITATIVE),
        ("完成率=实际数/计划数*100%", ValueClass.QUALITATIVE),
        ("7×24小时", ValueClass.QUALITATIVE),
        ("按财建〔2019〕44号执行", ValueClass.QUALITATIVE),
        ("升级为2.0版", ValueClass.QUALITATIVE),
        ("建成5G网络", ValueClass.QUALITATIVE),
        ("达到PM2.5标准", ValueClass.QUALITATIVE),
        ("千家万户", ValueClass.QUALITATIVE),
        ("一致", ValueClass.QUALITATIVE),
        ("三至五", ValueClass.QUALITATIVE),
        ("12/31", ValueClass.QUALITATIVE),
        ("5/3", ValueClass.QUALITATIVE),
        ("10/11", ValueClass.QUALITATIVE),
        ("1万100元", ValueClass.QUANTITY),
        ("1万99元", ValueClass.COMPOUND),
        ("1万10000元", ValueClass.COMPOUND),
        ("2年3年", ValueClass.COMPOUND),
        ("1万户2000户", ValueClass.COMPOUND),
        ("1年15天", ValueClass.COMPOUND),
        ("投资2亿3家企业", ValueClass.COMPOUND),
    ],
)
def test_every_value_has_one_class(text: str, value_class: ValueClass) -> None:
    assert parse_target_value(text).value_class is value_class


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (">=<", "comparator_conflict"),
        (">=<", "comparator_alone"),
        ("≥%", "comparator_alone"),
        ("1,00人", "number_unreadable"),
        ("9" * 40 + "%", "number_unreadable"),
        ("≥**%", "placeholder"),
        ("/", "empty_mark"),
    ],
)
def test_what_is_odd_without_a_quantity_is_flagged(text: str, flag: str) -> None:
    value = parse_target_value(text)
    assert flag in value.flags
    assert (value.low, value.high, value.parts) == (None, None, ())


def test_the_unit_tells_where_it_came_from() -> None:
    assert parse_target_value("450", "融资金额（万元）")[5:8] == ("元", Dimension.MONEY, "name")
    assert parse_target_value("450万元", "融资金额")[5:8] == ("元", Dimension.MONEY, "value")
    assert parse_target_value("450", "次数")[5:8] == ("", Dimension.NUMBER, "")
    assert parse_target_value("450", "融资金额（万元）").unit == "万元"
    assert parse_target_value("450万", "融资金额（万元）").unit == "万"


def test_words_beside_a_quantity_are_its_labels() -> None:
    assert parse_target_value("进行12次的主电路检查").labels == ("进行", "的主电路检查")
    assert parse_target_value("全年不低于10次").labels == ("全年",)
    assert parse_target_value("不高于上年同期水平").labels == ("上年同期水平",)


def test_a_compound_gives_each_quantity_and_no_bounds_of_its_own() -> None:
    value = parse_target_value("直接支付 ≥3万笔;授权支付 ≥50万笔")
    assert [(p.comparator, p.low, p.base_unit) for p in value.parts] == [
        (GE, 30_000, "笔"),
        (GE, 500_000, "笔"),
    ]
    assert (value.comparator, value.low, value.high, value.dimension) == (NONE, None, None, Dimension.COUNT)
    assert value.labels == ("直接支付", "授权支付")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("集成联调通过率高于95%", "高于95%"),
        ("  ≥９５％ 。", "≥９５％"),
        ("全年不低于10次", "不低于10次"),
        ("“5家”", "5家"),
        ("直接支付 ≥3万笔;授权支付 ≥50万笔。", "≥3万笔;授权支付 ≥50万笔"),
        ("于2023年12月底前完成", "2023年12月底前"),
        (" 有效促进。", "有效促进"),
    ],
)
def test_the_range_marks_the_quantity_in_the_raw_text(text: str, marked: str) -> None:
    value = parse_target_value(text)
    assert text[value.start : value.end] == marked


def test_levels_are_bounded_by_their_rank() -> None:
    assert parse_target_value("3级")[1:4] == (NONE, 3, 3)
    assert parse_target_value("二级以上")[1:4] == (GE, 2, None)
    assert parse_target_value("不低于3级").comparator is GE


def test_flags_raised_are_flags_documented() -> None:
    texts = [row[0] for row in QUANTITIES + MORE_QUANTITIES] + [
        ">=<",
        "≥%",
        "/",
        "≥**%",
        "1,00人",
        "5家" * 200,
    ]
    raised = {flag for text in texts for flag in parse_target_value(text, "金额（万家）").flags}
    assert raised <= FLAGS.keys()
    assert FLAGS.keys() - raised == set()


def test_the_same_text_is_read_once() -> None:
    assert parse_target_value("≥97.3%", "甲率") is parse_target_value("≥97.3%", "乙率")


def table_values(path: Path) -> list[TargetValue]:
    text = re.sub(r"</?p> ?", "", path.read_text(encoding="utf-8"))
    cells = [line.split("\t")[-1] for line in text.split("\n")]
    return [parse_target_value(i.value_text, i.name) for cell in cells for i in split_items(cell).items]


def test_values_of_the_first_published_table_fall_into_the_counted_classes(samples: Path) -> None:
    found = Counter(str(v.value_class) for v in table_values(next(samples.glob("000_*.txt"))))
    assert found == {"quantity": 110, "labelled": 1, "compound": 1, "level": 14, "qualitative": 14}


def test_values_of_the_second_published_table_fall_into_the_counted_classes(samples: Path) -> None:
    # NOTE: unjoined, as here, one clause is read up to the page break; its class is the same.
    found = Counter(str(v.value_class) for v in table_values(next(samples.glob("003_*.txt"))))
    assert found == {
        "quantity": 112, "labelled": 8, "compound": 3, "level": 2, "relative": 9, "qualitative": 29, "missing": 4
    }  # fmt: skip
