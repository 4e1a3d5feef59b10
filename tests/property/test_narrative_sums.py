"""Laws of sums in running text: what adds up is never flagged, one changed figure is."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.checks.frames import line, tables

from budgetcheck.checks import CHECKS
from budgetcheck.model import Outcome
from budgetcheck.terms import Verdict

LABELS = ("设备费", "安装费", "培训费", "印刷费", "场地费", "评审费", "监理费", "差旅费")
hundredths = st.integers(1, 50_000_000)
amounts = st.lists(hundredths, min_size=2, max_size=6)
styles = st.sampled_from(["comma", "semicolon", "numbered", "yuan", "brackets", "formula"])


def wan(value: int) -> str:
    return f"{Decimal(value).scaleb(-2):,.2f}"


def listed(parts: list[int], style: str) -> str:
    """A list of costs in one of the ways that tables print it."""
    named = list(zip(LABELS, parts, strict=False))
    if style == "numbered":
        return (
            "开支内容："
            + "；".join(f"{n}.{label}{wan(v)}万元" for n, (label, v) in enumerate(named, 1))
            + "。"
        )
    if style == "semicolon":
        return "主要用于" + "；".join(f"{label}：{wan(v)}万元" for label, v in named) + "。"
    if style == "yuan":
        return "用于" + "、".join(f"{label}{v * 100:,}元" for label, v in named) + "。"
    if style == "brackets":
        return "用于" + "、".join(f"{label}（{wan(v)}万元）" for label, v in named) + "。"
    if style == "formula":
        return (
            "用于" + "、".join(f"{label}：{wan(v)}万元/项*2项={wan(2 * v)}万元" for label, v in named) + "。"
        )
    return "用于" + "、".join(f"{label}{wan(v)}万元" for label, v in named) + "。"


def run(check: str, content: str, total: int) -> Outcome:
    held = tables([line("某项目", wan(total), wan(total), content=content)])
    return CHECKS[check](held.lines, held)


@given(amounts, styles)
@settings(max_examples=60, deadline=None)
def test_a_list_that_adds_up_to_the_row_passes(parts: list[int], style: str):
    total = sum(parts) * (2 if style == "formula" else 1)
    outcome = run("listed_amounts_make_total", listed(parts, style), total)
    assert outcome.verdicts.tolist() == [Verdict.PASSED]


@given(amounts, styles, st.data())
@settings(max_examples=60, deadline=None)
def test_one_changed_amount_fails(parts: list[int], style: str, data: st.DataObject):
    times = 2 if style == "formula" else 1
    total = sum(parts) * times
    which = data.draw(st.integers(0, len(parts) - 1))
    parts[which] += data.draw(st.integers(-1000, 1000).filter(bool))
    assume(parts[which] > 0)
    # NOTE: a part that is by itself the row's amount counts as the row's amount told again.
    assume(total not in [times * part for part in parts])
    outcome = run("listed_amounts_make_total", listed(parts, style), total)
    assert outcome.verdicts.tolist() == [Verdict.FAILED]
    (evidence,) = outcome.evidence
    assert (evidence.expected, evidence.actual) == (sum(parts) * times * 10_000, total * 10_000)
    assert evidence.difference == evidence.actual - evidence.expected


@given(amounts, st.integers(-1000, 1000))
@settings(max_examples=60, deadline=None)
def test_a_stated_total_is_right_or_not(parts: list[int], off: int):
    stated = sum(parts) + off
    # NOTE: the nearest amounts that make a total are its parts, so the last few may do by themselves.
    assume(stated > 0 and (not off or all(stated != sum(parts[-n:]) for n in range(2, len(parts)))))
    named = "、".join(f"{label}{wan(v)}万元" for label, v in zip(LABELS, parts, strict=False))
    outcome = run("stated_sums_are_right", f"{named}，合计{wan(stated)}万元。", stated)
    assert outcome.verdicts.tolist() == [Verdict.FAILED if off else Verdict.PASSED]


@given(st.integers(1, 10_000), st.integers(1, 500), st.integers(-50, 50))
@settings(max_examples=60, deadline=None)
def test_a_product_is_right_or_not(price: int, number: int, off: int):
    stated = price * number + off
    assume(stated > 0)
    outcome = run("written_sums_are_right", f"补助{price}万元/人×{number}人={stated}万元", 100)
    assert outcome.verdicts.tolist() == [Verdict.FAILED if off else Verdict.PASSED]


@given(
    st.text(
        alphabet="0123456789.,，、；。：（）()万亿元人个名每合计共其中用于批复=*×+-年月 〔〕号", max_size=60
    )
)
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_and_every_finding_lies_in_it(content: str):
    held = tables([line("某项目", "12.30", "12.30", content=content, goal=content)])
    for check, more in (
        ("listed_amounts_make_total", {}),
        ("stated_sums_are_right", {}),
        ("written_sums_are_right", {}),
        ("amount_is_within_approval", {}),
        ("amounts_are_in_their_unit", {"digits": 3}),
        ("people_are_within_amount", {}),
        ("stated_amount_is_the_rows", {}),
    ):
        for evidence in CHECKS[check](held.lines, held, **more).evidence:
            assert evidence.span is not None
            assert 0 <= evidence.span[0] < evidence.span[1] <= len(content)
