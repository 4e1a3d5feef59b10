"""Two tables of different years, or two reports, side by side: what came, went and changed."""

from budgetcheck.comparison.findings import ReportsComparison, compare_reports
from budgetcheck.comparison.tables import TablesComparison, compare_tables

__all__ = ["ReportsComparison", "TablesComparison", "compare_reports", "compare_tables"]
