"""Bytes to `Grid`: every cell with its place in the original, nothing interpreted, nothing dropped."""

from budgetcheck.readers.load import MAX_BYTES, missing
from budgetcheck.readers.read import MAX_CELLS, NOT_YET, SUFFIXES, read

__all__ = ["MAX_BYTES", "MAX_CELLS", "NOT_YET", "SUFFIXES", "missing", "read"]
