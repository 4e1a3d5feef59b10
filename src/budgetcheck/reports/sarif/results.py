"""The findings and errors of a run as SARIF results and notifications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from budgetcheck.model import Finding, Location, Related, ToolError
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.phrases import half, listed, say
from budgetcheck.reports.parts.places import place, posix, role_label
from budgetcheck.reports.parts.safe import neutral, one_line
from budgetcheck.reports.sarif.rules import LEVELS
from budgetcheck.terms import SuppressionKind

_MOST_RELATED = 100  # GitHub shows no more
_MOST_LINKED = 10
_NO_BRACKETS = str.maketrans("[]()", "（）（）")


def uri(file: str) -> str:
    """The file as a URI: relative where the path is, percent-encoded.

    >>> uri("tables/某局.txt"), uri("/a b.txt"), uri("a\\\\b.txt")
    ('tables/%E6%9F%90%E5%B1%80.txt', 'file:///a%20b.txt', 'a/b.txt')
    """
    path = quote(posix(file).encode("utf-8", "surrogatepass"))
    if path[1:4] == "%3A/":
        return f"file:///{path[0]}:{path[4:]}"
    return f"file://{path}" if PurePath(file).is_absolute() else path


def artifact_location(file: str) -> dict[str, Any]:
    """Where the file is, counted from the root of the checkout when the path is relative."""
    found = uri(file)
    return {"uri": found} if found.startswith("file:") else {"uri": found, "uriBaseId": "%SRCROOT%"}


def result(finding: Finding, index: int, lang: str, *, with_baseline: bool, in_text: bool) -> dict[str, Any]:
    """One result; `index` is the place of its rule among the descriptors.

    `in_text` says that its line and span count in the file itself, and not in a sheet or on a page.
    """
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, lang, in_text)},
        "locations": [_location(finding, in_text)],
        "partialFingerprints": {
            # NOTE: GitHub tells alerts apart by this one key; it need not be a hash of the line.
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
            "budgetcheck/v1": finding.fingerprint,
        },
    }
    related = [
        _related(finding.location, r, number, lang)
        for number, r in enumerate(finding.related[:_MOST_RELATED], 1)
    ]
    if related:
        made["relatedLocations"] = related
    if with_baseline:
        made["baselineState"] = "unchanged" if _baselined(finding) else "new"
    made["suppressions"] = _suppressions(finding, lang)
    made["properties"] = _properties(finding)
    return made


def _baselined(finding: Finding) -> bool:
    return finding.suppressed is not None and finding.suppressed.kind is SuppressionKind.BASELINE


def _suppressions(finding: Finding, lang: str) -> list[dict[str, Any]]:
    found = finding.suppressed
    if found is None:
        return []
    reason = neutral(found.reason) or found.kind.label(lang)
    return [{"kind": "external", "status": "accepted", "justification": reason}]


def _message(finding: Finding, lang: str, in_text: bool) -> str:
    """What is wrong, where a line number cannot say it, and what explains it."""
    parts = [neutral(finding.message.get(lang))]
    if not in_text:
        parts.append(place(finding.location, lang, with_file=False))
    parts.append(short_explanation(finding, lang))
    # NOTE: brackets are text here, unless they would make a link.
    told = [part.replace("[", "\\[") if "](" in part else part for part in parts]
    return "\n".join(filter(None, (*told, _links(finding, lang))))


def _links(finding: Finding, lang: str) -> str:
    """The first related places as links, by their numbers: GitHub shows those that a message names, and no others."""
    if not finding.related:
        return ""
    links = listed(
        (
            f"[{_named(finding.location, other, lang)}]({number})"
            for number, other in enumerate(finding.related[:_MOST_LINKED], 1)
        ),
        lang,
    )
    more = len(finding.related) - _MOST_LINKED
    rest = (" " + say("more", lang, n=more)) if more > 0 else ""
    return f"{say('see', lang)} {links}{rest}"


def _named(where: Location, other: Related, lang: str) -> str:
    spot = Location(where.file, where.document, line=other.line, column=other.column)
    named = f"{role_label(other.role, lang)} {place(spot, lang, with_file=False)}".strip()
    return named.translate(_NO_BRACKETS)


def _location(finding: Finding, in_text: bool) -> dict[str, Any]:
    where = finding.location
    physical: dict[str, Any] = {"artifactLocation": artifact_location(where.file)}
    if where.line is not None:
        physical["region"] = _region(finding, in_text)
    names = [
        {"name": one_line(name), "kind": kind}
        for name, kind in ((where.department, "module"), (where.unit, "namespace"), (where.project, "member"))
        if name
    ]
    return {"physicalLocation": physical, **({"logicalLocations": names} if names else {})}


def _region(finding: Finding, in_text: bool) -> dict[str, Any]:
    where = finding.location
    region: dict[str, Any] = {"startLine": where.line}
    if not in_text:
        return region
    if where.span is None:
        return region if not where.end_line else {**region, "endLine": where.end_line}
    region |= {"startColumn": where.span[0] + 1, "endColumn": where.span[1] + 1}
    quoted = finding.excerpt
    if quoted is not None and quoted.end - quoted.start == where.span[1] - where.span[0] > 0:
        region["snippet"] = {"text": quoted.text[quoted.start : quoted.end]}
    return region


def _related(where: Location, other: Related, number: int, lang: str) -> dict[str, Any]:
    role = role_label(other.role, lang)
    text = f"{role} {one_line(other.column)}" if other.column else role
    physical: dict[str, Any] = {"artifactLocation": artifact_location(where.file)}
    if other.line is not None:
        physical["region"] = {"startLine": other.line}
    return {"id": number, "physicalLocation": physical, "message": {"text": text}}


def _properties(finding: Finding) -> dict[str, Any]:
    where, until = finding.location, finding.suppressed and finding.suppressed.until
    given: Mapping[str, Any] = {
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "moneyUnit": finding.money_unit,
        "confidence": finding.confidence,
        "causedBy": finding.caused_by,
        "document": where.document,
        "page": where.page,
        "sheet": where.sheet,
        "cell": where.cell,
        "column": where.column,
        "indicator": where.indicator,
        "until": until.isoformat() if until else None,
    }
    return {key: neutral(v) if isinstance(v, str) else v for key, v in given.items() if v is not None}


def notification(error: ToolError, lang: str) -> dict[str, Any]:
    """What kept the tool from its work."""
    text = "\n".join(half(neutral(t), lang) for t in (error.message, error.remedy) if t)
    made: dict[str, Any] = {
        "descriptor": {"id": f"budgetcheck/{error.kind}"},
        "level": "error",
        "message": {"text": text},
    }
    if error.kind == "input":
        made["locations"] = [{"physicalLocation": {"artifactLocation": artifact_location(error.subject)}}]
    else:
        made["associatedRule"] = {"id": error.subject}
    if error.detail:
        made["exception"] = {"message": neutral(error.detail)}
    return made


def left_out(findings: Iterable[Finding], kept: int, lang: str) -> dict[str, Any]:
    """The note that not all findings are in the file, and which they are."""
    total = sum(1 for _ in findings)
    text = say("sarif_capped", lang, kept=f"{kept:,}", total=f"{total:,}")
    return {"descriptor": {"id": "budgetcheck/capped"}, "level": "warning", "message": {"text": text}}
