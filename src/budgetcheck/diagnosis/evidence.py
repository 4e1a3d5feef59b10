"""What texts and pages say of a fault: how much likelier they are where it happened, as logarithms."""

from __future__ import annotations

import math

from budgetcheck.diagnosis.ledger import Ledger, Row
from budgetcheck.diagnosis.model import ErrorModel
from budgetcheck.terms import LineKind


class Evidence:
    """Likelihood ratios of what stands beside the amounts of one ledger."""

    def __init__(self, ledger: Ledger, model: ErrorModel) -> None:
        self._rows = ledger.rows
        self._texts = ledger.texts
        units = (row.name for row in ledger.rows if row.kind is LineKind.UNIT_TOTAL)
        self._endings = {name[-1] for name in units if name}
        self._log = {key: math.log(value) for key, value in model.evidence.items()}

    def cut(self, first: int, second: int) -> float:
        """That a page cut one row into these two neighbours."""
        above, below = self._rows[first], self._rows[second]
        log = self._page(above, below) + self._numbering(above, below)
        if above.opens or below.opens or not above.closes:
            log += self._log["text_goes_on"] if below.opens or not above.closes else 0.0
        else:
            log += self._log["text_complete"]
        return log + self._name(above, below)

    def may_be_cut(self, row: int) -> bool:
        """Whether anything but amounts says that this row and the next are one."""
        if row + 1 >= len(self._rows):
            return False
        above, below = self._rows[row], self._rows[row + 1]
        return self.cut(row, row + 1) > 0 or above.amounts == below.amounts

    def copy(self, first: int, second: int) -> float:
        """That the second of two rows with equal amounts is the first once more."""
        above, below = self._rows[first], self._rows[second]
        log = 0.0
        if above.name and below.name:
            log += self._log["same_name" if above.name == below.name else "other_name"]
        if self._texts and self._texts[first] and self._texts[second]:
            log += self._log["same_text" if self._texts[first] == self._texts[second] else "other_text"]
        return log + (self._log["next_to"] if second == first + 1 else 0.0)

    def subtotal(self, row: int) -> float:
        """That a row among projects is a unit's: its name ends as those of units do, or it does not."""
        if not self._endings or not self._rows[row].name:
            return 0.0
        return self._log["unit_name" if self._rows[row].name[-1] in self._endings else "other_than_units"]

    def doubt(self, row: int) -> float:
        """That a row whose reading is not sure is the wrong one."""
        return self._log["doubted"] if self._rows[row].confidence < 1 else 0.0

    @property
    def joined(self) -> float:
        """That a row which the reader joined from two is one row cut in two."""
        return self._log["rows_joined"]

    def _page(self, above: Row, below: Row) -> float:
        if below.first_on_page:
            return self._log["page_break"]
        known = above.page is not None and below.page is not None
        if known and above.page != below.page:
            return self._log["page_break"]
        return self._log["no_page_break" if known else "pages_unknown"]

    def _name(self, above: Row, below: Row) -> float:
        if not above.name:
            return 0.0
        if not below.name:
            return self._log["no_name"]
        return self._log["name_again" if above.name == below.name else "name_of_its_own"]

    def _numbering(self, above: Row, below: Row) -> float:
        last, first = above.numbers[1], below.numbers[0]
        if last is None or first is None:
            return 0.0
        return self._log["numbering_goes_on" if first == last + 1 else "numbering_restarts"]
