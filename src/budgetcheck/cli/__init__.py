"""Arguments in, exit code out."""

from budgetcheck.cli.main import main

__all__ = ["main"]
