"""ARI, in running text: sums, products, breakdowns and approvals against themselves and the row's amount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import column, columns, document_positions
from budgetcheck.checks.narratives import CELLS, Judged, narratives, read_lines
from budgetcheck.checks.registry import check
from budgetcheck.model import Fen
from budgetcheck.terms import MONEY_FIELDS, Field
from budgetcheck.text import approved, equations, listing_reader

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import Equation, Figure, Listing, Narrative, Words

_SLIP = 10_000
_TOTAL = str(Field.TOTAL)


@check("lines", fields=("formula", "result", "computed"))
def written_sums_are_right(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Every sum or product written out with its result in content or goal is worked out rightly.

    `30万/人*15人=460万` fails; `30万/人*15人=450万` passes.
    """
    judged = Judged(lines)
    for field in CELLS:
        texts = lines[field]
        for row, found in read_lines(tables, field, _equations):
            for one in found:
                if one.right:
                    judged.passed(row)
                elif one.right is None:
                    judged.undecided(row)
                else:
                    said = _worked(str(texts.iat[row]), one)
                    judged.failed(row, field, (one.start, one.end), fields=said)
    return judged.outcome()


@check("lines", fields=("parts", "stated", "count"))
def stated_sums_are_right(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """A total that content or goal states beside its parts is the sum of them.

    `设备20万元、安装5万元，合计26万元` fails; parts behind 其中 need only stay within their total.
    """
    judged = Judged(lines)
    for field in CELLS:
        texts = lines[field]
        for row, listing in read_lines(tables, field, _listing):
            for one in listing.breakdowns:
                if one.right:
                    judged.passed(row)
                elif one.right is None:
                    judged.undecided(row)
                else:
                    text = str(texts.iat[row])
                    said = {"parts": _joined(text, one.parts), "stated": _printed(text, one.total)}
                    judged.failed(
                        row, field, (one.total.start, one.total.end), expected=one.sum, actual=one.total.fen,
                        difference=one.difference, fields={**said, "count": len(one.parts)},
                    )  # fmt: skip
    return judged.outcome()


@check("lines", fields=("parts", "count"), needs=("documents", "readings"))
def listed_amounts_make_total(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """The amounts that content or goal lists as all there is add up to the row's amount.

    `用于设备费20万元、培训费5万元。` fails in a row of 30.00. Lists that are open (等), of other years, of limits
    or of prices are not judged unless they add up.
    """
    judged = Judged(lines)
    total, years = tables.once(column, _TOTAL), _years(tables)
    held = np.stack([c.fen for c in columns(tables, MONEY_FIELDS)])
    doubtful = set(tables.readings["line_id"].tolist())
    ids = lines["line_id"].to_numpy()
    open_rows: list[tuple[int, str, Listing]] = []
    for field in CELLS:
        codes, told = tables.once(narratives, field)
        for row, listing in read_lines(tables, field, _listing):
            printed = {int(fen) for fen in held[:, row] if fen}
            if any(_meets(listing, fen) for fen in printed):
                judged.passed(row)
            elif listing.complete and not _of_other_years(told[codes[row]], listing, years[row]):
                if total.stated[row] and ids[row] not in doubtful:
                    open_rows.append((row, field, listing))
                else:
                    judged.undecided(row)
    for row, field, listing in open_rows:
        if judged.verdicts[row] == 0:
            _unmet(judged, row, field, (listing, str(lines[field].iat[row]), int(total.fen[row])))
    return judged.outcome()


@check("lines", fields=("stated", "other_unit"), needs=("documents",))
def amounts_are_in_their_unit(lines: pd.DataFrame, tables: Tables, *, digits: int) -> Outcome:
    """No amount in content or goal is the row's own but for 元 in the place of 万元, or the other way round.

    `设备购置费58.75元` fails in a row of 58.75万元. Amounts of fewer than `digits` digits say too little.
    """
    judged = Judged(lines)
    total = tables.once(column, _TOTAL)
    for field in CELLS:
        for row, found in read_lines(tables, field, _amounts):
            fen = int(total.fen[row])
            if not total.stated[row] or _significant(fen) < digits:
                continue
            slipped = [
                f for f in found if f.fen is not None and _SLIP in (_ratio(fen, f.fen), _ratio(f.fen, fen))
            ]
            if any(f.fen == fen for f in found) or not slipped:
                judged.passed(row)
                continue
            first = slipped[0]
            said = {"stated": _printed(str(lines[field].iat[row]), first), "other_unit": Fen(first.fen or 0)}
            judged.failed(row, field, (first.start, first.end), expected=fen, actual=first.fen, fields=said)
    return judged.outcome()


@check("lines", fields=("approved",), needs=("documents",))
def amount_is_within_approval(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """A row's amount is not above the approvals that its own content and goal quote, all of them together.

    `批复310万元` fails in a row of 320.00. Sums in 元 and 亿元 are compared exactly.
    """
    judged = Judged(lines)
    total = tables.once(column, _TOTAL)
    quoted: dict[int, list[tuple[str, Figure]]] = {}
    for field in CELLS:
        for row, found in read_lines(tables, field, approved):
            quoted.setdefault(row, []).extend((field, figure) for figure in found)
    for row, places in sorted(quoted.items()):
        limit = sum({figure.fen or 0 for _, figure in places})
        if not total.stated[row]:
            judged.undecided(row)
        elif total.fen[row] <= limit:
            judged.passed(row)
        else:
            field, first = places[0]
            text, amount = str(lines[field].iat[row]), int(total.fen[row])
            judged.failed(
                row, field, (first.start, first.end), expected=limit, actual=amount, difference=amount - limit,
                fields={"approved": _joined(text, [f for at, f in places if at == field])},
            )  # fmt: skip
    return judged.outcome()


def _equations(told: Narrative, words: Words) -> list[Equation]:
    del words
    return equations(told)


def _listing(told: Narrative, words: Words) -> Listing | None:
    return listing_reader(words).read(told) if len(told.amounts) > 1 else None


def _amounts(told: Narrative, words: Words) -> list[Figure]:
    del words
    return [f for f in told.amounts if not f.per]


def _years(tables: Tables) -> list[int | None]:
    """The budget year of each line's table; None where its title states none."""
    stated = [None if pd.isna(year) else int(year) for year in tables.documents["year"]]
    return [stated[at] for at in tables.once(document_positions).tolist()]


def _of_other_years(told: Narrative, listing: Listing, year: int | None) -> bool:
    """Whether the list names years that are not the table's."""
    end = max(figure.end for figure in listing.parts)
    return any(p.start < end and {p.first, p.last} != {year} for p in told.periods)


def _meets(listing: Listing, fen: int) -> bool:
    """Whether the list comes to `fen`, as far as its printed digits can tell, in any way of reading it."""
    slack = sum(part.step for part in listing.parts) // 2
    coarse = all(part.step > 1 and fen % part.step for part in listing.parts)
    if listing.sum == fen or (coarse and abs(listing.sum - fen) < slack):
        return True
    sums = {b.sum for b in listing.breakdowns}
    told = {figure.fen for b in listing.breakdowns for figure in (b.total, *b.parts)}
    return fen in sums | told | {part.fen for part in listing.parts}


def _unmet(judged: Judged, row: int, field: str, said: tuple[Listing, str, int]) -> None:
    listing, text, amount = said
    parts = listing.parts
    judged.failed(
        row, field, (parts[0].start, parts[-1].end), expected=listing.sum, actual=amount,
        difference=amount - listing.sum, fields={"parts": _joined(text, parts), "count": len(parts)},
    )  # fmt: skip


def _worked(text: str, one: Equation) -> dict[str, str]:
    end = one.operands[-1].end
    unit = "".join(
        sign for sign in _printed(text, one.result) if sign not in "0123456789.,，．０１２３４５６７８９"
    )
    return {
        "formula": text[one.start : end].strip(),
        "result": _printed(text, one.result),
        "computed": f"{_decimal(one.expected)}{unit}",
    }


def _decimal(value: Fraction) -> str:
    """The number with as many digits as it has, four behind the point at most."""
    text = str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001")))
    return text.rstrip("0").rstrip(".")


def _joined(text: str, figures: list[Figure] | tuple[Figure, ...]) -> str:
    return "+".join(_printed(text, figure) for figure in figures)


def _printed(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end].strip()


def _ratio(larger: int, smaller: int) -> int:
    """How many times `smaller` makes `larger`; 0 where that is no whole number."""
    return larger // smaller if smaller and larger % smaller == 0 else 0


def _significant(fen: int) -> int:
    return len(str(abs(fen)).rstrip("0"))
