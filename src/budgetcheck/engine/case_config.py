"""Cases of rules that judge a configuration: a whole run over the case's table, then the rule on its ignores."""

from __future__ import annotations

import tomllib
from datetime import date

from budgetcheck import rulefiles
from budgetcheck.engine.bind import Plan, bind
from budgetcheck.engine.run import Result, validate
from budgetcheck.frames import Tables
from budgetcheck.model import Case
from budgetcheck.triage import Ignores, Run, entry_lines, parse_ignores
from budgetcheck.triage.frame import ignores_tables

FILE = "budgetcheck.toml"


def configured(case: Case, tables: Tables, plan: Plan) -> Result:
    """What the rule of `plan` says of the case's configuration, after the rules it names ran over `tables`.

    Raises:
        UsageError: the configuration is wrong.
    """
    entries = tomllib.loads(case.config)["ignores"]
    ignores = parse_ignores(entries, FILE, entry_lines(case.config))
    rules = rulefiles.load(select=case.select or [entry.rule for entry in ignores])
    judged = Ignores.of(ignores, rules, case.today or date.min)
    result = validate(tables, bind(rules))
    documents = tuple((record.file, record.department) for record in result.documents)
    run = Run(frozenset(rule.id for rule in rules), documents, ())
    _, fits = judged.mark(result.findings)
    return validate(ignores_tables(judged, fits, run), plan)
