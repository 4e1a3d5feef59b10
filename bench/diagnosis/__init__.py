"""Seeded faults in generated tables: how often their explanation is right, how sure it is, and what it costs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from bench.measure import Figure


def run(arguments: Sequence[str] = ()) -> Iterator[Figure]:
    """All figures, or those that the arguments ask for."""
    from bench.diagnosis import peers, report, speed, trial
    from bench.diagnosis.faults import KINDS, USUAL

    given = _parser(list(KINDS)).parse_args(arguments)
    if given.speed:
        yield from speed.figures()
        return
    if given.misses or given.faults is not None or given.kind:
        faults = 1 if given.faults is None else given.faults
        order = trial.Order(
            given.tables, given.seed, faults, given.kind, trial.SMALL if faults > 1 else USUAL
        )
        if given.misses:
            sys.stderr.writelines(f"{line}\n" for line in report.misses(trial.run(order, given.workers)))
        yield from report.trial(order, given.workers)
        return
    for faults, tables in enumerate((given.tables, given.tables, given.tables // 2, given.tables // 4)):
        plan = USUAL if faults < 2 else trial.SMALL
        yield from report.trial(trial.Order(tables, given.seed, faults, plan=plan), given.workers)
    yield from report.apart(max(1, given.tables // 5), given.seed, given.workers)
    yield from speed.figures()
    yield from peers.figures(max(1, given.tables // 5), given.seed)


def _parser(kinds: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench diagnosis", description=__doc__)
    parser.add_argument("--tables", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--faults", type=int, choices=(0, 1, 2, 3), help="only this many at once; default: all, and speed"
    )
    parser.add_argument(
        "--kind", choices=kinds, help="only faults of this kind (with others, where several at once)"
    )
    parser.add_argument("--speed", action="store_true", help="only what it costs, by size")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument(
        "--misses", action="store_true", help="list the cases that the oracle had right and we had not"
    )
    return parser
