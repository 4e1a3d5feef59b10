"""Tables in the published layout, made from a seed: clean unless faults are asked for.

python -m bench.generate out/ --documents 20 --projects 40 --seed 7
python -m bench.generate out/ --megabytes 100
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.phrases import AIMS, AREAS, BUREAUS, CITIES, INDICATORS, MEANS, OBJECTS, TAIL, Phrase

HEADINGS = (
    "项目名称（资金使用单位）",
    "项目内容",
    "总计",
    "财政拨款",
    "财政专户拨款",
    "其他资金",
    "绩效目标",
    "绩效指标",
)
ORDINALS = ("第一", "第二", "第三")
HUNDREDTH = 10_000  # fen in 0.01 万元, the least amount printed
FAULTS = ("sources", "subtotal", "rate_over_100", "echo", "repeated_indicator")


@dataclass
class Project:
    """One project row; amounts are fen: total, fiscal, special account, other."""

    name: str
    content: str
    amounts: list[int]
    goal: str
    indicators: list[tuple[str, str, str]]  # category, name, target value


@dataclass
class Unit:
    """A unit with its printed amounts and its projects."""

    name: str
    amounts: list[int]
    projects: list[Project]


@dataclass
class Document:
    """One table, and the faults put into it as (kind, project index over the document)."""

    department: str
    year: int
    amounts: list[int]
    units: list[Unit]
    faults: list[tuple[str, int]] = field(default_factory=list)

    @property
    def projects(self) -> list[Project]:
        """All projects, in printed order."""
        return [project for unit in self.units for project in unit.projects]


def documents(count: int, projects: int, *, seed: int = 0, faulty: float = 0.0) -> Iterator[Document]:
    """`count` tables of `projects` projects each; about `faulty` of the projects get one fault.

    Each table has its own random stream: the n-th table of a seed does not depend on `count`.
    """
    for number in range(count):
        yield _document(Random(f"{seed}/{number}"), number, projects, faulty)


def _document(random: Random, number: int, projects: int, faulty: float) -> Document:
    city = CITIES[number % len(CITIES)]
    bureau = f"{city}{BUREAUS[number // len(CITIES) % len(BUREAUS)]}"
    names = _project_names(random, projects)
    units: list[Unit] = []
    for share in _shares(random, projects):
        held = [_project(random, names.pop()) for _ in range(share)]
        label = f"{bureau}{ORDINALS[len(units) - 1]}直属中心" if units else bureau
        units.append(Unit(label, _sums([p.amounts for p in held]), held))
    table = Document(bureau, 2020 + number % 6, _sums([u.amounts for u in units]), units)
    _spoil(random, table, faulty)
    return table


def _shares(random: Random, projects: int) -> list[int]:
    """How many projects each unit has: one to four units, none of them empty."""
    units = min(random.randint(1, 4), projects)
    cuts = sorted(random.sample(range(1, projects), units - 1)) if projects > 1 else []
    return [b - a for a, b in zip([0, *cuts], [*cuts, projects], strict=True)]


def _project_names(random: Random, projects: int) -> list[str]:
    every = [f"{area}{thing}{tail}" for area in AREAS for thing in OBJECTS for tail in TAIL]
    names = random.sample(every, min(projects, len(every)))
    return names + [f"{random.choice(every)}（第{n}批）" for n in range(projects - len(names))]


def _project(random: Random, name: str) -> Project:
    fiscal = random.randint(10, 99_999) * random.choice((1, 10, 100)) * HUNDREDTH
    special = random.randint(1, 9_999) * HUNDREDTH if random.random() < 0.1 else 0
    other = random.randint(1, 9_999) * HUNDREDTH if random.random() < 0.1 else 0
    aims = random.sample(AIMS, random.randint(1, 4))
    means = random.sample(MEANS, random.randint(1, 5))
    return Project(
        name,
        f"围绕{name}，" + "；".join(means) + "。",
        [fiscal + special + other, fiscal, special, other],
        "，".join(aims) + "。",
        _indicators(random),
    )


def _indicators(random: Random) -> list[tuple[str, str, str]]:
    count = random.choice((4, 5, 6, 6, 6, 7, 8, 8))
    chosen: list[Phrase] = []
    for category in ("产出指标", "效益指标", "满意度指标"):
        chosen += random.sample([p for p in INDICATORS if p.category == category], 1)
    rest = [phrase for phrase in INDICATORS if phrase not in chosen and phrase.category != "满意度指标"]
    chosen += random.sample(rest, count - len(chosen))
    random.shuffle(chosen)
    return [(phrase.category, phrase.name, _value(random, phrase)) for phrase in chosen]


def _value(random: Random, phrase: Phrase) -> str:
    low, high = phrase.range
    number = random.randrange(low, high + 1, phrase.step)
    return phrase.form.format(number)


def _sums(rows: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _spoil(random: Random, table: Document, faulty: float) -> None:
    for index, project in enumerate(table.projects):
        if random.random() >= faulty:
            continue
        kind = random.choice(FAULTS)
        table.faults.append((kind, index))
        category, name, _ = project.indicators[0]
        if kind == "sources":
            project.amounts[1] += random.choice((-1, 1)) * random.randint(100, 900) * HUNDREDTH
        elif kind == "subtotal":
            project.amounts[0] += 900 * HUNDREDTH
            project.amounts[1] += 900 * HUNDREDTH
        elif kind == "rate_over_100":
            project.indicators[0] = (category, "任务按期完成率", "≥120%")
        elif kind == "echo":
            project.indicators[0] = (category, name, name)
        else:
            project.indicators.append(project.indicators[0])


def text_of(table: Document) -> str:
    """The table as departments publish it: tab-separated, 万元 with thousands commas, indicators packed."""
    lines = [
        f"{table.department}{table.year}年项目支出绩效目标表（含转移支付项目）",
        "",
        f"部门名称：{table.department}",
        "",
        "单位：万元",
        "",
        "\t".join(HEADINGS),
        _line("合计", "", table.amounts, "", ""),
    ]
    for unit in table.units:
        lines.append(_line(unit.name, "", unit.amounts, "", ""))
        lines += [_line(p.name, p.content, p.amounts, p.goal, packed(p.indicators)) for p in unit.projects]
    return "\n".join(lines) + "\n"


def packed(indicators: list[tuple[str, str, str]]) -> str:
    """The indicators in one cell, numbered, as printed."""
    items = [
        f"{n}、{category}：{name}，年度指标值：{value}。"
        for n, (category, name, value) in enumerate(indicators, 1)
    ]
    return "".join(items)


def _line(name: str, content: str, amounts: list[int], goal: str, indicators: str) -> str:
    total, *parts = amounts
    money = [_wan(total), *(_wan(part) if part else "" for part in parts)]
    return "\t".join([name, content, *money, goal, indicators])


def _wan(fen: int) -> str:
    whole, rest = divmod(abs(fen), 1_000_000)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest // 10_000:02d}"


def write(folder: Path, tables: Iterator[Document], *, megabytes: float | None = None) -> int:
    """Write one file a table, until `megabytes` are reached if given; the number of bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number, table in enumerate(tables):
        written += (folder / f"{number:06d}.txt").write_bytes(text_of(table).encode())
        if megabytes is not None and written >= megabytes * 1e6:
            break
    return written


def main(arguments: list[str]) -> int:
    """Write tables as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--projects", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faulty", type=float, default=0.0, help="share of projects that get a fault")
    parser.add_argument("--megabytes", type=float, help="write as many tables as this takes")
    given = parser.parse_args(arguments)
    count = sys.maxsize if given.megabytes is not None else given.documents
    tables = documents(count, given.projects, seed=given.seed, faulty=given.faulty)
    written = write(given.folder, tables, megabytes=given.megabytes)
    sys.stderr.write(f"{written:,} bytes in {given.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
