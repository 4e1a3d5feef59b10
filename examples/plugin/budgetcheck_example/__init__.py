"""Plugins for budgetcheck: tables in Markdown, a check for round amounts, a report of counts."""
