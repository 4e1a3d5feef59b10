"""The binary examples, written from the tables below: `python -m docs._tools.example_files` writes them again.

Needs openpyxl and reportlab; the same versions of them give the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bench.generate import HEADINGS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEADINGS = (*HEADINGS[:1], *HEADINGS[2:])
_MONEY = range(1, 5)

Row = tuple[str, ...]


class Table(NamedTuple):
    """A table: the lines above it, and its rows."""

    lead: tuple[str, ...]
    rows: tuple[Row, ...]


def _items(*items: str) -> str:
    """Indicators in one cell: `产出指标 数量 ≥3` is the first of its kind."""
    parts = [item.split(" ") for item in items]
    return "".join(
        f"{n}、{kind}：{name}，年度指标值：{value}。" for n, (kind, name, value) in enumerate(parts, 1)
    )


def _project(name: str, total: str, goal: str, *items: str, fiscal: str = "") -> Row:
    return (name, total, fiscal or total, "", "", goal, _items(*items))


def _table(department: str, total: str, *projects: Row) -> Table:
    sums = ((name, total, total, "", "", "", "") for name in ("合计", department))
    lead = (f"{department}2024年项目支出绩效目标表", f"部门名称：{department}", "单位：万元")
    return Table(lead, (_HEADINGS, *sums, *projects))


SHEET = _table(
    "青禾县水务局",
    "812.40",
    _project(
        "水库大坝安全监测", "210.00", "十四座小型水库的渗流和位移按月有人看、有数可查。",
        "产出指标 监测水库座数 ≥14座", "产出指标 监测数据完整率 ≥98%", "效益指标 险情上报及时率 =100%",
        "满意度指标 下游群众满意度 ≥90%",
    ),
    _project(
        "农村饮水管网修补", "365.40", "老旧管段换新，夏季用水高峰不断水。",
        "产出指标 更换管道长度 ≥36公里", "产出指标 工程验收合格率 =100%", "效益指标 管网漏损率 ≤12%",
        "满意度指标 用水户满意度 ≥90%", fiscal="356.40",
    ),
    _project(
        "河道保洁", "128.00", "县城段河面和岸坡每天有人清理。",
        "产出指标 保洁河道长度 ≥52公里", "产出指标 漂浮物清理及时率 ≥95%", "效益指标 黑臭水体数 =0处",
        "满意度指标 沿河居民满意度 ≥105%",
    ),
    _project(
        "节水宣传", "118.00", "学校和机关的用水量比上年下降。",
        "产出指标 宣传活动场次 ≥24场次", "产出指标 活动按期完成率 ≥98%", "效益指标 人均用水量下降率 ",
        "满意度指标 参加者满意度 ≥90%",
    ),
)  # fmt: skip

PAGES = _table(
    "青禾县文化广电局",
    "530.00",
    _project(
        "文化馆免费开放", "180.00", "全年开放不少于三百天，课程不收费。",
        "产出指标 开放天数 ≥300天", "产出指标 公益课程场次 ≥160场次", "效益指标 服务群众人次 ≥5万人次",
        "满意度指标 到馆群众满意度 ≥90%",
    ),
    _project(
        "戏曲进乡村", "150.00", "每个村一年看到两场戏。",
        "产出指标 演出场次 ≥240场次", "产出指标 演出按期完成率 ≥98%", "效益指标 观众人次 ≥4万人次",
        "满意度指标 观众满意度 ≥90%",
    ),
    _project(
        "县图书馆购书", "12.00", "新书上架不超过一个月，借阅量不低于上年。",
        "产出指标 购书册数 ≥15000册", "产出指标 图书验收合格率 =100%", "效益指标 年借阅量 ≥8万册次",
        "满意度指标 读者满意度 ≥85%",
    ),
    _project(
        "非物质文化遗产保护", "80.00", "传承人有人带徒，资料有人整理。",
        "产出指标 传承活动场次 ≥30场次", "产出指标 资料建档率 ≥95%", "效益指标 带徒传承人数 ≥12人",
        "满意度指标 传承人满意度 ≥90%",
    ),
)  # fmt: skip


def xlsx(table: Table) -> bytes:
    """The table as a workbook: amounts are numbers, the lines above are merged over all columns."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    sheet = book.active
    sheet.title = "绩效目标"
    thin = Side(style="thin")
    for text in table.lead:
        sheet.append([text])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(_HEADINGS)
        )
    for number, row in enumerate(table.rows):
        sheet.append(
            [
                float(t.replace(",", "")) if number and t and at in _MONEY else t or None
                for at, t in enumerate(row)
            ]
        )
        for at, cell in enumerate(sheet[sheet.max_row]):
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if number and at in _MONEY:
                cell.number_format = "#,##0.00"
    for letter, width in zip("ABCDEFG", (22, 11, 11, 11, 11, 28, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    book.properties.creator = "budgetcheck"
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    out = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()
    return _timeless(out)


def _timeless(written: io.BytesIO) -> bytes:
    """The archive without the times at which its members were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()


def pdf(table: Table, first: int) -> bytes:
    """The table on two pages, the second of which begins below row `first` and repeats no heading."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Drawn

    registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    cells = [[Paragraph(text, style) for text in row] for row in table.rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    widths = (100, 55, 55, 60, 50, 150, 290)
    out = io.BytesIO()
    flow = [
        *(Paragraph(text, style) for text in table.lead),
        Drawn(cells[:first], widths, style=grid),
        PageBreak(),
        Drawn(cells[first:], widths, style=grid),
    ]
    SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        invariant=1,
        margins=36,
        leftMargin=36,
        rightMargin=36,
        title=table.lead[0],
        author="budgetcheck",
    ).build(flow)
    return out.getvalue()


FILES = {"sheet.xlsx": lambda: xlsx(SHEET), "pages.pdf": lambda: pdf(PAGES, first=5)}


def main(folder: Path = EXAMPLES) -> None:
    """Write every file into the folder."""
    for name, made in FILES.items():
        (folder / name).write_bytes(made())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
