"""The findings and errors of a run as SARIF results and notifications."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import quote

from budgetcheck.model import Finding, Location, Related, ToolError
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.failures import failure_inside
from budgetcheck.reports.parts.phrases import listed, say
from budgetcheck.reports.parts.places import document_key, place, posix, role_label
from budgetcheck.reports.parts.safe import neutral, one_line
from budgetcheck.reports.sarif.line_hashes import LineHashes
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


class Told(NamedTuple):
    """What the results of one report have in common: the places of the rules among the descriptors, and what can be told of places.

    `texts` are the documents whose lines and spans count in the file itself, and not in a sheet or on a page;
    `paged` those that have several pages.
    """

    lang: str
    ranks: Mapping[str, int]
    with_baseline: bool
    texts: frozenset[tuple[str, int]]
    paged: frozenset[tuple[str, int]]
    lines: LineHashes


def result(finding: Finding, told: Told) -> dict[str, Any]:
    """One result."""
    lang, in_text = told.lang, document_key(finding) in told.texts
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": told.ranks.get(finding.rule, -1),
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, told)},
        "locations": [_location(finding, in_text)],
        "partialFingerprints": {
            "primaryLocationLineHash": _line_hash(finding, told.lines if in_text else None),
            "budgetcheck/v1": finding.fingerprint,
        },
    }
    related = [
        _related(finding.location, r, number, lang)
        for number, r in enumerate(finding.related[:_MOST_RELATED], 1)
    ]
    if related:
        made["relatedLocations"] = related
    if told.with_baseline:
        made["baselineState"] = "unchanged" if _baselined(finding) else "new"
    made["suppressions"] = _suppressions(finding, lang)
    made["properties"] = _properties(finding)
    return made


def _line_hash(finding: Finding, lines: LineHashes | None) -> str:
    """What GitHub knows the alert by: the hash of its line in a text, else what we know the finding by.

    NOTE: a line of a workbook or a PDF, read as text, is another one after every saving.
    """
    where = finding.location
    found = lines.of(where.file, where.line or 1) if lines else None
    return found or f"{finding.fingerprint}:1"


def _baselined(finding: Finding) -> bool:
    return finding.suppressed is not None and finding.suppressed.kind is SuppressionKind.BASELINE


def _suppressions(finding: Finding, lang: str) -> list[dict[str, Any]]:
    found = finding.suppressed
    if found is None:
        return []
    reason = neutral(found.reason) or found.kind.label(lang)
    return [{"kind": "external", "status": "accepted", "justification": reason}]


def _message(finding: Finding, told: Told) -> str:
    """What is wrong, where a line number cannot say it, and what explains it."""
    lang, key = told.lang, document_key(finding)
    parts = [neutral(finding.message.get(lang))]
    if key not in told.texts:
        parts.append(place(finding.location, lang, with_file=False, with_page=key in told.paged))
    parts.append(short_explanation(finding, lang))
    # NOTE: brackets are text here, unless they would make a link.
    shown = [part.replace("[", "\\[") if "](" in part else part for part in parts]
    return "\n".join(filter(None, (*shown, _links(finding, lang))))


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
    # NOTE: GitHub shows no result without a line; one that concerns the whole file is shown at its head.
    region = {"startLine": 1} if where.line is None else _region(finding, in_text)
    physical = {"artifactLocation": artifact_location(where.file), "region": region}
    names = [
        {"name": one_line(name), "kind": kind}
        for name, kind in ((where.department, "module"), (where.unit, "namespace"), (where.project, "member"))
        if name
    ]
    if where.cell and not in_text:
        names.append({"name": one_line(where.cell), "fullyQualifiedName": _cell(where), "kind": "element"})
    return {"physicalLocation": physical, **({"logicalLocations": names} if names else {})}


def _cell(where: Location) -> str:
    """The address of the cell in its file: Sheet1!C7."""
    return one_line(f"{where.sheet}!{where.cell}" if where.sheet else str(where.cell))


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
    made: dict[str, Any] = {
        "descriptor": {"id": f"budgetcheck/{error.kind}"},
        "level": "error",
        "message": {"text": neutral(failure_inside(error, lang))},
    }
    if error.kind == "input":
        made["locations"] = [{"physicalLocation": {"artifactLocation": artifact_location(error.subject)}}]
    else:
        made["associatedRule"] = {"id": error.subject}
    if error.detail:
        made["exception"] = {"message": neutral(error.detail)}
    return made


def left_out(total: int, kept: int, lang: str) -> dict[str, Any]:
    """The note that not all findings are in the file, and which they are."""
    text = say("sarif_capped", lang, kept=f"{kept:,}", total=f"{total:,}")
    return {"descriptor": {"id": "budgetcheck/capped"}, "level": "warning", "message": {"text": text}}


def not_shown(most: int, lang: str) -> dict[str, Any]:
    """The note that GitHub shows no more than `most` of the findings in the file."""
    text = say("sarif_not_shown", lang, most=f"{most:,}")
    return {"descriptor": {"id": "budgetcheck/capped"}, "level": "note", "message": {"text": text}}
