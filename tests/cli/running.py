"""Run the command in this process or as a user would, in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

TABLE = (
    "某市财政局2023年项目支出绩效目标表\n\n部门名称：某市财政局\n\n单位：万元\n\n"
    "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t{total}\t{total}\t\t\t\t\n"
    "某市财政局\t30.00\t30.00\t\t\t\t\n"
    "系统运维经费\t10.00\t10.00\t\t\t保障系统稳定运行。\t"
    "1、产出指标：系统正常运行率，年度指标值：≥98%。2、产出指标：巡检次数，年度指标值：≥12次。\n"
    "培训经费\t20.00\t20.00\t\t\t提高业务能力。\t1、产出指标：培训人数，年度指标值：≥100人。\n"
)
CLEAN = TABLE.format(total="30.00")
FAULTY = TABLE.format(total="31.00")


def command(
    *words: str, cwd: Path, given: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    environment = {
        k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "BUDGETCHECK_LANG")
    }
    return subprocess.run(
        [sys.executable, "-m", "budgetcheck", *words],
        cwd=cwd,
        env={**environment, **variables},
        input=given,
        capture_output=True,
        check=False,
    )


def modules_after(words: Sequence[str], cwd: Path) -> set[str]:
    code = (
        "import sys\nfrom budgetcheck.cli import main\n"
        f"main({list(words)!r})\nprint('\\n' + ' '.join(m.partition('.')[0] for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, check=True)
    return set(done.stdout.decode().splitlines()[-1].split())
