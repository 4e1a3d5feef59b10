"""Explanations as a reader meets them: the line of each amount, also where a form prints it below the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import budgetcheck

if TYPE_CHECKING:
    from pathlib import Path

FORM = """<meta charset="utf-8"><p>项目支出绩效目标表</p><p>（2024年度） 金额单位：万元</p><table>
<tr><td>项目名称</td><td colspan="3">学生公寓修缮</td></tr>
<tr><td>主管部门</td><td>云溪大学</td><td>实施单位</td><td>云溪大学</td></tr>
<tr><td rowspan="3">项目资金</td><td>年度资金总额</td><td colspan="2">4,401.50</td></tr>
<tr><td>其中：财政拨款</td><td colspan="2">4,100.00</td></tr>
<tr><td>其他资金</td><td colspan="2">310.50</td></tr>
<tr><td>年度总体目标</td><td colspan="3">暑假期间完工交付。</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>修缮栋数</td><td>6栋</td></tr>
</table>"""


def test_an_amount_of_a_form_is_told_at_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "form.html").write_text(FORM, encoding="utf-8")
    (found,) = budgetcheck.validate(tmp_path / "form.html", select=["ARI004"])
    told = {(e.changes[0].line, e.changes[0].before): e for e in found.explanations}
    assert {(3, "4401.50"), (5, "310.50")} <= set(told)
    assert "第3行" in told[3, "4401.50"].text.zh
    assert "第5行" in told[5, "310.50"].text.zh
    assert {one.line for e in found.explanations for one in e.sums} == {3}


def test_a_row_entered_twice_is_one_finding_with_its_name_and_sums_below(tmp_path: Path) -> None:
    rows = ["项目名称\t总计\t财政拨款\t绩效目标\t绩效指标", "合计\t100.00\t100.00\t\t"]
    goal, items = "完成辖区五个小区的路面和照明改造。", "1、产出指标：改造小区数量，年度指标值：5个。"
    rows += ["养老服务补贴\t40.00\t40.00\t按月发放补贴。\t1、产出指标：补贴人数，年度指标值：≥90人。"]
    rows += [f"小区微改造\t60.00\t60.00\t{goal}\t{items}"] * 2
    (tmp_path / "表.txt").write_text("\n".join(["单位：万元", *rows]), encoding="utf-8")
    report = budgetcheck.validate(tmp_path / "表.txt", select=["ARI", "DUP009", "STR022"])
    assert [f.rule for f in report if f.caused_by is None] == ["DUP009"]
    assert {f.rule for f in report if f.caused_by is not None} == {"ARI001", "ARI005", "STR022"}
