"""Tables whose sums do not hold, and diagnoses of them made by hand: no test here rests on weights."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.diagnosis import (
    Account,
    Broken,
    Diagnosis,
    Edit,
    EditKind,
    Fault,
    Ledger,
    Sum,
    default_model,
    ledgers,
)
from budgetcheck.engine.blame import Blame, Explaining, blames
from budgetcheck.engine.causes import fold
from budgetcheck.engine.explaining import explaining
from budgetcheck.engine.findings import Draft, drafts, findings
from budgetcheck.engine.run import _outcomes
from budgetcheck.engine.wording import Wording, wording
from budgetcheck.frames import Tables
from budgetcheck.model import Finding
from budgetcheck.readers import read
from budgetcheck.rulefiles import load
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEAD = (
    "示例市民政局2024年项目支出绩效目标表\n部门名称：示例市民政局\n单位：万元\n"
    "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
)
ITEM = "1、产出指标：{name}完成数，年度指标值：≥{number}次。"


def project(name: str, total: str, fiscal: str, number: int = 5) -> str:
    return f"{name}\t{total}\t{fiscal}\t\t\t完成{name}的各项任务。\t{ITEM.format(name=name, number=number)}\n"


def total(name: str, amount: str, fiscal: str | None = None) -> str:
    return f"{name}\t{amount}\t{fiscal or amount}\t\t\t\t\n"


# NOTE: one digit of line 7 was misread in both columns; three totals above it are broken by that alone.
MISREAD = HEAD + "".join(
    [
        total("合计", "190.00"),  # 5
        total("示例市民政局", "110.00"),  # 6
        project("养老服务补贴", "80.00", "80.00"),  # 7, should be 60.00
        project("社区食堂补助", "50.00", "50.00", 6),  # 8
        total("示例市救助管理站", "80.00"),  # 9
        project("街面救助经费", "80.00", "80.00", 7),  # 10
    ]
)
LINES = {5: 0, 6: 1, 7: 2, 8: 3, 9: 4, 10: 5}
"""Original line to row of the ledger of `MISREAD`."""


def tables_of(*texts: str) -> Tables:
    grids = [g for n, text in enumerate(texts) for g in read(text.encode(), name=f"表{n + 1}.txt")]
    made, errors = assemble(grids, default_words())
    assert errors == []
    return made


def words() -> Wording:
    return wording(default_model())


def made_of(tables: Tables, *select: str) -> list[Draft]:
    """The drafts of the rules chosen, in the order of the rules."""
    from budgetcheck.engine import bind

    plan = bind(load(select=select or ("ARI", "STR008", "DUP009")))
    outcomes, errors = _outcomes(tables, plan)
    assert errors == []
    return drafts([(b, outcomes[b.rule.id]) for b in plan.bound if b.rule.id in outcomes], tables)


def amount(row: int, before: int | None, after: int | None, column: str = "total") -> Edit:
    """An edit of an amount in 万元."""
    fen = [None if value is None else value * 1_000_000 for value in (before, after)]
    return Edit(EditKind.AMOUNT, row, column, *fen)


def account(probability: float, *edits: Edit, kind: str = "misread_digit", **more: object) -> Account:
    sums = (Sum(LINES[6], "total", 110_000_000, 110_000_000),)
    return Account(probability, (Fault(kind, edits),), sums, **more)  # type: ignore[arg-type]


RIGHT = (amount(LINES[7], 80, 60), amount(LINES[7], 80, 60, "fiscal"))
BROKEN = tuple(Broken(LINES[6], column, False, 110_000_000, 130_000_000) for column in ("total", "fiscal"))


def diagnosis(*accounts: Account, unaccounted: float = 0.0, **more: object) -> Diagnosis:
    return Diagnosis(0, BROKEN, accounts, unaccounted, **more)  # type: ignore[arg-type]


def ledger_of(tables: Tables) -> Ledger:
    (ledger,) = ledgers(tables)
    return ledger


def told(tables: Tables, *found: Diagnosis) -> list[Explaining]:
    ledger = ledger_of(tables)
    return explaining([(ledger, one) for one in found], words(), tables)


def folded(tables: Tables, found: Sequence[Diagnosis], *select: str) -> tuple[list[Finding], list[Blame]]:
    """The findings with roots and explanations, and who was blamed."""
    made = made_of(tables, *select)
    blamed = blames(made, told(tables, *found))
    return fold(made, findings(made, tables), blamed), blamed


def roots(found: Sequence[Finding]) -> list[tuple[str, int | None]]:
    """Rule and line of the findings that follow from no other."""
    return [(f.rule, f.location.line) for f in found if f.caused_by is None]
