from __future__ import annotations

import numpy as np
import pytest

from budgetcheck.readers.scans.engine import Decoder

SIGNS = ["blank", "年", ":", "：", "1", "0", " "]


def said(*slices: dict[str, float]) -> np.ndarray:
    """One line of slices as the model gives them: how likely each sign is."""
    return np.array([[[held.get(sign, 0.0) for sign in SIGNS] for held in slices]], np.float32)


def read(slices: np.ndarray) -> list[tuple[str, float, float]]:
    _, (line,) = Decoder(SIGNS)(slices, True, [1.0], 1.0)
    return [(sign.text, round(sign.score, 2), sign.at) for sign in line]


def test_a_mark_is_as_sure_as_its_two_forms_together() -> None:
    assert read(said({"年": 1.0}, {"：": 0.55, ":": 0.44})) == [("年", 1.0, 0.25), ("：", 0.99, 0.75)]
    assert read(said({"：": 0.30, ":": 0.68}, {"blank": 1.0})) == [(":", 0.98, 0.25)]


def test_a_mark_is_not_lost_because_its_two_forms_share_its_likelihood() -> None:
    assert read(said({"blank": 0.4, "：": 0.35, ":": 0.25})) == [("：", 0.6, 0.5)]


def test_a_sign_over_several_slices_is_one_and_lies_where_it_is_surest() -> None:
    assert read(said({"1": 0.6}, {"1": 0.9}, {"blank": 1.0}, {"1": 0.8})) == [
        ("1", 0.9, 0.375),
        ("1", 0.8, 0.875),
    ]


def test_blanks_are_no_signs() -> None:
    assert read(said({" ": 1.0}, {"blank": 1.0})) == []


def test_places_are_those_of_the_line_and_not_of_what_fills_its_picture_up() -> None:
    _, (line,) = Decoder(SIGNS)(said({"0": 1.0}, {"blank": 1.0}), True, [0.5], 1.0)
    assert line[0].at == pytest.approx(0.5)
