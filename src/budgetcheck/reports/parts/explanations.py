"""Why a sum fails, as a short ranked list: what may have happened, what changes, which sums hold then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from budgetcheck.model import Cause, Change, Explanation, Finding, ResultingSum
from budgetcheck.reports.parts.explanation_words import tell
from budgetcheck.reports.parts.phrases import bracketed, clauses, colon, listed, quoted
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.wrap import folded
from budgetcheck.terms import ChangeKind, Explained

MOST = 3
_SUMS = 2
_CHANGES = 3  # of an explanation that is not the likeliest
_INNER = Text("  ")


def explanation_lines(finding: Finding, width: int, lang: str) -> Iterator[Text]:
    """The explanations in lines of at most `width` cells; nothing where there was no search for any."""
    head = _head(finding, lang)
    if head:
        yield from folded(Text(head, style="bold"), width)
    alone = finding.explained in (Explained.ONE, None)
    alike = [list(group) for _, group in groupby(finding.explanations, key=lambda item: item.group)]
    for number, group in enumerate(alike[:MOST]):
        lead = _opening(group[0], number, lang, alone=alone) + _told(group, lang)
        yield from folded(Text(lead), width, Text(), _INNER)
        for text in _details(group, lang, full=number == 0 or not alone):
            yield from folded(Text(text, style=STYLE["quiet"]), width, _INNER, Text("    "))
    if finding.partial:
        yield from folded(Text(tell("partial", lang), style=STYLE["quiet"]), width)


def _opening(item: Explanation, number: int, lang: str, *, alone: bool) -> str:
    if not alone:
        return tell("nth", lang, n=number + 1)
    return tell("also", lang) if number else _sure(item, lang)


def short_explanation(finding: Finding, lang: str) -> str:
    """The first explanation in few words; what the search came to where none stands out; empty without a search."""
    return short_text(finding.explanations, finding.explained, lang)


def short_text(explanations: Sequence[Explanation], explained: Explained | None, lang: str) -> str:
    """What `short_explanation` says, of explanations that no finding holds."""
    if explained in (Explained.SEVERAL, Explained.NONE) or not explanations:
        return explained.label(lang) if explained else ""
    best = explanations[0]
    what = clauses(change_texts(best.changes, lang), lang)
    title = listed((one_line(cause.title.get(lang)) for cause in best.causes), lang)
    parts = (title or one_line(best.text.get(lang)), what, _chance(best, lang))
    return f"{_sure(best, lang).rstrip()}{colon(lang)}{clauses(parts, lang)}"


def change_texts(changes: Iterable[Change], lang: str) -> list[str]:
    """What an explanation changes, cells of one row that change alike drawn together."""
    told = []
    for _, group in groupby(changes, key=_alike):
        alike = list(group)
        told.append(_change(alike[0], listed(_headings(c.column for c in alike), lang), lang))
        if alike[-1].line != alike[0].line:
            told[-1] += bracketed(tell("rows_alike", lang, n=len(alike), last=alike[-1].line), lang)
    return told


def _alike(change: Change) -> tuple[object, ...]:
    """What changes have in common that are told as one: cells of one row, rows that go to one place."""
    line = None if change.kind is ChangeKind.MOVE else change.line
    return change.kind, line, change.before, change.after, change.other_line


def sum_texts(sums: Sequence[ResultingSum], lang: str) -> list[str]:
    """The sums as they stand under an explanation, columns that come to the same drawn together."""
    told = []
    for _, group in groupby(sums, key=lambda s: (s.line, s.stated, s.added, s.across)):
        alike = list(group)
        told.append(_sum(alike[0], listed(_headings(s.column for s in alike), lang), lang))
    return told


def _head(finding: Finding, lang: str) -> str:
    """What the search came to, where no explanation stands out."""
    if finding.explained is Explained.NONE:
        return tell("no_cause_tried" if finding.explanations else "no_cause", lang)
    return tell("several_causes", lang) if finding.explained is Explained.SEVERAL else ""


def _told(alike: Sequence[Explanation], lang: str) -> str:
    """How sure it is, and what happened."""
    item, chances = alike[0], {_percent(other) for other in alike}
    each = "chance_each" if len(alike) > 1 and len(chances) == 1 else "chance"
    sure = bracketed(tell(each, lang, percent=_percent(item)), lang).lstrip()
    several = tell("at_once", lang) if len(item.causes) > 1 else ""
    return f"{sure}{colon(lang)}{several}{one_line(item.text.get(lang))}"


def _sure(item: Explanation, lang: str) -> str:
    return tell(f"cause_{item.certainty}", lang)


def _chance(item: Explanation, lang: str) -> str:
    return tell("chance", lang, percent=_percent(item))


def _percent(item: Explanation) -> str:
    """The probability as people say it; nothing is quite certain and nothing found is quite impossible.

    >>> _percent(Explanation(1, 0.9996, "", None)), _percent(Explanation(2, 0.001, "", None))
    ('>99%', '<1%')
    """
    share = round(item.probability * 100)
    return ">99%" if share > 99 else "<1%" if share < 1 else f"{share}%"


def _details(alike: Sequence[Explanation], lang: str, *, full: bool) -> Iterator[str]:
    """What the first of explanations that come to the same changes, and where else it may have happened."""
    item = alike[0]
    changes = _untold(item, lang)
    yield from changes if full else changes[:_CHANGES]
    if len(changes) > _CHANGES and not full:
        yield tell("more_changes", lang, n=len(changes) - _CHANGES)
    if len(alike) > 1:
        same = len({_percent(other) for other in alike}) == 1
        rows = [
            _row(other.changes[0].line, other.changes[0].name, lang)
            + ("" if same else bracketed(_percent(other), lang))
            for other in alike[1:]
        ]
        yield tell("alike", lang, rows=listed(rows, lang))
    if not full:
        return
    evidence = _evidence(item.causes, lang)
    if evidence:
        yield tell("evidence", lang, clauses=evidence)
    told = sum_texts(item.sums, lang)
    yield from told[:_SUMS]
    if len(told) > _SUMS and all(s.holds for s in item.sums):
        yield tell("sums_hold", lang, n=len(told) - _SUMS)


def _untold(item: Explanation, lang: str) -> list[str]:
    """The changes that the sentence of the explanation does not tell already."""
    said = item.text.get(lang)
    return change_texts((c for c in item.changes if not _is_told(c, said, lang)), lang)


def _is_told(change: Change, said: str, lang: str) -> bool:
    """Whether the sentence names what is changed: the row, and for a cell its column and both amounts."""
    if change.kind is not ChangeKind.AMOUNT:
        return _names(said, _row(change.line, "", lang))
    return (change.column or "") in said and _names(said, change.before) and _names(said, change.after)


def _names(said: str, what: str) -> bool:
    """Whether the row or amount stands in the text, and not only as a part of a longer one."""
    if not what:
        return False
    before, found, after = said.partition(what)
    return bool(found) and not (before[-1:].isdigit() or after[:1].isdigit())


def _evidence(causes: Iterable[Cause], lang: str) -> str:
    said = dict.fromkeys(one_line(text.get(lang)) for cause in causes for text in cause.evidence)
    return clauses(said, lang)


def _headings(columns: Iterable[str | None]) -> Iterator[str]:
    return (one_line(column) for column in dict.fromkeys(columns) if column)


def _change(change: Change, columns: str, lang: str) -> str:
    here = _row(change.line, "" if change.kind is ChangeKind.AMOUNT else change.name, lang)
    there = _row(change.other_line, change.other_name, lang) if change.other_line is not None else ""
    nothing = tell("blank", lang)
    return tell(
        f"change_{change.kind}",
        lang,
        here=here,
        there=there,
        columns=columns,
        before=one_line(change.before) or nothing,
        after=one_line(change.after) or nothing,
    )


def _sum(one: ResultingSum, columns: str, lang: str) -> str:
    key = ("across" if one.across else "down") + ("_holds" if one.holds else "_fails")
    return tell(
        f"sum_{key}",
        lang,
        here=_row(one.line, "", lang),
        columns=columns,
        stated=one_line(one.stated),
        added=one_line(one.added),
    )


def _row(line: int | None, name: str, lang: str) -> str:
    number = "" if line is None else tell("row", lang, line=line)
    named = quoted(one_line(name), lang) if name else ""
    return f"{number}{named}" if lang == "zh" else " ".join(filter(None, (number, named)))
