"""Strategies for reports with any findings, whose texts are as hostile as texts can be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import strategies as st
from tests.reports import samples

from budgetcheck.model import Bilingual, Excerpt, Finding, Location, Report, Suppression, ToolError
from budgetcheck.terms import Severity, SuppressionKind

HOSTILE = (
    "::error::x", "a\nb\r\nc", "100%25", "\u202e倒\u2066", "\x1b[31m红\x1b[0m", "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "|a|b|", "`x`", "]]>", "\x00", "\ud800", "&amp;", "'",
    '"', "普通文字", "",
)  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))
FILES = ("a/甲局.txt", "b c.txt", "d,e:f%.txt")


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    rule = draw(st.sampled_from(samples.RULES))
    quoted = draw(texts)
    start = draw(st.integers(0, 400))
    span = (start, start + len(quoted)) if quoted else None
    suppressed = draw(st.none() | st.builds(Suppression, st.sampled_from(list(SuppressionKind)), texts))
    line = draw(st.none() | st.integers(1, 10**6))
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=Bilingual(draw(texts), draw(texts)),
        message_args={"x": draw(texts)},
        location=Location(
            draw(st.sampled_from(FILES)), draw(st.integers(1, 2)), line=line, end_line=line,
            column=draw(st.none() | texts), span=span if line else None, department=draw(texts), unit=draw(texts),
            project=draw(texts), sheet=draw(st.none() | texts), cell=draw(st.none() | st.just("D12")),
        ),
        fingerprint=f"{draw(st.integers(0, 2**64 - 1)):016x}",
        suppressed=suppressed,
        excerpt=Excerpt(quoted, 0, len(quoted)),
    )  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> Report:
    found = tuple(draw(st.lists(findings(), max_size=12)))
    keys = sorted({(f, d) for f in FILES for d in (1, 2)})
    errors = tuple(
        ToolError("input", draw(texts) or "x", draw(texts), draw(texts))
        for _ in range(draw(st.integers(0, 2)))
    )
    return replace(
        samples.faulty(),
        findings=found,
        documents=tuple(_record(key, found) for key in keys),
        tool_errors=errors,
        tallies=tuple(
            replace(
                tally,
                shown=sum(f.rule == tally.rule and f.suppressed is None for f in found),
                suppressed=sum(f.rule == tally.rule and f.suppressed is not None for f in found),
            )
            for tally in samples.faulty().tallies
        ),
    )


def _record(key: tuple[str, int], found: tuple[Finding, ...]) -> object:
    here = [f for f in found if (f.location.file, f.location.document) == key]
    counts = Counter(str(f.severity) for f in here if f.suppressed is None)
    return samples.record(
        *key,
        department="某局",
        findings={str(s): counts[str(s)] for s in Severity},
        suppressed=sum(f.suppressed is not None for f in here),
    )
