"""A report to console, JSON, JSON lines and notebook, one module each; clean tables to files."""

from budgetcheck.reports.concise import Concise
from budgetcheck.reports.console import Full
from budgetcheck.reports.grouped import Grouped
from budgetcheck.reports.json_report import (
    SCHEMA_VERSION,
    as_record,
    finding_record,
    json_schema,
    to_json,
    to_json_lines,
)
from budgetcheck.reports.notebook import to_html_fragment
from budgetcheck.reports.parts.view import View

__all__ = [
    "SCHEMA_VERSION",
    "Concise",
    "Full",
    "Grouped",
    "View",
    "as_record",
    "finding_record",
    "json_schema",
    "to_html_fragment",
    "to_json",
    "to_json_lines",
]
