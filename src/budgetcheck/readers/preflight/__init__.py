"""A look at a container before any library opens it: what no honest table needs is refused by name."""

from budgetcheck.readers.preflight.inspect import inspect

__all__ = ["inspect"]
