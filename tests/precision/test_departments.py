"""Sound tables of some forty departments: what their authors would stand by raises no error and no warning.

`departments.txt`: `# department layout year`, then `* project | content | amount | goal`, then its indicators as
`class name = value`. `indicators.txt` holds single indicators near the edge of a rule, `narratives.txt` projects
whose texts count and reckon.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.precision.tables import NARROW, WIDE, alarms, checked, project, table, total

HERE = Path(__file__).parent
CLASSES = {"产": "产出指标", "效": "效益指标", "满": "满意度指标", "成": "成本指标"}
PLAIN = (
    "1、产出指标：{0}完成率，年度指标值：≥98%。2、产出指标：验收合格率，年度指标值：100%。"
    "3、效益指标：政策知晓率，年度指标值：≥85%。4、满意度指标：服务对象满意度，年度指标值：≥90%。"
)


def lines_of(name):
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


def departments():
    held = []
    for line in lines_of("departments.txt"):
        if line.startswith("# "):
            held.append((line[2:], []))
        else:
            held[-1][1].append(line)
    return [pytest.param(*each, id=f"{number}-{each[0]}") for number, each in enumerate(held)]


def packed(indicators, mark="；"):
    texts = [
        f"{number}、{CLASSES[one[0]]}：{one[2:].replace(' = ', '，年度指标值：', 1)}"
        for number, one in enumerate(indicators, 1)
    ]
    return mark.join(texts) + "。"


def printed(amounts):
    return f"{sum(Decimal(amount.replace(',', '')) for amount in amounts):,.2f}"


def rows_of(lines):
    """The projects of a department, each with its indicators."""
    projects = []
    for line in lines:
        if line.startswith("* "):
            projects.append((line[2:].split(" | "), []))
        else:
            projects[-1][1].append(line)
    for (name, content, amount, goal), indicators in projects:
        row = project(name, amount, goal=goal, items=packed(indicators))
        yield [row[0], content, *row[2:]]


@pytest.mark.parametrize(("head", "lines"), departments())
def test_a_sound_table_raises_no_alarm(tmp_path, head, lines):
    department, layout, year = head.split()
    body = f"云溪市{department}"
    rows = list(rows_of(lines))
    amount = printed(row[2] for row in rows)
    text = table(
        total("合计", amount),
        total(body, amount),
        *rows,
        head=(f"{body}{year}年项目支出绩效目标表", f"部门名称：{body}", "单位：万元"),
        headings=WIDE if layout == "wide" else NARROW,
    )
    report = checked(text, tmp_path)
    assert len(report.indicators) == sum(not line.startswith("* ") for line in lines)
    assert alarms(report) == []


def test_no_indicator_near_the_edge_of_a_rule_is_flagged(tmp_path):
    held = lines_of("indicators.txt")
    rows = [project(f"事项{n}", "1.00", items=packed([one])) for n, one in enumerate(held)]
    report = checked(table(total("合计", f"{len(rows)}.00"), *rows), tmp_path)
    assert len(report.indicators) == len(held)
    flagged = [f for f in report if str(f.severity) != "note" and f.location.indicator is not None]
    assert [(f.rule, f.message.zh) for f in flagged] == []


def test_projects_whose_texts_reckon_raise_no_alarm(tmp_path):
    held = [line.split(" | ") for line in lines_of("narratives.txt")]
    rows = []
    for name, content, amount, goal in held:
        row = project(name, amount, goal=goal, items=PLAIN.format(name[:6]))
        rows.append([row[0], content, *row[2:]])
    report = checked(table(total("合计", printed(amount for _, _, amount, _ in held)), *rows), tmp_path)
    assert alarms(report) == []
