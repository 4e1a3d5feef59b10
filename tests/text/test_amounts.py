from __future__ import annotations

import pytest

from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text import LIMIT_FEN, format_fen, parse_amount

WAN = MoneyUnit.WAN_YUAN
YUAN = MoneyUnit.YUAN
YI = MoneyUnit.YI_YUAN


@pytest.mark.parametrize(
    ("text", "fen", "decimals"),
    [
        ("13,392.82", 13_392_820_000, 2),
        ("0.00", 0, 2),
        ("0", 0, 0),
        ("7.00", 7_000_000, 2),
        (".5", 500_000, 1),
        ("１，２３４．５０", 1_234_500_000, 2),
        (" 3.00\u3000", 3_000_000, 2),
        ("￥3.5", 3_500_000, 1),
        ("¥ 3.5", 3_500_000, 1),
        ("+1.00", 1_000_000, 2),
        ("-3", -3_000_000, 0),
        ("－3.2", -3_200_000, 1),
        ("−4", -4_000_000, 0),
        ("△5", -5_000_000, 0),
        ("(1.00)", -1_000_000, 2),
        ("（1.00）", -1_000_000, 2),
        ("1.230000", 1_230_000, 6),
        ("1.2300000", 1_230_000, 7),
    ],
)
def test_an_amount_is_read_to_the_fen(text: str, fen: int, decimals: int) -> None:
    amount = parse_amount(text, WAN)
    assert (amount.fen, amount.state, amount.decimals) == (fen, AmountState.STATED, decimals)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "-", "—", "－", "―", "/", "无", "--", "——", " - ", "…"])
def test_the_empty_forms_are_blank_and_not_zero(text: str) -> None:
    amount = parse_amount(text, WAN)
    assert (amount.fen, amount.state) == (None, AmountState.BLANK)


@pytest.mark.parametrize(
    "text",
    [
        "1e3", "NaN", "Infinity", "inf", "1_000", "三", "约3", "3左右", "50%", "1,23.4", "12,34,567", "1,2345", ",123",
        "1,,234", "5.", "1.2.3", "--3", "-(1.00)", "(1.00", "1.00)", "1 234.56", "0x10", "٣", "²", "1.0000001",
        "3万千", "1/2", "12-3", "通过预算", "+", "¥", "万元",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    amount = parse_amount(text, WAN)
    assert (amount.fen, amount.state) == (None, AmountState.UNREADABLE)


@pytest.mark.parametrize(
    ("text", "table", "fen", "inside"),
    [
        ("250万", WAN, 250_000_000, WAN),
        ("250万", YUAN, 250_000_000, WAN),
        ("250万元", YUAN, 250_000_000, WAN),
        ("1.5亿元", WAN, 15_000_000_000, YI),
        ("1,234.50元", WAN, 123_450, YUAN),
        ("250", YUAN, 25_000, None),
    ],
)
def test_a_unit_in_the_cell_wins_over_that_of_the_table_and_is_told(
    text: str, table: MoneyUnit, fen: int, inside: MoneyUnit | None
) -> None:
    amount = parse_amount(text, table)
    assert (amount.fen, amount.unit_in_cell) == (fen, inside)


@pytest.mark.parametrize(("unit", "most"), [(YUAN, 2), (WAN, 6), (YI, 10)])
def test_more_decimals_than_fen_can_hold_are_not_rounded(unit: MoneyUnit, most: int) -> None:
    assert parse_amount("0." + "0" * (most - 1) + "1", unit).fen == 1
    assert parse_amount("0." + "0" * most + "1", unit).state is AmountState.UNREADABLE


def test_amounts_beyond_the_limit_are_unreadable_and_never_wrap() -> None:
    assert parse_amount(str(LIMIT_FEN // 100 - 1), YUAN).fen == LIMIT_FEN - 100
    for digits in ("9" * 15, "9" * 19, "9" * 20, "9" * 64, "9" * 5000):
        assert parse_amount(digits, YUAN).state is AmountState.UNREADABLE
    assert LIMIT_FEN * 900 < 2**63


def test_a_long_cell_is_judged_by_what_it_holds() -> None:
    assert parse_amount(" " * 100_000, YUAN).state is AmountState.BLANK
    assert parse_amount(" " * 100_000 + "1.50", YUAN).fen == 150
    assert parse_amount("1" + " " * 100_000 + "2", YUAN).state is AmountState.UNREADABLE


@pytest.mark.parametrize(
    ("fen", "unit", "decimals", "text"),
    [
        (35_600_000, WAN, 2, "35.60"),
        (35_600_000, YUAN, 2, "356000.00"),
        (-35_600_000, WAN, 2, "-35.60"),
        (1, WAN, 2, "0.000001"),
        (0, WAN, 2, "0.00"),
        (0, WAN, 0, "0"),
        (3_000_000, WAN, 0, "3"),
        (123, YUAN, 0, "1.23"),
        (10**18, YI, 2, "100000000.00"),
    ],
)
def test_an_amount_is_printed_exactly(fen: int, unit: MoneyUnit, decimals: int, text: str) -> None:
    assert format_fen(fen, unit, decimals) == text
