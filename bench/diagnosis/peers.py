"""The usual method beside ours: change the fewest cells so that every sum holds, as an integer program (HiGHS)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from bench.diagnosis.balance import effect
from bench.diagnosis.faults import Case, Put
from bench.diagnosis.scene import Scene
from bench.diagnosis.scoring import cells
from bench.diagnosis.trial import Order, cases
from bench.measure import Figure

_SECONDS = 10.0


def figures(tables: int, seed: int) -> Iterator[Figure]:
    """Right cells, right values and time of the fewest-cells program; nothing where HiGHS is not installed."""
    try:
        import highspy
    except ImportError:
        yield Figure("fewest cells (HiGHS)", 0, "", note="skipped: pip install highspy")
        return
    for faults in (1, 2):
        held = cases(Order(tables, seed, faults), range(tables))
        yield from _compared(highspy, held, f"fewest cells (HiGHS), {faults} fault{'s' * (faults > 1)}")


def _compared(highspy: Any, held: Sequence[Case], what: str) -> Iterator[Figure]:
    times, right, valued = [], 0, 0
    for each in held:
        start = time.process_time()
        puts = fewest(highspy, each)
        times.append(time.process_time() - start)
        right += cells(puts) == cells(each.undone)
        valued += puts == each.undone
    count = max(len(held), 1)
    note = f"cells {100 * right / count:.1f} %, time median {median(times) * 1e3:,.0f} ms, worst {max(times):.1f} s"
    yield Figure(what, 100 * valued / count, "% right", note=note)


def fewest(highspy: Any, each: Case) -> frozenset[Put]:
    """The changes of the first answer of the program: as few cells as make every equation hold.

    NOTE: it works on whole grains in floats, as its peers do; amounts are rounded back.
    """
    scene = Scene(each.table)
    grain, columns = each.table.law.grain, range(each.table.law.columns)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", _SECONDS)
    solver.setOptionValue("threads", 1)
    printed = {(row.uid, at): scene.held[row.uid][at] // grain for row in each.table.rows for at in columns}
    most = 2.0 * max(1, *map(abs, printed.values()))
    at_of = {cell: 2 * n for n, cell in enumerate(printed)}
    for value in printed.values():
        solver.addVar(min(0.0, float(value)), most)
        solver.addVar(0.0, 1.0)
    for cell, value in printed.items():
        y, d = at_of[cell], at_of[cell] + 1
        solver.changeColCost(d, 1.0)
        solver.changeColIntegrality(d, highspy.HighsVarType.kInteger)
        solver.addRow(-highspy.kHighsInf, float(value), 2, [y, d], [1.0, -most])
        solver.addRow(float(value), highspy.kHighsInf, 2, [y, d], [1.0, most])
    for terms in _equations(scene, columns).values():
        solver.addRow(0.0, 0.0, len(terms), [at_of[cell] for cell, _ in terms], [float(w) for _, w in terms])
    solver.run()
    values = list(solver.getSolution().col_value)
    if not values:
        return frozenset()
    return frozenset(
        ("amount", uid, at, round(values[at_of[uid, at]]) * grain)
        for (uid, at), value in printed.items()
        if round(values[at_of[uid, at]]) != value
    )


def _equations(scene: Scene, columns: range) -> dict[Any, list[tuple[tuple[int, int], int]]]:
    found: dict[Any, list[tuple[tuple[int, int], int]]] = {}
    for row in scene.table.rows:
        for at in columns:
            unit = [int(column == at) for column in columns]
            for key, weight in effect(row.uid, unit, row.level, scene.above.get(row.uid)).items():
                found.setdefault(key, []).append(((row.uid, at), weight))
    return found
