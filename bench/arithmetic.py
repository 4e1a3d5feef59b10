"""Five rules through the engine against the same answers from plain pandas on integer fen."""

from __future__ import annotations

from collections.abc import Iterator
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
    from budgetcheck.frames import Tables

RULES = ("ari-row-sources", "ari-unit-subtotal", "ari-grand-total", "vsy-echo", "dup-indicator")
PARTS = ("fiscal", "special_account", "other")


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
    plain, expected = cpu(lambda: plain_pandas(tables), 3)
    ours, result = cpu(lambda: validate(tables, plan), 3)
    failed = {tally.name: tally.failed for tally in result.tallies}
    counted = expected["rule"].value_counts()
    wanted = {rule: int(counted.get(rule, 0)) for rule in RULES}
    if failed != wanted:
        raise AssertionError(f"not the same answers: engine {failed}, pandas {wanted}")
    note = f"{len(tables.lines):,} lines, {len(tables.indicators):,} indicators, {len(expected):,} failures"
    yield Figure("plain pandas", plain * 1e3, "ms", note=note)
    yield Figure("engine, the same five rules", ours * 1e3, "ms", note=f"{ours / count * 1e3:.3f} ms a table")
    yield Figure("engine / plain pandas", ours / plain, "times", 3)


def plain_pandas(tables: Tables) -> pd.DataFrame:
    """What a careful analyst writes: failing rows with both figures and a sentence."""
    lines = tables.lines
    total = lines["total"].fillna(0).to_numpy(np.int64)
    parts = np.sum([lines[part].fillna(0).to_numpy(np.int64) for part in PARTS], axis=0)
    project = (lines["kind"] == "project").to_numpy()
    by_unit = pd.Series(total[project]).groupby(lines["parent"][project].to_numpy()).sum()
    by_table = pd.Series(total[project]).groupby(lines["document"][project].to_numpy()).sum()
    unit = (lines["kind"] == "unit_total").to_numpy()
    grand = (lines["kind"] == "grand_total").to_numpy()
    found = [
        _apart(lines, np.ones(len(lines), dtype=bool), total, parts, RULES[0]),
        _apart(lines, unit, total, _looked_up(by_unit, lines["line_id"]), RULES[1]),
        _apart(lines, grand, total, _looked_up(by_table, lines["document"]), RULES[2]),
        *_text_faults(tables.indicators),
    ]
    return pd.concat(found, ignore_index=True)


def _looked_up(sums: pd.Series[int], keys: pd.Series[int]) -> np.ndarray:
    return keys.map(sums).fillna(0).to_numpy(np.int64)


def _apart(
    lines: pd.DataFrame, subject: np.ndarray, actual: np.ndarray, expected: np.ndarray, rule: str
) -> pd.DataFrame:
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
    name = indicators["name"].str.strip()
    echo = (name == indicators["value_text"].str.strip()) & (name != "")
    again = indicators.assign(name=name).duplicated(["line_id", "name"]) & (name != "")
    for rule, bad in ((RULES[3], echo), (RULES[4], again)):
        failing = indicators.loc[bad, ["document", "line_id", "position", "name", "value_text"]].assign(
            rule=rule
        )
        failing["message"] = [
            f"指标「{n}」：{v}" for n, v in zip(failing["name"], failing["value_text"], strict=True)
        ]
        yield failing
