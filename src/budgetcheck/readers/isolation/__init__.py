"""Readers of binary formats in a process of their own, with limits on its time, memory and output."""

from budgetcheck.readers.isolation.client import end_reading, read_apart

__all__ = ["end_reading", "read_apart"]
