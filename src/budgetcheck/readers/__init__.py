"""Bytes to `Grid`: every cell with its place in the original, nothing interpreted, nothing dropped."""

from budgetcheck.readers.load import MAX_BYTES, missing
from budgetcheck.readers.read import SUFFIXES, read

__all__ = ["MAX_BYTES", "SUFFIXES", "missing", "read"]
