"""The words of the page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from budgetcheck.reports.parts.phrases import said
from budgetcheck.terms import Severity

_WORDS: Mapping[str, tuple[str, str]] = {
    "overview": ("概况", "Overview"),
    "findings": ("问题", "Findings"),
    "rules": ("规则", "Rules"),
    "documents": ("文件", "Documents"),
    "tables": ("表", "Tables"),
    "unusable": ("无法使用的输入与工具错误", "Inputs that could not be used, and errors of the tool"),
    "family": ("按规则类别", "By kind of rule"),
    "matching": ("显示 {shown} 个，共 {total} 个问题", "{shown} of {total} findings"),
    "order": ("顺序", "Order"),
    "severity": ("按严重程度", "worst first"),
    "place": ("按位置", "as in the tables"),
    "rule": ("规则", "Rule"),
    "document": ("文件", "File"),
    "unit": ("单位", "Unit"),
    "project": ("项目", "Project"),
    "text": ("查找", "Search"),
    "suppressed": ("含不再计入的", "with those that no longer count"),
    "any": ("全部", "all"),
    "reset": ("清除筛选", "clear filters"),
    "keys": (
        "键盘：/ 查找，j、k 下一个、上一个，Enter 展开，Esc 清除查找",
        "Keys: / search, j and k next and previous, Enter opens, Esc clears the search",
    ),
    "whole": ("全文", "whole text"),
    "causes": ("为什么加不起来", "Why it does not balance"),
    "following": ("由它引起", "What follows from it"),
    "followed": ("由它引起的还有 {n} 处", "{n} more follow from it"),
    "about": ("规则 {rule} 的说明", "about rule {rule}"),
    "basis": ("依据", "Basis"),
    "ignore_when": ("例外", "Exceptions"),
    "run": ("检查配置", "configuration"),
    "no_script": (
        "筛选与列表需要脚本；不能运行脚本时，请用 --output-format full 或 markdown 另存一份",
        "The list needs scripts; without them, write the report as full or markdown",
    ),
    "projects": ("项目", "Projects"),
    "indicators": ("指标", "Indicators"),
    "read": ("读取情况", "Read"),
    "department": ("部门", "Department"),
    "passed": ("通过", "passed"),
    "undecided": ("未定", "undecided"),
    "not_applicable": ("不适用", "n/a"),
    "made_by": (
        "budgetcheck {version} · 规则包 {pack} {pack_version} · {rules} 条规则",
        "budgetcheck {version} · pack {pack} {pack_version} · {rules} rules",
    ),
}

SCRIPT_WORDS = (
    "matching", "any", "whole", "causes", "following", "followed", "about", "basis", "ignore_when", "run",
)  # fmt: skip
"""The words that the script of the page uses, besides those for the severities."""


def word(key: str, lang: str, **values: object) -> str:
    """The word or sentence `key` in `lang`."""
    return said(_WORDS[key], lang, **values)


def script_words(lang: str) -> dict[str, str]:
    """The words for the script, `{fields}` unfilled."""
    own = {key: _WORDS[key][0 if lang == "zh" else 1] for key in SCRIPT_WORDS}
    return own | {str(severity): severity.label(lang) for severity in Severity}
