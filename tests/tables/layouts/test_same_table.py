"""One table, packed, by rows and as forms: the same projects, amounts and indicators."""

from __future__ import annotations

from dataclasses import dataclass

import hypothesis.strategies as st
from hypothesis import given, settings
from tests.tables.conftest import Read, grid_of
from tests.tables.layouts.grids import merged, read_grid

CLASSES = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标", "经济效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
UNITS = ("%", "次", "公里", "万元", "人", "万平方米", "天", "")
GOALS = ("做好各项工作。", "保持道路畅通，路面平整。", "按时发放；不漏发。")


@dataclass(frozen=True)
class Item:
    level1: str
    level2: str
    name: str
    sign: str
    number: str
    unit: str

    @property
    def value(self) -> str:
        return self.sign + self.number + self.unit


@dataclass(frozen=True)
class Project:
    name: str
    total: str
    goal: str
    items: tuple[Item, ...]


@st.composite
def items(draw: st.DrawFn) -> Item:
    level1 = draw(st.sampled_from(list(CLASSES)))
    return Item(
        level1,
        draw(st.sampled_from(CLASSES[level1])),
        draw(st.text("道路养护检测服务培训人员数量里程完好", min_size=2, max_size=8)) + "情况",
        draw(st.sampled_from(["≥", "≤", ">", "="])),
        str(draw(st.integers(1, 9999))),
        draw(st.sampled_from(UNITS)),
    )


def project(number: int, held: list[Item]) -> st.SearchStrategy[Project]:
    order = list(CLASSES)
    return st.builds(
        Project,
        st.text("城区桥梁河道绿地排水", min_size=2, max_size=6).map(
            lambda t: f"{t}{'甲乙丙丁戊己'[number]}工程"
        ),
        st.integers(1, 99999999).map(lambda n: f"{n // 100}.{n % 100:02d}"),
        st.sampled_from(GOALS),
        st.just(tuple(sorted(held, key=lambda i: (order.index(i.level1), i.level2)))),
    )


tables = st.lists(st.lists(items(), min_size=1, max_size=5), min_size=1, max_size=6).flatmap(
    lambda held: st.tuples(*(project(n, i) for n, i in enumerate(held)))
)


def packed(projects: tuple[Project, ...]) -> str:
    rows = [
        f"{p.name} | {p.total} | {p.goal} | "
        + "".join(
            f"{n}、{i.level1}：{i.level2}：{i.name}，年度指标值：{i.value}；"
            for n, i in enumerate(p.items, 1)
        )
        for p in projects
    ]
    return "\n".join(["项目名称 | 总计 | 绩效目标 | 绩效指标", *rows])


def by_row(projects: tuple[Project, ...], below: str, *, parted: bool) -> str:
    beside = "指标性质 | 指标值 | 度量单位" if parted else "指标值"
    rows = [f"项目名称 | 总计 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | {beside}"]
    for p in projects:
        level1 = level2 = ""
        for n, i in enumerate(p.items):
            own = [p.name, p.total, p.goal] if n == 0 else [below] * 3
            first = i.level1 if i.level1 != level1 else below
            second = i.level2 if first == i.level1 or i.level2 != level2 else below
            level1, level2 = i.level1, i.level2
            value = [i.sign, i.number, i.unit] if parted else [i.value]
            rows.append(" | ".join([*own, first, second, i.name, *value]))
    return "\n".join(rows)


def forms(projects: tuple[Project, ...]) -> str:
    rows: list[str] = []
    for p in projects:
        rows += [
            f"项目名称 | {p.name}",
            f"项目资金（万元） | 年度资金总额 | {p.total}",
            f"年度绩效目标 | {p.goal}",
            "一级指标 | 二级指标 | 三级指标 | 指标值",
        ]
        rows += [f"{i.level1} | {i.level2} | {i.name} | {i.value}" for i in p.items]
    return "\n".join(rows)


def essence(found: Read) -> list[list[object]]:
    assert found.errors == []
    assert found.repairs == []
    projects = found.lines[["name", "total", "goal"]].values.tolist()
    frame = found.tables.indicators
    columns = (
        *(
            "position",
            "category",
            "level2",
            "name",
            "value_class",
            "comparator",
            "low",
            "high",
            "unit",
            "base_unit",
        ),
        "dimension",
    )
    first = int(frame["line_id"].min()) if len(frame) else 0
    own = (frame["line_id"] - first).tolist()
    rows = frame[list(columns)].values.tolist()
    return [*projects, *([line, *map(str, row)] for line, row in zip(own, rows, strict=True))]


@settings(deadline=None, max_examples=60)
@given(tables)
def test_every_layout_of_a_table_says_the_same(projects: tuple[Project, ...]) -> None:
    wanted = essence(read_grid(grid_of(packed(projects))))
    for below in ("", "^"):
        for parted in (True, False):
            found = read_grid(merged(by_row(projects, below, parted=parted)))
            assert essence(found) == wanted
    assert essence(read_grid(grid_of(forms(projects)))) == wanted
