from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from budgetcheck import diagnosis
from budgetcheck.api import read
from budgetcheck.diagnosis.book import open_book
from budgetcheck.diagnosis.reading import failing
from budgetcheck.frames import Tables
from budgetcheck.readers import read as read_bytes
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEAD = "示例市水务局2024年项目支出绩效目标表\n单位：万元\n项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"


def printed(random: Random) -> str:
    """A small table with a few figures changed at random."""
    rows = []
    units = [[random.choice([30, 125, 990, 1_205]) for _ in range(random.randint(1, 4))] for _ in range(2)]
    rows.append(("合计", sum(map(sum, units)), ""))
    for name, projects in zip(("甲中心", "乙中心"), units, strict=True):
        rows.append((f"示例市{name}", sum(projects), ""))
        rows += [
            (f"{name}经费{n}", v, f"开展第{n}项工作。\t1、产出指标：次数，年度指标值：≥{n + 1}次。")
            for n, v in enumerate(projects)
        ]
    cells = [[name, f"{v}.00", f"{v}.00", "", "", rest] for name, v, rest in rows]
    for _ in range(random.randint(0, 3)):
        row, column = random.choice(cells), random.choice([1, 2, 3])
        row[column] = random.choice(["", "12.00", "0.00", "待定", "-5.00", "12.345"])
    return HEAD + "\n".join("\t".join(row) for row in cells)


def tables_of(text: str) -> Tables:
    tables, errors = assemble(list(read_bytes(text.encode(), name="表.txt")), default_words())
    assert not errors
    return tables


@pytest.mark.parametrize("seed", range(150))
def test_the_equations_break_just_where_the_sum_rules_fail(seed: int) -> None:
    tables = tables_of(printed(Random(seed)))
    rules = {int(n) for n in failing(tables, diagnosis.default_model().exact_from).nonzero()[0]}
    made = diagnosis.ledgers(tables)
    broken = {b.row for ledger in made for b in open_book(ledger).ruled()}
    assert broken == rules


def test_a_sound_batch_gives_no_ledger() -> None:
    text = (
        HEAD
        + "合计\t30.00\t30.00\t\t\t\t\n巡查经费\t30.00\t30.00\t\t\t巡查。\t1、产出指标：次数，年度指标值：≥4次。"
    )
    assert diagnosis.ledgers(tables_of(text)) == []


def test_the_amount_that_a_page_edge_cut_in_half_is_put_together_again(samples: Path) -> None:
    tables = read(next(samples.glob("003_*.txt")))
    (ledger,) = diagnosis.ledgers(tables)
    (found,) = diagnosis.diagnose([ledger], diagnosis.default_model())
    (fault,) = found.accounts[0].faults
    assert fault.kind == "page_cut_halves"
    assert {(ledger.rows[e.row].line, e.column, e.after) for e in fault.edits} == {
        (15, "total", 77_200_000),
        (15, "fiscal", 77_200_000),
    }
    assert not open_book(diagnosis.apply(ledger, found.accounts[0])).broken()


def test_a_published_table_that_balances_is_not_explained(samples: Path) -> None:
    assert diagnosis.ledgers(read(next(samples.glob("000_*.txt")))) == []
