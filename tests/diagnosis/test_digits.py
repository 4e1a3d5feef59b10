from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetcheck.diagnosis import default_model
from budgetcheck.diagnosis.digits import Channel, half_line_log
from budgetcheck.diagnosis.nearby import Neighbourhood, pairs
from budgetcheck.diagnosis.sizes import Sizes

MODEL = default_model()
CHANNEL = Channel(MODEL)
SIZES = Sizes([1_250, 30_000, 99_999, 400], MODEL.amounts)
HOOD = Neighbourhood(MODEL, CHANNEL, SIZES)


def kinds(printed: int, true: int) -> set[str]:
    return {str(kind) for kind, weight in CHANNEL.ways(printed, true) if weight > 0}


def test_each_slip_of_digits_is_named() -> None:
    assert kinds(3_650, 3_560) >= {"swapped_digits"}
    assert kinds(12_456, 123_456) == {"dropped_digit"}
    assert kinds(1_223, 123) >= {"doubled_digit", "inserted_digit"}
    assert kinds(12_300, 123) >= {"moved_point"}
    assert kinds(1_230_000, 123) >= {"wrong_unit"}
    assert kinds(-123, 123) == {"sign"}
    assert kinds(7_777, 123) == set()


def test_a_digit_lost_behind_the_point_leaves_a_decimal_less() -> None:
    in_hundredths = Channel(MODEL, least=3)
    assert not in_hundredths.ways(20_847, 208_472)
    assert [str(kind) for kind, _ in in_hundredths.ways(20_872, 208_472)] == ["dropped_digit"]


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=10**9))
def test_every_neighbour_may_be_what_was_meant(printed: int) -> None:
    near = HOOD.of(np.array([printed]))
    assert len(near.true) > 20
    assert all(kinds(printed, int(true)) for true in near.true)


def test_pairs_add_up_and_come_from_two_rows() -> None:
    printed = np.array([3_650, 12_456, 777])
    near = HOOD.of(printed)
    delta = near.true - printed[near.at]
    found = pairs(near, delta, 3_560 - 3_650 + 123_456 - 12_456, 50)
    assert (3_560, 123_456) in {tuple(sorted((int(near.true[a]), int(near.true[b])))) for a, b in found}
    assert all(near.at[a] != near.at[b] for a, b in found)


def test_half_a_line_is_read_within_its_group() -> None:
    assert half_line_log(7_790, 7_720, MODEL.upper, MODEL.kept) is not None
    assert half_line_log(1_120, 7_720, MODEL.lower, MODEL.kept) is not None
    assert half_line_log(1_120, 7_730, MODEL.lower, MODEL.kept) is None
