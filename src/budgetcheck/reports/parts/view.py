"""What the reader of a report asked to see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """How a report is to be shown.

    Attributes:
        lang: `zh` or `en`.
        show_notes: list findings of severity note too; they are counted in any case.
        max_per_rule: at most this many findings per rule are listed, 0 for all, None for the
            format's own habit; counts are never cut.
        verbose: every rule in the summary, tracebacks of crashed rules.
        quiet: findings only, no summary.
        statistics: what checking cost, too.
        show_suppressed: list findings that an ignore or the baseline suppresses, too.
    """

    lang: str = "zh"
    show_notes: bool = False
    max_per_rule: int | None = None
    verbose: bool = False
    quiet: bool = False
    statistics: bool = False
    show_suppressed: bool = False

    def cap(self, habit: int, total: int) -> int:
        """How many of a rule's `total` findings to list, where the format's habit is `habit`.

        NOTE: a habit gives way by half before it hides anything; a line that says "1 more" costs as much
        as the one. What the user asked for holds to the letter.
        """
        if self.max_per_rule is None:
            return total if total <= habit + habit // 2 else habit
        return self.max_per_rule or total
