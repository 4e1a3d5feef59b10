from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text.number_formats import kept_number, shown_number

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (13392.82, "General", "13392.82"),
        (30, "0.00", "30.00"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (0.955, "0.00%", "95.50%"),
        (0, ACCOUNTING, "-"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-3, ACCOUNTING, "-3.00"),
        (-3, "#,##0.00_);[Red]\\(#,##0.00\\)", "(3.00)"),
        (-3.456, "0.0", "-3.5"),
        (-0.001, "0.00", "0.00"),
        (0, "0;-0;;@", ""),
        (0, "#,###", ""),
        (0.5, "#.00", ".50"),
        (3, "0.##", "3"),
        (3, "000", "003"),
        (1234, "¥#,##0", "¥1,234"),
        (1234, "[$¥-804]#,##0", "¥1,234"),
        (12, '0"台"', "12台"),
        (1234.5, '#,##0.00 "万元"', "1,234.50 万元"),
        (13800138000, "000-0000-0000", "138-0013-8000"),
        (24838.14, "G/通用格式", "24838.14"),
    ],
)
def test_a_plain_format_shows_what_a_spreadsheet_shows(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code).text == shown


@pytest.mark.parametrize(
    "code", ["0.00E+00", "# ?/?", "[>=1000]0.0;0", "yyyy-mm-dd", "[DBNum2]General", "x" * 300]
)
def test_what_is_not_plain_shows_the_number_in_full(code: str) -> None:
    assert shown_number(1234.5, code).text == "1234.5"


def test_a_float_never_shows_its_noise() -> None:
    assert shown_number(0.1 + 0.2, "General").text == "0.3"
    assert shown_number(238.93 + 12.96, "General").text == "251.89"
    assert shown_number(1e20, "General").text == "100000000000000000000"
    assert kept_number(13392.820000000002) == Decimal("13392.82")


def test_digits_that_a_format_hides_are_told() -> None:
    assert shown_number(35.604, "0.00") == ("35.60", False, 1)
    assert shown_number(35.6, "0.00").exact
    assert shown_number(7, ";;;") == ("", False, 1)
    assert shown_number(0, ";;;").exact


@pytest.mark.parametrize(
    ("code", "shown", "scale"),
    [
        ('#,##0.00,"千元"', "12,345.68千元", 1000),
        ("0\\.0000", "1234.5678", 10_000),
        ("0\\.0,", "1234.6", 10_000),
        ('0"."0,"万"', "1234.6万", 10_000),
    ],
)
def test_a_format_that_scales_is_told(code: str, shown: str, scale: int) -> None:
    found = shown_number(12345678, code)
    assert (found.text, found.scale) == (shown, scale)


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["0.00", "#,##0.00", "General", ACCOUNTING, "#,##0.00_ "]),
)
def test_an_amount_with_two_decimals_comes_through_whole(amount: Decimal, code: str) -> None:
    shown = shown_number(float(amount), code)
    assert shown.exact
    assert Decimal(shown.text.replace(",", "").replace("-", "-0") if shown.text != "-" else "0") == amount


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(alphabet='0#?,.%;_*-"\\[]()$¥E/ ab年', max_size=12),
)
def test_no_format_and_no_number_breaks_it(value: float, code: str) -> None:
    assert isinstance(shown_number(value, code).text, str)
