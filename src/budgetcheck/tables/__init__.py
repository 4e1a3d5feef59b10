"""`Grid` to frames: header, pages, logical rows, row kinds, values, every repair on record."""

from budgetcheck.tables.assembly import assemble
from budgetcheck.tables.layouts.mapping import LayoutMap, layout_map

__all__ = ["LayoutMap", "assemble", "layout_map"]
