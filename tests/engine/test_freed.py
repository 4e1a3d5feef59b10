"""A batch is freed as soon as nobody holds it, without a search for cycles."""

import gc
import weakref

from tests.checks.packed import cell_of, tables

from budgetcheck.api import load_rules
from budgetcheck.engine import bind, validate


def test_nothing_that_rules_keep_with_a_batch_holds_the_batch():
    batch = tables([cell_of(("验收合格率", "≥95%"), ("培训场次", "4次"))] * 3)
    held = [weakref.ref(batch), *(weakref.ref(frame) for frame in (batch.lines, batch.indicators))]
    gc.disable()
    try:
        assert validate(batch, bind(load_rules(pack="strict").rules)).tool_errors == ()
        del batch
        assert [one() for one in held] == [None] * len(held)
    finally:
        gc.enable()
