from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.triage.findings import finding

from budgetcheck.errors import ConfigurationError
from budgetcheck.model import Ignore, RuleSet
from budgetcheck.terms import IgnoreReach
from budgetcheck.triage import Ignores, Run

KNOWN = RuleSet((), known={"ARI004": "ari-row-sources", "ARI001": "ari-grand-total", "NUM001": "num-missing"})
TODAY = date(2025, 6, 30)


def entry(rule: str = "ARI004", **keys: Any) -> Ignore:
    return Ignore(keys.pop("reason", "已说明"), rule=rule, source="budgetcheck.toml", **keys)


def ignores(*entries: Ignore) -> Ignores:
    return Ignores.of(entries, KNOWN, TODAY)


@pytest.mark.parametrize("rule", ["ARI004", "ari004", "ari-row-sources", "ARI", "ARI0"])
@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"fingerprint": "00aabb"},
        {"file": "表/水务局.txt"},
        {"file": "水务局.txt"},
        {"file": "表/*"},
        {"file": "./表/水务局.txt"},
        {"department": "某市水务局"},
        {"department": "*水务局", "unit": "某市 水务局"},
        {"project": "河道巡查经费"},
        {"project": "河道*"},
        {"indicator": "巡查次数（次）"},
        {"indicator": "巡查??*"},
    ],
    ids=str,
)
def test_a_finding_is_fitted_by_rule_and_every_key_given(rule: str, keys: dict[str, str]) -> None:
    marked, fits = ignores(entry(rule, **keys)).mark([finding(indicator_name="巡查次数(次)")])
    assert marked[0].suppressed is not None
    assert (marked[0].suppressed.kind, marked[0].suppressed.reason) == ("ignored", "已说明")
    assert fits == {0: 1}


@pytest.mark.parametrize(
    "keys",
    [
        {"rule": "ARI001"},
        {"rule": "NUM"},
        {"fingerprint": "aabbcc"},
        {"file": "务局.txt"},
        {"file": "别处/*"},
        {"department": "水务局"},
        {"project": "河道巡查经费", "unit": "另一单位"},
        {"indicator": "巡查次数"},
    ],
    ids=str,
)
def test_one_key_that_does_not_fit_is_enough(keys: dict[str, str]) -> None:
    marked, fits = ignores(entry(**keys)).mark([finding()])
    assert marked == [finding()]
    assert not fits


def test_brackets_in_a_name_are_taken_as_they_stand() -> None:
    marked, _ = ignores(entry(project="运维[一期]")).mark([finding(project="运维[一期]")])
    assert marked[0].suppressed is not None


def test_the_first_that_has_not_expired_gives_the_reason_and_all_that_fit_are_counted() -> None:
    old = entry(reason="旧", until=date(2025, 6, 29))
    new = entry(reason="新", until=TODAY)
    marked, fits = ignores(old, new, entry(reason="又")).mark([finding()])
    assert marked[0].suppressed is not None
    assert (marked[0].suppressed.reason, marked[0].suppressed.until) == ("新", TODAY)
    assert fits == {0: 1, 1: 1, 2: 1}


def test_an_expired_ignore_suppresses_nothing() -> None:
    marked, fits = ignores(entry(until=date(2025, 6, 29))).mark([finding()])
    assert marked == [finding()]
    assert fits == {0: 1}


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match=r"ari-row-source」.*是否指「ari-row-sources」"):
        ignores(entry("ari-row-source"))


@pytest.mark.parametrize(
    ("keys", "run", "reach"),
    [
        ({}, {}, IgnoreReach.READ),
        ({"file": "水务局.txt"}, {}, IgnoreReach.READ),
        ({"file": "民政局.txt"}, {}, IgnoreReach.UNREAD),
        ({"department": "某市民政局"}, {}, IgnoreReach.UNREAD),
        ({"rule": "NUM001"}, {}, IgnoreReach.UNREAD),
        ({"rule": "ARI"}, {}, IgnoreReach.UNSURE),
        ({}, {"unreadable": ("坏.txt",)}, IgnoreReach.UNSURE),
        ({"file": "水务局.txt"}, {"unreadable": ("坏.txt",)}, IgnoreReach.READ),
        ({"file": "坏.txt"}, {"unreadable": ("坏.txt",)}, IgnoreReach.UNSURE),
        ({"department": "某市民政局"}, {"unreadable": ("坏.txt",)}, IgnoreReach.UNSURE),
    ],
    ids=str,
)
def test_whether_a_run_could_have_met_it(
    keys: dict[str, str], run: dict[str, Any], reach: IgnoreReach
) -> None:
    looked_at = {
        "rules": frozenset({"ARI004"}),
        "documents": (("表/水务局.txt", "某市水务局"),),
        "unreadable": (),
    }
    assert ignores(entry(**keys)).reach(0, Run(**{**looked_at, **run})) is reach
