"""Every format of a report of 100,000 findings: seconds, megabytes taken besides the report, and how both grow."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.formats import peak_bytes
from bench.generate import HEADINGS
from bench.measure import Figure

if TYPE_CHECKING:
    from budgetcheck.model import DocumentRecord, Finding, Report, Rule, RuleTally

FINDINGS = 100_000
FEWER = 4  # times less, to see how cost grows
ROWS = 100  # of a table; each has one finding
_FIELDS = ("name", "content", "total", "fiscal", "special_account", "other", "goal", "indicators")


def run(findings: int = FINDINGS) -> Iterator[Figure]:
    """Each format at both sizes, in a process of its own that does nothing else."""
    from budgetcheck.reports import BINARY_FORMATS, TEXT_FORMATS

    with tempfile.TemporaryDirectory() as folder:
        for name in (*TEXT_FORMATS, *BINARY_FORMATS):
            yield from _figures(name, findings, Path(folder) / "report")


def _figures(name: str, findings: int, path: Path) -> Iterator[Figure]:
    few, many = (_cost(name, n, path) for n in (findings // FEWER, findings))
    size = f"{path.stat().st_size / 1e6:,.1f} MB written"
    yield Figure(f"{name}, {findings:,} findings", many[0], "s", note=size)
    yield Figure(
        f"{name}, time", many[0] / few[0], "times", FEWER * 2, note=f"of that of {findings // FEWER:,}"
    )
    yield Figure(
        f"{name}, memory", many[1] / 1e6, "MB", note=f"{few[1] / 1e6:,.0f} MB at {findings // FEWER:,}"
    )


def _cost(name: str, findings: int, path: Path) -> Sequence[float]:
    command = [sys.executable, "-m", "bench.reports", name, str(findings), str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    cost: Sequence[float] = json.loads(done.stdout)
    return cost


def generated(count: int) -> Report:
    """A report of `count` findings in tables of `ROWS` rows, with the frames that show a row; its rules are the shipped ones."""
    from budgetcheck import load_rules
    from budgetcheck.model import Report

    rules = load_rules()
    found = tuple(_finding(n, rules.rules[n % len(rules.rules)]) for n in range(count))
    tables = -(-count // ROWS)
    return Report(
        version="0",
        rules=rules,
        findings=found,
        documents=tuple(map(_record, range(tables))),
        tallies=tuple(_tally(rule, count, len(rules.rules)) for rule in rules.rules),
        frames=_frames(tables),
    )


def _finding(number: int, rule: Rule) -> Finding:
    from budgetcheck.model import Bilingual, Change, Excerpt, Explanation, Finding, Location, Related
    from budgetcheck.terms import Explained

    file, line = _place(number)
    base = Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=Bilingual(f"「第{number}项目」总计 36.50，各项资金相加 35.60", f"project {number}: 36.50, parts 35.60"),
        message_args={"name": f"第{number}项目", "actual": "36.50"},
        location=Location(
            file, 1, line=line, column="总计", span=(12, 17), end_line=line,
            department=f"某局{number // ROWS}", unit=f"某局{number // ROWS}", project=f"第{number}项目",
        ),
        expected="35.60", actual="36.50", difference="0.90", tolerance="0.00", money_unit="万元",
        related=(Related(line, "财政拨款", "addend"),),
        fingerprint=f"{number:016x}",
        excerpt=Excerpt("第项目 36.50", 4, 9),
    )  # fmt: skip
    if number % 10:
        return base
    change = Change(line, "总计", "36.50", "35.60")
    item = Explanation(1, 0.9, "digit_transposition", Bilingual("数字颠倒", "digits swapped"), (change,))
    return replace(base, explanations=(item,), explained=Explained.ONE)


def _place(number: int) -> tuple[str, int]:
    return f"tables/{number // ROWS:05d}.txt", 10 + number % ROWS


def _record(table: int) -> DocumentRecord:
    from budgetcheck.model import DocumentRecord
    from budgetcheck.terms import Verdict

    return DocumentRecord(
        file=_place(table * ROWS)[0], document=1, sha256=f"{table:064x}", encoding="utf-8", sheet=None, line=1,
        title="2023年项目支出绩效目标表", department=f"某局{table}", year=2023, money_unit="万元", layout="packed8",
        pages=1, lines=ROWS, units=1, projects=ROWS, indicators=3 * ROWS, rows_joined=0, amounts_unreadable=0,
        amounts_doubtful=0, repairs=0, findings={"error": ROWS, "warning": 0, "note": 0},
        verdicts={"ARI004": Verdict.FAILED, "ARI005": Verdict.UNDECIDED},
    )  # fmt: skip


def _tally(rule: Rule, count: int, rules: int) -> RuleTally:
    from budgetcheck.model import RuleTally

    n = count // rules
    return RuleTally(
        rule.id,
        rule.name,
        rule.severity,
        applicable=2 * n,
        passed=n,
        failed=n,
        undecided=0,
        not_applicable=0,
        shown=n,
    )


def _frames(tables: int) -> dict[str, Any]:
    import pandas as pd

    rows = [(table, 10 + at) for table in range(tables) for at in range(ROWS)]
    texts = [
        "第几项目",
        "内容" * 30,
        "36.50",
        "35.60",
        "",
        "",
        "目标" * 30,
        "1、产出指标：场次，年度指标值：≥5场。" * 5,
    ]
    columns = {
        field if field in ("name", "content", "goal", "indicators") else f"{field}_text": text
        for field, text in zip(_FIELDS, texts, strict=True)
    }
    documents = pd.DataFrame(
        {"document": range(tables), "file": [_place(t * ROWS)[0] for t in range(tables)], "ordinal": 1}
    ).assign(fields=" ".join(_FIELDS), headings="\t".join(HEADINGS))
    lines = pd.DataFrame(rows, columns=["document", "row"]).assign(line_id=range(len(rows)))
    cells = lines.loc[lines.index.repeat(len(_FIELDS))].assign(part="")
    lines = lines.assign(end_row=lines["row"], kind="project", **columns)
    return {"documents": documents, "lines": lines, "cells": cells}


def _child(name: str, findings: int, path: Path) -> None:
    """Write once with few findings to import all that it takes, then by the clock; print seconds and bytes."""
    from budgetcheck.reports import save

    save(generated(ROWS), path, name, "zh")
    report = generated(findings)
    # NOTE: the report stays; searching it for cycles again and again would be no cost of a format.
    gc.collect()
    gc.freeze()
    before = _held()
    start = time.process_time()
    save(report, path, name, "zh")
    sys.stdout.write(json.dumps([time.process_time() - start, max(0, peak_bytes() - before)]))


def _held() -> int:
    """Resident memory now; on Linux the peak is counted from here on."""
    status, forget = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not status.is_file():
        return peak_bytes()
    forget.write_text("5", encoding="utf-8")
    held = next(line for line in islice(status.open(encoding="utf-8"), 100) if line.startswith("VmRSS"))
    return int(held.split()[1]) * 1024


if __name__ == "__main__":
    _child(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
