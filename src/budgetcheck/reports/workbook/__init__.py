"""`xlsx`: the report as a workbook, with every table rebuilt and its faulty cells marked."""

from budgetcheck.reports.workbook.book import workbook_bytes

__all__ = ["workbook_bytes"]
