"""Generated tables made more like published ones: goals that differ, and what a careful author does not forget."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.generate import Document, documents
from bench.phrases import AREAS, OBJECTS

AIMS = ("推进", "完成", "落实", "深化", "优化", "保障", "规范", "提升", "巩固", "拓展", "健全", "改进")
EFFECTS = (
    "减少故障停机时间",
    "缩短群众等候时间",
    "做到问题早发现早整改",
    "消除老旧场所的安全隐患",
    "为决策提供可靠数据",
    "引导社会力量共同参与",
    "减少部门之间的重复填报",
    "提升现场处置能力",
    "让政策知晓面逐步扩大",
    "使服务半径覆盖到村居一级",
    "形成可供查阅的完整档案",
    "把日常管护责任落到具体岗位",
    "降低单位能耗和运行费用",
    "为后续年度的规划打好基础",
    "回应代表和委员提出的建议",
    "保持重点时段服务不中断",
)
TIMES = (("合同签订时限", "≤{}天"), ("平台建设周期", "≤{}个月"), ("验收完成时间", "12月{}日前"))
COSTS = (
    ("单次培训人均成本", "≤{}0元"),
    ("单位面积维护成本", "≤{}元/平方米"),
    ("单份报告编制成本", "≤{}万元"),
)
_OWN = {name for name, _ in (*TIMES, *COSTS)}


def lifelike(count: int, projects: int, *, seed: int, faulty: float) -> Iterator[Document]:
    """The generated tables, seven indicators a project, with their faults; goals are one of many thousands."""
    for number, table in enumerate(documents(count, projects, seed=seed, faulty=faulty)):
        random = Random(f"lifelike/{seed}/{number}")
        usual: dict[str, str] = {}
        for project in table.projects:
            matter = random.choice(AREAS) + random.choice(OBJECTS)
            clauses = [_aim(random) for _ in range(random.randint(1, 4))]
            counted = f"全年完成{random.randint(2, 60)}项任务：" if random.random() < 0.08 else ""
            project.goal = counted + "；".join(clauses) + "。"
            added = [
                ("产出指标", name, form.format(random.randint(3, 28)))
                for name, form in (random.choice(TIMES), random.choice(COSTS))
            ]
            kept = [item for item in project.indicators if item[1] not in _OWN]
            first = {item[0]: item for item in reversed(kept)}
            rest = [item for item in kept if item not in first.values()]
            chosen = [*first.values(), *rest[: random.randint(1, 3)], *added]
            project.indicators = [_as_published(item, matter, usual, random) for item in chosen]
        yield table


def _as_published(
    item: tuple[str, str, str], matter: str, usual: dict[str, str], random: Random
) -> tuple[str, str, str]:
    """The indicator with a name of its own, or with one that the table uses again.

    Of two published tables one reuses a fifth of its names and one half, mostly with the same target.
    """
    category, name, value = item
    if random.random() < 0.65:
        return category, f"{matter}{name}", value
    if random.random() < 0.9:
        value = usual.setdefault(name, value)
    return category, name, value


def _aim(random: Random) -> str:
    return random.choice(AIMS) + random.choice(AREAS) + random.choice(OBJECTS) + "，" + random.choice(EFFECTS)
