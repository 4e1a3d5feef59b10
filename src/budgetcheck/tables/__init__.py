"""`Grid` to frames: header, pages, logical rows, row kinds, values, every repair on record."""

from budgetcheck.tables.assembly import assemble

__all__ = ["assemble"]
