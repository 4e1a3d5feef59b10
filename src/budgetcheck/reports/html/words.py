"""The words of the page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from budgetcheck.reports.parts.phrases import said
from budgetcheck.terms import Severity

_WORDS: Mapping[str, tuple[str, str]] = {
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
        "键盘：/ 查找，j、k 或 ↓、↑ 下一个、上一个，Enter 展开，Esc 清除查找或收起",
        "Keys: / search, j and k or ↓ and ↑ next and previous, Enter opens, Esc clears the search or closes",
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
        "这里没有运行脚本，不能筛选；下面是各问题本身，由它们引起的不列，严重的在前",
        "Without scripts nothing can be filtered; these are the findings themselves, not what follows from them, worst first",
    ),
    "no_script_more": (
        "另有 {n} 个没有列出；请用 --output-format full 或 csv 另存一份",
        "{n} more are not listed; write the report as full or csv",
    ),
    "skip": ("跳到问题", "skip to the findings"),
    "link": ("本条的链接", "link to this finding"),
    "copied": ("链接已复制", "link copied"),
    "no_match": ("没有符合筛选条件的问题", "No finding matches the filters"),
    "nothing": ("没有发现问题", "No findings"),
    "worst": ("问题最多的 {n} 张", "The {n} with the most findings"),
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
    "reset", "link", "copied", "no_match", "nothing",
)  # fmt: skip
"""The words that the script of the page uses, besides those for the severities."""


def word(key: str, lang: str, **values: object) -> str:
    """The word or sentence `key` in `lang`."""
    return said(_WORDS[key], lang, **values)


def script_words(lang: str) -> dict[str, str]:
    """The words for the script, `{fields}` unfilled."""
    own = {key: _WORDS[key][0 if lang == "zh" else 1] for key in SCRIPT_WORDS}
    return own | {str(severity): severity.label(lang) for severity in Severity}
