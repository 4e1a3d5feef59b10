"""Five rules through the engine against the same answers from plain pandas on integer fen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from bench.generate import documents, text_of
from bench.measure import Figure, cpu
from budgetcheck import api
from budgetcheck.engine import bind, validate
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

RULES = ("ari-row-sources", "ari-unit-subtotal", "ari-grand-total", "vsy-echo", "dup-indicator")
MONEY = ("total", "fiscal", "special_account", "other")


def run(count: int = 2000) -> Iterator[Figure]:
    """The ratio over `count` tables of 40 projects in one batch, some of them faulty."""
    grids = [
        grid
        for number, table in enumerate(documents(count, 40, seed=4, faulty=0.005))
        for grid in read(text_of(table).encode(), name=f"{number:06d}.txt")
    ]
    tables, _ = assemble(grids, default_words())
    del grids
    plan = bind(api.load_rules(pack="strict", select=RULES))
    plain, (expected, _) = cpu(lambda: plain_pandas(tables), 3)
    # NOTE: fresh tables each time; what rules derive from a batch must not carry over to the next round.
    ours, result = cpu(lambda: validate(replace(tables), plan), 3)
    failed = {tally.name: tally.failed for tally in result.tallies}
    counted = expected["rule"].value_counts()
    wanted = {rule: int(counted.get(rule, 0)) for rule in RULES}
    if failed != wanted:
        raise AssertionError(f"not the same answers: engine {failed}, pandas {wanted}")
    note = f"{len(tables.lines):,} lines, {len(tables.indicators):,} indicators, {len(expected):,} failures"
    yield Figure("plain pandas", plain * 1e3, "ms", note=note)
    yield Figure("engine, the same five rules", ours * 1e3, "ms", note=f"{ours / count * 1e3:.3f} ms a table")
    yield Figure("engine / plain pandas", ours / plain, "times", 3)


def plain_pandas(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What a careful analyst writes: failing rows with both figures and a sentence, and counts per table."""
    lines = tables.lines
    readable = (lines[[f"{column}_state" for column in MONEY]] != "unreadable").all(axis=1).to_numpy()
    total = lines["total"].fillna(0).to_numpy(np.int64)
    parts = np.sum([lines[part].fillna(0).to_numpy(np.int64) for part in MONEY[1:]], axis=0)
    project = (lines["kind"] == "project").to_numpy()
    by_unit = pd.Series(total[project]).groupby(lines["parent"][project].to_numpy()).sum()
    by_table = pd.Series(total[project]).groupby(lines["document"][project].to_numpy()).sum()
    unit = (lines["kind"] == "unit_total").to_numpy()
    grand = (lines["kind"] == "grand_total").to_numpy()
    found = [
        _apart(lines, readable, (total, parts), RULES[0]),
        _apart(lines, unit & readable, (total, _looked_up(by_unit, lines["line_id"])), RULES[1]),
        _apart(lines, grand & readable, (total, _looked_up(by_table, lines["document"])), RULES[2]),
        *_text_faults(tables.indicators),
    ]
    failures = pd.concat(found, ignore_index=True)
    return failures, _counts(tables, failures)


def _counts(tables: Tables, failures: pd.DataFrame) -> pd.DataFrame:
    kinds = tables.lines.groupby(["document", "kind"]).size().unstack(fill_value=0)
    indicators = tables.indicators.groupby("document").size()
    by_rule = failures.groupby(["document", "rule"]).size().unstack(fill_value=0)
    return kinds.assign(indicators=indicators).join(by_rule).fillna(0).astype(np.int64)


def _looked_up(sums: pd.Series[int], keys: pd.Series[int]) -> Ints:
    return np.asarray(keys.map(sums).fillna(0), dtype=np.int64)


def _apart(lines: pd.DataFrame, subject: Bools, sides: tuple[Ints, Ints], rule: str) -> pd.DataFrame:
    actual, expected = sides
    bad = np.flatnonzero(subject & (actual != expected))
    failing = lines.iloc[bad][["document", "row", "name", "total_text"]].assign(
        rule=rule, expected=expected[bad], actual=actual[bad]
    )
    failing["message"] = [
        f"「{name}」应为 {want / 1e6:.2f}，实为 {have / 1e6:.2f}，差 {(have - want) / 1e6:.2f} 万元"
        for name, want, have in zip(failing["name"], failing["expected"], failing["actual"], strict=True)
    ]
    return failing


def _text_faults(indicators: pd.DataFrame) -> Iterator[pd.DataFrame]:
    name, value = _normal(indicators["name"]), _normal(indicators["value_text"])
    echo = (name == value) & (name != "")
    again = pd.DataFrame({"line": indicators["line_id"], "name": name}).duplicated() & (name != "")
    for rule, bad in ((RULES[3], echo), (RULES[4], again)):
        failing = indicators.loc[bad, ["document", "line_id", "position", "name", "value_text"]].assign(
            rule=rule
        )
        failing["message"] = [
            f"指标「{n}」：{v}" for n, v in zip(failing["name"], failing["value_text"], strict=True)
        ]
        yield failing


def _normal(texts: pd.Series[str]) -> pd.Series[str]:
    codes, distinct = pd.factorize(texts)
    normal = pd.Series(distinct, dtype="str").str.normalize("NFKC").str.strip(" 。；，")
    return normal.take(codes).set_axis(texts.index)
