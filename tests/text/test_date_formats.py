from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text.date_formats import shown_date

MOMENT = datetime(2024, 3, 5, 14, 7, 9)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mm-dd-yy", "2024/3/5"),
        ("yyyy-mm-dd", "2024-03-05"),
        ("yyyy/m/d", "2024/3/5"),
        ('yyyy"年"m"月"', "2024年3月"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2024年3月5日"),
        ('m"月"d"日"', "3月5日"),
        ("yyyy-mm-dd h:mm", "2024-03-05 14:07"),
        ("h:mm:ss", "14:07:09"),
        ("mm:ss", "07:09"),
    ],
)
def test_a_plain_format_shows_what_a_spreadsheet_shows(code: str, shown: str) -> None:
    assert shown_date(MOMENT, code) == shown


@pytest.mark.parametrize("code", ["General", "mmm-yy", "dddd", "h:mm AM/PM", "[h]:mm", ""])
def test_what_is_not_plain_is_shown_in_iso_form(code: str) -> None:
    assert shown_date(date(2024, 3, 5), code) == "2024-03-05"


def test_a_time_alone_has_no_date() -> None:
    assert shown_date(time(9, 30), "General") == "09:30:00"
    assert shown_date(time(9, 30), "h:mm") == "9:30"


@given(st.datetimes(), st.text(alphabet='yMmdhs/-:"\\年月日;[]$_* ', max_size=14))
def test_no_format_breaks_it(at: datetime, code: str) -> None:
    assert isinstance(shown_date(at, code), str)
