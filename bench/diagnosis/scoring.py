"""Cases through the real pipeline, and how the explanations that come out compare with what was put in."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from bench.diagnosis.faults import Case, Put, plainly
from bench.diagnosis.printing import text_of
from budgetcheck import api
from budgetcheck.engine import bind, validate
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

if TYPE_CHECKING:
    from budgetcheck.diagnosis.ledger import Ledger
    from budgetcheck.diagnosis.values import Account, Diagnosis, Edit
    from budgetcheck.frames import Tables

SUMS = ("ARI001", "ARI002", "ARI003", "ARI004", "ARI005", "ARI006")
SIGNS = ("STR003", "STR008")  # a cell that cannot be read, a row that a page break cut
_SHOWN = 3


@dataclass(frozen=True)
class Score:
    """How one case ended."""

    number: int
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    projects: int
    found: bool  # a rule speaks
    broken: bool  # an equation fails in the ledger, or nothing is left to explain
    cell: bool
    value: bool
    among: bool  # the whole truth is among the first three
    probability: float
    seconds: float
    partial: bool = False
    accounts: int = 0


def score(cases: Sequence[Case]) -> list[Score]:
    """The scores of these cases, read and checked as one batch, each explained by itself."""
    texts = [text_of(case.table) for case in cases]
    grids = [g for n, (text, _) in enumerate(texts) for g in read(text.encode(), name=f"{n:06d}.txt")]
    tables, errors = assemble(grids, default_words())
    if errors:
        raise errors[0]
    numbers = {
        int(d): int(f[:6])
        for d, f in zip(tables.documents["document"], tables.documents["file"], strict=True)
    }
    spoken = _spoken(tables)
    ledgers = _ledgers(tables, numbers)
    return [
        _scored(case, places, ledgers.get(n), spoken.get(n, frozenset()))
        for n, (case, (_, places)) in enumerate(zip(cases, texts, strict=True))
    ]


def _spoken(tables: Tables) -> dict[int, frozenset[str]]:
    """Which rules found something in each table."""
    plan = bind(api.load_rules(pack="strict", select=[*SUMS, *SIGNS]))
    found: dict[int, set[str]] = {}
    for finding in validate(tables, plan).findings:
        found.setdefault(int(finding.location.file[:6]), set()).add(finding.rule)
    return {number: frozenset(rules) for number, rules in found.items()}


def _ledgers(tables: Tables, numbers: Mapping[int, int]) -> dict[int, Ledger]:
    from budgetcheck import diagnosis

    return {numbers[ledger.document]: ledger for ledger in diagnosis.ledgers(tables)}


def timed(ledger: Ledger, seconds: float | None = None) -> tuple[float, list[Diagnosis]]:
    """The CPU seconds of one document's diagnosis, and what it gave."""
    from budgetcheck import diagnosis

    start = time.process_time()
    given = {} if seconds is None else {"seconds": seconds}
    found = list(diagnosis.diagnose([ledger], diagnosis.default_model(), **given))
    return time.process_time() - start, found


def _scored(case: Case, places: Mapping[int, int], ledger: Ledger | None, spoken: frozenset[str]) -> Score:
    seconds, found = timed(ledger) if ledger is not None else (0.0, [])
    lines = {line: uid for uid, line in places.items()}
    uids = [lines.get(row.line, -row.line) for row in ledger.rows] if ledger else list(places)
    answers = list(islice(_answers(case, found, ledger, uids), _SHOWN))
    wanted = _still_wanted(case, uids)
    first, probability = answers[0] if answers else (frozenset[Put](), 0.0)
    return Score(
        number=case.number,
        kinds=tuple(fault.kind for fault in case.faults),
        places=tuple(fault.place for fault in case.faults),
        projects=len(case.sound.projects),
        found=bool(spoken),
        broken=any(each.broken for each in found) or not wanted,
        cell=cells(first) == cells(wanted),
        value=first == wanted,
        among=any(puts == wanted for puts, _ in answers),
        probability=probability,
        seconds=seconds,
        partial=any(each.partial for each in found),
        accounts=sum(len(each.accounts) for each in found),
    )


def _still_wanted(case: Case, uids: Sequence[int]) -> frozenset[Put]:
    """What is left to put right once the rows have been read: a tail already joined need not go again."""
    held = set(uids)
    return frozenset(put for put in case.undone if put[0] != "drop" or put[1] in held)


def cells(puts: frozenset[Put]) -> frozenset[tuple[str, int, int]]:
    """Where something changes, whatever to."""
    return frozenset((what, uid, at) for what, uid, at, _ in puts)


def _answers(
    case: Case, found: Sequence[Diagnosis], ledger: Ledger | None, uids: Sequence[int]
) -> Iterator[tuple[frozenset[Put], float]]:
    """The explanations of the whole table, the likeliest first: one account of each broken part."""
    if ledger is None or not found:
        yield frozenset(), 1.0
        return
    parts = [each.accounts[:_SHOWN] for each in found]
    whole = [tuple(part for part in parts if part)] if not all(parts) else [tuple(parts)]
    ways = sorted(product(*whole[0]), key=lambda way: -prod(account.probability for account in way))
    for way in ways:
        puts = frozenset(put for account in way for put in _puts(account, ledger, uids))
        yield plainly(puts, case.table), prod((account.probability for account in way), start=1.0)


def _puts(account: Account, ledger: Ledger, uids: Sequence[int]) -> Iterator[Put]:
    for fault in account.faults:
        for edit in fault.edits:
            yield from _put(edit, ledger, uids)


def _put(edit: Edit, ledger: Ledger, uids: Sequence[int]) -> Iterator[Put]:
    uid = uids[edit.row]
    other = uids[edit.other] if edit.other is not None else 0
    what = str(edit.kind)
    if what == "amount":
        if (edit.before or 0) != (edit.after or 0) or not _readable(edit, ledger):
            yield "amount", uid, ledger.columns.index(edit.column), edit.after or 0
    elif what == "insert":
        if edit.after:
            yield "insert", uid, ledger.columns.index(edit.column), edit.after
    elif what == "drop":
        yield "drop", uid, 0, 0
    elif what == "move":
        yield "move", uid, 0, other
    elif edit.other is not None and edit.other != edit.row:
        yield "drop", other, 0, 0


def _readable(edit: Edit, ledger: Ledger) -> bool:
    return ledger.rows[edit.row].amounts[ledger.columns.index(edit.column)].readable
