from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text import LIMIT_FEN, fold, format_fen, parse_amount

units = st.sampled_from(list(MoneyUnit))
amounts = st.integers(-LIMIT_FEN + 1, LIMIT_FEN - 1)


def with_commas(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, part = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{part}"


def full_width(text: str) -> str:
    return text.translate({i: i + 0xFEE0 for i in range(0x21, 0x7F)})


@given(amounts, units, st.integers(0, 12))
def test_a_printed_amount_reads_back_as_it_was(fen: int, unit: MoneyUnit, decimals: int) -> None:
    amount = parse_amount(format_fen(fen, unit, decimals), unit)
    assert (amount.fen, amount.state) == (fen, AmountState.STATED)
    assert amount.decimals >= decimals


@given(amounts, units)
def test_commas_width_and_blanks_change_nothing(fen: int, unit: MoneyUnit) -> None:
    printed = with_commas(format_fen(fen, unit))
    assert parse_amount(printed, unit).fen == fen
    assert parse_amount(full_width(printed), unit).fen == fen
    assert parse_amount(f"\u3000{printed} ", unit).fen == fen


@given(st.integers(0, 10**10), st.integers(0, 99))
def test_an_amount_in_wan_yuan_is_ten_thousand_times_that_in_yuan(whole: int, part: int) -> None:
    text = f"{whole}.{part:02}"
    yuan = parse_amount(text, MoneyUnit.YUAN).fen
    wan = parse_amount(text, MoneyUnit.WAN_YUAN).fen
    assert yuan is not None
    assert wan == (yuan * 10_000 if yuan * 10_000 < LIMIT_FEN else None)


@given(st.text(max_size=20), units)
def test_no_text_makes_it_raise_or_leave_int64(text: str, unit: MoneyUnit) -> None:
    amount = parse_amount(text, unit)
    assert (amount.fen is not None) == (amount.state is AmountState.STATED)
    assert amount.fen is None or abs(amount.fen) < LIMIT_FEN


@given(st.text(max_size=200))
def test_a_fold_is_as_long_as_its_text_and_folds_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
