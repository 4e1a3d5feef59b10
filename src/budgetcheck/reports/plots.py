"""Pictures of a report: findings by kind of rule, amounts by unit. Needs matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from budgetcheck.errors import UsageError, nearest
from budgetcheck.model import Report
from budgetcheck.reports.parts.phrases import family_name, said, say
from budgetcheck.terms import LineKind, MoneyUnit, Severity

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = ("families", "units")

_FONTS = [
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei", "WenQuanYi Zen Hei",
    "DejaVu Sans",
]  # fmt: skip
_COLOURS = {Severity.ERROR: "#b62324", Severity.WARNING: "#c98a00", Severity.NOTE: "#8aa4c1"}
_MOST_UNITS = 25
_OTHERS = ("其余 {n} 个单位", "{n} other units")


def plot(report: Report, kind: str = "families", lang: str = "zh", ax: Axes | None = None) -> Axes:
    """The axes with bars: `families` counts findings by kind of rule, `units` adds up projects by unit.

    Amounts are drawn in 万元; the sums themselves are exact, only the length of a bar is not.

    Raises:
        UsageError: no such kind, or matplotlib is not installed.
    """
    if kind not in KINDS:
        raise UsageError(f"plot 不能画「{kind}」 (no such plot){nearest(kind, KINDS)}")
    try:
        import matplotlib.pyplot as plt
    except ModuleNotFoundError:
        raise UsageError(
            "plot 需要 matplotlib：pip install 'budgetcheck[plot]' (plot needs matplotlib)"
        ) from None
    drawn = ax or plt.subplots(layout="constrained")[1]
    (_families if kind == "families" else _units)(report, drawn, lang)
    return drawn


def _families(report: Report, ax: Axes, lang: str) -> None:
    counts = report.count_families()
    names = [f"{family} {family_name(family, lang)}" for family in counts]
    left = [0] * len(counts)
    for severity in Severity:
        widths = [by[str(severity)] for by in counts.values()]
        ax.barh(names, widths, left=left, color=_COLOURS[severity], label=severity.label(lang))
        left = [a + b for a, b in zip(left, widths, strict=True)]
    if counts:
        ax.legend(frameon=False)
    _finish(ax, say("shown", lang))


def _units(report: Report, ax: Axes, lang: str) -> None:
    sums = _sums(report)
    ranked = sorted(sums, key=lambda unit: (-sums[unit], unit))
    bars = {unit: sums[unit] for unit in ranked[:_MOST_UNITS]}
    others = ranked[_MOST_UNITS:]
    if others:
        bars[said(_OTHERS, lang, n=f"{len(others):,}")] = sum(sums[unit] for unit in others)
    ax.barh(list(bars), [fen / MoneyUnit.WAN_YUAN.fen for fen in bars.values()], color="#4a6fa5")
    _finish(ax, MoneyUnit.WAN_YUAN.label(lang))


def _sums(report: Report) -> dict[str, int]:
    """Whole fen of the projects by unit; those under no unit under their department."""
    lines: Any = report.frames["lines"]
    projects = lines[(lines["kind"] == LineKind.PROJECT) & lines["total"].notna()]
    departments = report.frames["documents"].set_index("document")["department"]
    owners = projects["unit"].where(projects["unit"] != "", projects["document"].map(departments))
    sums: dict[str, int] = projects["total"].groupby(owners).sum().astype("int64").to_dict()
    return sums


def _finish(ax: Axes, label: str) -> None:
    ax.invert_yaxis()
    ax.set_xlabel(label)
    ax.spines[["top", "right"]].set_visible(False)
    legend = ax.get_legend()
    texts = [ax.xaxis.label, *ax.get_yticklabels(), *(legend.get_texts() if legend else ())]
    # NOTE: settings of matplotlib hold when a picture is drawn, which is later; the texts keep what they are given.
    for text in texts:
        text.set_fontfamily(_fonts())


def _fonts() -> list[str]:
    """The fonts with 中文 that are installed here, and one that always is."""
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    return [name for name in _FONTS if name in installed]
