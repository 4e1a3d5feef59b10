"""`sarif`: the report in SARIF 2.1.0, for code scanning and editors."""

from budgetcheck.reports.sarif.log import sarif_chunks

__all__ = ["sarif_chunks"]
