from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.terms import Comparator, ValueClass
from budgetcheck.text import default_words, parse_target_value

# NOTE: a unit that opens with a digit (1/10万) stands in names only; behind a number it would lengthen it.
UNITS = sorted(
    unit
    for unit in set(default_words().units) - {"年", "月", "日", "季度", "季", "号", "版"}
    if not unit[0].isdigit()
)
units = st.sampled_from(UNITS)
multipliers = st.sampled_from(["", "万", "亿"])
numbers = st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False)
signs = st.sampled_from(["", "≥", "≤", ">", "<", "=", "≥ ", "不低于", "不超过", ">=", "<="])
signs_meaning = {
    "": Comparator.NONE, "≥": Comparator.GE, "≤": Comparator.LE, ">": Comparator.GT, "<": Comparator.LT,
    "=": Comparator.EQ, "不低于": Comparator.GE, "不超过": Comparator.LE, ">=": Comparator.GE, "<=": Comparator.LE,
}  # fmt: skip


@given(signs, numbers, multipliers, units)
def test_a_written_quantity_reads_back_exactly(
    sign: str, number: Decimal, multiplier: str, unit: str
) -> None:
    value = parse_target_value(f"{sign}{number}{multiplier}{unit}")
    known = default_words()
    expected = number * known.multipliers.get(multiplier, 1) * known.units[unit].factor
    assert value.value_class is ValueClass.QUANTITY
    assert value.comparator is signs_meaning[sign.strip()]
    assert {value.low, value.high} - {None} == {expected}
    assert (value.base_unit, value.unit) == (known.units[unit].base, multiplier + unit)


@given(numbers, numbers, units)
def test_a_range_is_in_order_and_says_when_it_was_not(first: Decimal, second: Decimal, unit: str) -> None:
    value = parse_target_value(f"{first}-{second}{unit}")
    assert value.comparator is Comparator.BETWEEN
    assert value.low is not None
    assert value.high is not None
    assert value.low <= value.high
    assert ("range_reversed" in value.flags) == (first > second)


@given(numbers, st.sampled_from(["元", "万元", "亿元", "家", "万家", "%"]))
def test_a_unit_in_the_name_counts_as_one_in_the_value(number: Decimal, unit: str) -> None:
    lifted = parse_target_value(f"≥{number}", f"数量（{unit}）")
    stated = parse_target_value(f"≥{number}{unit}", "数量")
    assert (lifted.low, lifted.base_unit, lifted.unit) == (stated.low, stated.base_unit, stated.unit)
    assert (lifted.unit_source, stated.unit_source) == ("name", "value")


@given(
    st.text(
        alphabet="≥≤<>=±-~12３五半万亿%元家次年月日级前内上以不低于优良有所提升*X，；。（） ", max_size=24
    ),
    st.text(max_size=8),
)
def test_any_text_has_one_class_and_a_range_within_itself(text: str, name: str) -> None:
    value = parse_target_value(text, name)
    assert isinstance(value.value_class, ValueClass)
    assert 0 <= value.start <= value.end <= len(text)
    assert (value.low is None) or (value.high is None) or value.low <= value.high
    counted = {ValueClass.QUANTITY: 1, ValueClass.LABELLED: 1}.get(value.value_class)
    assert counted is None or len(value.parts) == counted
    assert (len(value.parts) >= 2) == (value.value_class is ValueClass.COMPOUND)
    for part in value.parts:
        assert 0 <= part.start < part.end <= len(text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_it_raise(text: str, name: str) -> None:
    parse_target_value(text, name)
