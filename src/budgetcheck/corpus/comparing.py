"""Rules that compare documents: asked once of the whole run, in whatever batches it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetcheck.checks import CHECKS
from budgetcheck.checks.across import reduced
from budgetcheck.engine import Plan, Result, validate
from budgetcheck.frames import FRAMES, Tables

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.model import DocumentRecord, RuleSet


def parted(rules: RuleSet) -> tuple[RuleSet, RuleSet]:
    """The rules that look at each document by itself, and those that compare documents."""
    compare = [rule.use in CHECKS and CHECKS[rule.use].across for rule in rules.rules]
    alone = tuple(rule for rule, across in zip(rules.rules, compare, strict=True) if not across)
    across = tuple(rule for rule, across in zip(rules.rules, compare, strict=True) if across)
    return replace(rules, rules=alone), replace(rules, rules=across)


def left_of(tables: Tables, rules: RuleSet) -> Tables:
    """What the rules that compare documents need of a batch; nothing where there are none."""
    return reduced(tables) if len(rules) else Tables.empty()


def compared(left: Sequence[Tables], plan: Plan) -> Result:
    """What those rules say of the whole run.

    Args:
        left: what was kept of each batch, in order.
        plan: the rules that compare documents, bound.
    """
    if not plan.bound:
        return Result((), (), (), ())
    return validate(Tables.concat(renumbered(left)), plan)


def with_findings(documents: Iterable[DocumentRecord], compared_: Result) -> list[DocumentRecord]:
    """The records of the documents, in the order read, with the findings of the comparison counted in."""
    listed = list(documents)
    further = [record.findings for record in compared_.documents] or [{}] * len(listed)
    return [
        replace(record, findings={key: count + more.get(key, 0) for key, count in record.findings.items()})
        for record, more in zip(listed, further, strict=True)
    ]


def renumbered(tables: Sequence[Tables]) -> Iterator[Tables]:
    """The batches with ids that go on from one to the next."""
    document = line = indicator = 0
    for batch in tables:
        yield _shifted(
            batch, {"document": document, "line_id": line, "parent": line, "indicator_id": indicator}
        )
        document += len(batch.documents)
        line += len(batch.lines)
        indicator += len(batch.indicators)


def _shifted(batch: Tables, by: dict[str, int]) -> Tables:
    if not any(by.values()):
        return batch
    moved: dict[str, pd.DataFrame] = {}
    for name in FRAMES:
        frame = batch.frame(name)
        moved[name] = frame.assign(**{c: frame[c] + n for c, n in by.items() if c in frame.columns})
    return Tables.of(moved, batch.words)
