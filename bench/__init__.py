"""Benchmarks: budgetcheck against peers, as ratios within one run."""
