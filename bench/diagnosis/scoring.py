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
from bench.diagnosis.tables import Row
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
    invisible: int = 0  # faults drawn before that no sum could have shown


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
    lines = _lines(tables, numbers)
    seen = [
        Seen(places, lines[n], ledgers.get(n), bool(spoken.get(n))) for n, (_, places) in enumerate(texts)
    ]
    return [_scored(case, each) for case, each in zip(cases, seen, strict=True)]


@dataclass(frozen=True)
class Seen:
    """What reading and the rules made of a case: `lines` are those that begin a row, `places` where rows stand."""

    places: Mapping[int, int]
    lines: frozenset[int]
    ledger: Ledger | None
    spoken: bool

    @property
    def uids(self) -> list[int]:
        """The row of the case behind each row of the ledger."""
        rows = {line: uid for uid, line in self.places.items()}
        return [rows.get(row.line, -row.line) for row in self.ledger.rows] if self.ledger else []


def _lines(tables: Tables, numbers: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """The original lines on which the rows of each table begin."""
    found: dict[int, set[int]] = {number: set() for number in numbers.values()}
    for document, row in zip(tables.lines["document"], tables.lines["row"], strict=True):
        found[numbers[int(document)]].add(int(row))
    return {number: frozenset(rows) for number, rows in found.items()}


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


def _scored(case: Case, seen: Seen) -> Score:
    seconds, found = timed(seen.ledger) if seen.ledger is not None else (0.0, [])
    wanted = _still_wanted(case, seen)
    answers = list(islice(_answers(case, found, seen, wanted), _SHOWN))
    first, probability = answers[0]
    return Score(
        number=case.number,
        kinds=tuple(fault.kind for fault in case.faults),
        places=tuple(fault.place for fault in case.faults),
        projects=len(case.sound.projects),
        found=seen.spoken,
        broken=any(each.broken for each in found) or not wanted,
        cell=cells(first) == cells(wanted),
        value=first == wanted,
        among=any(puts == wanted for puts, _ in answers),
        probability=probability,
        seconds=seconds,
        partial=any(each.partial for each in found),
        accounts=sum(len(each.accounts) for each in found),
        invisible=case.invisible,
    )


def _still_wanted(case: Case, seen: Seen) -> frozenset[Put]:
    """What is left to put right once the rows have been read.

    A tail already joined need not go again; a row joined wrongly to the one above it is to be added there.
    """
    held = {uid for uid, line in seen.places.items() if line in seen.lines}
    left = {put for put in case.undone if put[0] != "drop" or put[1] in held}
    head: Row | None = None
    for row in case.table.rows:
        if row.uid in held:
            head = row
        elif row.tail_of is None and head is not None:
            # NOTE: a copy that was joined to its original is no longer a row of its own either.
            added = [at for at, fen in enumerate(row.truth) if fen and row.copies != head.uid]
            left |= {("amount", head.uid, at, head.truth[at] + row.truth[at]) for at in added}
    return frozenset(left)


def cells(puts: frozenset[Put]) -> frozenset[tuple[str, int, int]]:
    """Where something changes, whatever to."""
    return frozenset((what, uid, at) for what, uid, at, _ in puts)


def _answers(
    case: Case, found: Sequence[Diagnosis], seen: Seen, wanted: frozenset[Put]
) -> Iterator[tuple[frozenset[Put], float]]:
    """The explanations of the whole table, the likeliest first: one account of each broken part."""
    if seen.ledger is None or not found:
        yield frozenset(), 1.0
        return
    # NOTE: a part without any account is left as it is, and nothing is claimed.
    parts = [each.accounts[:_SHOWN] for each in found if each.accounts]
    sure = float(len(parts) == len(found))
    ways = sorted(product(*parts), key=lambda way: -prod(account.probability for account in way))
    for way in ways:
        puts = frozenset(put for account in way for put in _puts(account, seen.ledger, seen.uids))
        yield (
            plainly(puts - _tree(case, puts - wanted), case.table),
            sure * prod((account.probability for account in way), start=1.0),
        )


def _tree(case: Case, puts: frozenset[Put]) -> frozenset[Put]:
    """Moves that only put right how the tree was read: they bring a row below the total that it stands under."""
    above = case.table.parents()
    return frozenset(put for put in puts if put[0] == "move" and above.get(put[1]) == put[3])


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
