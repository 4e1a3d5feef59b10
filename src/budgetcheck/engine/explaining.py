"""A diagnosis put into words and places: what may have happened, what changes, which sums hold then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budgetcheck.diagnosis.ledger import Ledger
from budgetcheck.diagnosis.values import Account, Diagnosis, Edit, EditKind, Fault, Sum
from budgetcheck.engine.blame import Explaining, changed_cells
from budgetcheck.engine.evidence import Evidence
from budgetcheck.engine.messages import Voice
from budgetcheck.engine.placing import Places, Wanted
from budgetcheck.engine.wording import Wording
from budgetcheck.frames import Tables
from budgetcheck.model import Bilingual, Cause, Change, Explanation, ResultingSum
from budgetcheck.terms import ChangeKind, Explained

MOST = 10
_LONGEST_NAME = 24
_NOTHING = Bilingual("", "")


def explaining(
    diagnosed: Sequence[tuple[Ledger, Diagnosis]], wording: Wording, tables: Tables
) -> list[Explaining]:
    """Each diagnosis with its explanations."""
    if not diagnosed:
        return []
    places = Places(tables, {ledger.document for ledger, _ in diagnosed}, _wanted(diagnosed))
    readings = _readings(tables)
    return [_one(_Speaker(ledger, places, wording, readings), diagnosis) for ledger, diagnosis in diagnosed]


def _one(speaker: _Speaker, diagnosis: Diagnosis) -> Explaining:
    wording, accounts = speaker.wording, diagnosis.accounts[:MOST]
    explained = wording.explained(diagnosis)
    explanations = tuple(speaker.explanation(n, a, diagnosis) for n, a in enumerate(accounts, start=1))
    if explained is not Explained.ONE:
        return Explaining(speaker.ledger, diagnosis, explanations, explained)
    best = accounts[0]
    return Explaining(
        speaker.ledger,
        diagnosis,
        explanations,
        explained,
        frozenset(c for fault in best.faults for c in changed_cells(speaker.ledger, fault.edits)),
        frozenset(name for fault in best.faults for name in wording.kinds[fault.kind].stated_by),
    )


def _wanted(diagnosed: Sequence[tuple[Ledger, Diagnosis]]) -> Wanted:
    told = [(ledger, a) for ledger, diagnosis in diagnosed for a in diagnosis.accounts[:MOST]]
    edited = {
        (ledger.rows[edit.row].line_id, edit.column or ledger.columns[0])
        for ledger, account in told
        for fault in account.faults
        for edit in fault.edits
    }
    added = {(ledger.rows[one.row].line_id, one.column) for ledger, account in told for one in account.sums}
    return Wanted(edited | added, set(), set())


def _readings(tables: Tables) -> Mapping[tuple[int, str], Sequence[tuple[int, int]]]:
    """Per doubtful cell what it says in which original line."""
    found: dict[tuple[int, str], list[tuple[int, int]]] = {}
    columns = (tables.readings[name].tolist() for name in ("line_id", "field", "fen", "row"))
    for line_id, field, fen, row in zip(*columns, strict=True):
        found.setdefault((line_id, field), []).append((fen, row))
    return found


class _Speaker:
    """Tells of the rows of one document."""

    def __init__(
        self,
        ledger: Ledger,
        places: Places,
        wording: Wording,
        readings: Mapping[tuple[int, str], Sequence[tuple[int, int]]],
    ) -> None:
        self.ledger, self.wording = ledger, wording
        self._places, self._readings = places, readings
        self._money = places.money(ledger.document)
        self._voices: dict[str, Voice] = {}
        self._evidence = Evidence(ledger)

    def explanation(self, rank: int, account: Account, diagnosis: Diagnosis) -> Explanation:
        """The account in words."""
        causes = tuple(self._cause(fault) for fault in account.faults)
        changes = (
            self._change(edit, number)
            for number, fault in enumerate(account.faults, start=1)
            for edit in fault.edits
        )
        return Explanation(
            rank=rank,
            probability=account.probability,
            kind="+".join(fault.kind for fault in account.faults),
            text=Bilingual("；".join(c.text.zh for c in causes), "; ".join(c.text.en for c in causes)),
            changes=tuple(changes),
            certainty=self.wording.certainty(account.probability),
            causes=causes,
            sums=tuple(self._sum(one) for one in account.sums),
            group=account.group,
            partial=diagnosis.partial,
        )

    def _cause(self, fault: Fault) -> Cause:
        words = self.wording.kinds[fault.kind]
        voice = self._voices.setdefault(fault.kind, Voice(words.text))
        said = tuple(
            self.wording.evidence[name] for name in self._evidence.of(fault) if name in self.wording.evidence
        )
        return Cause(fault.kind, words.title, voice.say(self._values(fault), self._money), said)

    def _values(self, fault: Fault) -> Mapping[str, object]:
        """What the text of a fault may name."""
        first = next((e for e in fault.edits if e.kind is not EditKind.AMOUNT), fault.edits[0])
        priced = next((e for e in fault.edits if e.kind is EditKind.AMOUNT), first)
        row = self.ledger.rows[first.row]
        same = priced.row, priced.before, priced.after
        fields = dict.fromkeys(
            e.column for e in fault.edits if e.column and (e.row, e.before, e.after) == same
        )
        headings = [self._heading(field) for field in fields]
        return {
            "line": self._line(first.row, first.column),
            "name": _short(row.name),
            "column": Bilingual("、".join(headings), ", ".join(headings)),
            "before": self._show(priced.before),
            "after": self._show(priced.after),
            "amount": self._amount(first),
            "unit": str(self._money.unit),
            **self._other(fault, priced),
        }

    def _line(self, number: int, column: str) -> int:
        """The line of an amount, which in a form stands below the name; of a row as a whole its first."""
        row = self.ledger.rows[number]
        spot = self._places.spot(row.line_id, column, None) if column else None
        return spot.row if spot else row.line

    def _amount(self, edit: Edit) -> str:
        """The amount of the row that is dropped, moved or missing, or that stands in the wrong place."""
        printed = [amount.fen for amount in self.ledger.rows[edit.row].amounts if amount.fen]
        if edit.kind is EditKind.INSERT:
            return self._show(edit.after)
        return self._show(edit.before or edit.after if edit.column else next(iter(printed), None))

    def _other(self, fault: Fault, priced: Edit) -> Mapping[str, object]:
        """The second row: that of the edit, or the one that the reader joined to the first."""
        number = next((e.other for e in fault.edits if e.other is not None), None)
        if number is not None:
            row = self.ledger.rows[number]
            fen = next((amount.fen for amount in row.amounts if amount.fen), None)
            return {"other_line": row.line, "other_name": _short(row.name), "other": self._show(fen)}
        row = self.ledger.rows[priced.row]
        joined = self._readings.get((row.line_id, priced.column), ())
        fen, line = next(((f, n) for f, n in joined if n != row.line), (None, None))
        return {"other_line": line, "other_name": "", "other": self._show(fen)}

    def _heading(self, field: str) -> str:
        return self._places.heading(self.ledger.document, field)

    def _show(self, fen: int | None) -> str:
        return self._money.show(fen) or ""

    def _change(self, edit: Edit, number: int) -> Change:
        row = self.ledger.rows[edit.row]
        field = edit.column or self.ledger.columns[0]
        spot = None if edit.kind is EditKind.INSERT else self._places.spot(row.line_id, field, None)
        other = None if edit.other is None else self.ledger.rows[edit.other]
        before, after = self._sides(edit, field)
        return Change(
            line=spot.row if spot else row.line,
            column=self._heading(field),
            before=before,
            after=after,
            kind=ChangeKind(str(edit.kind)),
            name=row.name,
            other_line=other.line if other else None,
            other_name=other.name if other else "",
            cause=number,
            page=spot.page if spot else row.page,
            cell=spot.address if spot else "",
        )

    def _sides(self, edit: Edit, field: str) -> tuple[str, str]:
        """Before and after; of a row that goes somewhere else the totals it stands below."""
        if edit.kind in (EditKind.AMOUNT, EditKind.INSERT):
            return self._show(edit.before), self._show(edit.after)
        rows = self.ledger.rows
        if edit.kind is EditKind.MOVE:
            old = rows[edit.row].parent
            new = rows[edit.other] if edit.other is not None else None
            return rows[old].name if old >= 0 else "", new.name if new else ""
        gone = edit.other if edit.kind is EditKind.JOIN and edit.other is not None else edit.row
        return self._show(rows[gone].amounts[self.ledger.columns.index(field)].fen), ""

    def _sum(self, one: Sum) -> ResultingSum:
        row = self.ledger.rows[one.row]
        return ResultingSum(
            line=self._line(one.row, one.column),
            column=self._heading(one.column),
            stated=self._show(one.stated),
            added=self._show(one.added),
            holds=one.stated == one.added,
            across=one.across,
            name=row.name,
        )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
