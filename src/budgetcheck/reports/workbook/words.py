"""The words of the workbook, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from budgetcheck.reports.parts.phrases import said

_WORDS: Mapping[str, tuple[str, str]] = {
    "overview": ("概况", "Overview"),
    "findings": ("问题", "Findings"),
    "rules": ("规则", "Rules"),
    "left_out": (
        "另有 {n} 张表没有单独成页（问题较少，或未读出行）",
        "{n} more tables have no sheet of their own (fewer findings, or no rows read)",
    ),
    "unusable": ("无法使用的输入与工具错误", "Inputs that could not be used, and errors of the tool"),
    "read": ("读取情况", "read"),
    "severity": ("严重程度", "severity"),
    "rule": ("规则", "rule"),
    "title": ("含义", "meaning"),
    "message": ("问题", "finding"),
    "file": ("文件", "file"),
    "page": ("页", "page"),
    "sheet": ("工作表", "sheet"),
    "line": ("原文行", "line"),
    "kind": ("行类型", "kind"),
    "column": ("栏目", "column"),
    "cell": ("单元格", "cell"),
    "department": ("部门", "department"),
    "unit": ("单位", "unit"),
    "project": ("项目", "project"),
    "indicator": ("第几项", "item"),
    "expected": ("应为", "expected"),
    "actual": ("实为", "found"),
    "difference": ("差", "difference"),
    "money_unit": ("金额单位", "money unit"),
    "explanations": ("原因", "cause"),
    "suppressed": ("不再计入", "not counted"),
    "caused_by": ("由何引起（指纹）", "caused by (fingerprint)"),
    "fingerprint": ("指纹", "fingerprint"),
    "family": ("类别", "family"),
    "why": ("理由", "reason"),
    "basis": ("依据", "basis"),
    "ignore_when": ("例外", "exceptions"),
    "shown": ("问题数", "findings"),
    "passed": ("通过", "passed"),
    "undecided": ("未定", "undecided"),
    "not_applicable": ("不适用", "n/a"),
    "suggestion": (
        "可能应为 {after}（现为 {before}，可能性 {share}）",
        "perhaps {after} (printed {before}; {share} likely)",
    ),
}


def word(key: str, lang: str, **values: object) -> str:
    """The word or sentence `key` in `lang`."""
    return said(_WORDS[key], lang, **values)
