"""Of which place a stock is, and whether of everything."""

import pytest

from budgetcheck.text import default_words
from budgetcheck.text.scopes import Scope, scope_of

WORDS = default_words()


@pytest.mark.parametrize(
    ("measure", "level", "part"),
    [
        ("贷款余额", None, ""),
        ("各项贷款余额", None, ""),
        ("金融机构本外币各项贷款余额", None, ""),
        ("全国贷款余额", 0, ""),
        ("某省贷款余额", 1, ""),
        ("广州地区贷款余额", 2, ""),
        ("云溪市年末贷款余额", 2, ""),
        ("云溪市临江区贷款余额", 3, ""),
        ("普惠型小微企业贷款余额", None, "普惠型小微企业"),
        ("全省绿色贷款余额", 1, "绿色"),
    ],
)
def test_place_and_part(measure, level, part):
    assert scope_of(measure, WORDS) == Scope("贷款余额", level, part)


def test_other_measures_have_no_scope():
    assert scope_of("新增贷款投放额", WORDS) is None


def test_a_place_lies_within_its_like_and_the_wider_ones_and_an_unnamed_one_anywhere():
    province, city, unnamed = (Scope("贷款余额", level, "") for level in (1, 2, None))
    assert city.is_within(province)
    assert city.is_within(city)
    assert not province.is_within(city)
    assert unnamed.is_within(city)
    assert city.is_within(unnamed)
