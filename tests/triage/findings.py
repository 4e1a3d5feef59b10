"""Findings made by hand, as the room triage sees them."""

from __future__ import annotations

from typing import Any

from budgetcheck.model import Bilingual, Finding, Location
from budgetcheck.terms import Severity


def finding(fingerprint: str = "00aabbccddee0011", rule: str = "ARI004", **place: Any) -> Finding:
    where = {"line": 12, "department": "某市水务局", "unit": "某市水务局", "project": "河道巡查经费", **place}
    return Finding(
        rule=rule,
        name="ari-row-sources",
        severity=Severity.ERROR,
        message=Bilingual("总计不符", "the total is off"),
        message_args={},
        location=Location(where.pop("file", "表/水务局.txt"), where.pop("document", 1), **where),
        fingerprint=fingerprint,
    )
