"""What the findings of one place say, as the text of a note."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.model import Finding
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.phrases import say
from budgetcheck.reports.parts.safe import one_line

_MOST = 12


def told(findings: Sequence[Finding], lang: str) -> str:
    """A line per finding, the worst first, with the likeliest cause under those that have one."""
    ranked = sorted(findings, key=lambda f: -f.severity.rank)
    lines = []
    for finding in ranked[:_MOST]:
        head = f"{finding.severity.label(lang)} {finding.rule} {finding.message.get(lang)}"
        lines.append(one_line(head))
        if cause := short_explanation(finding, lang):
            lines.append(f"→ {one_line(cause)}")
    if len(ranked) > _MOST:
        lines.append(say("more", lang, n=len(ranked) - _MOST))
    return "\n".join(lines)
