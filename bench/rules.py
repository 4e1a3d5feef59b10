"""What the rules cost: a table of a batch, one table alone, the dearest rules, and how it all grows."""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from bench.generate import text_of
from bench.lifelike import lifelike
from bench.measure import Figure, cpu, printed
from budgetcheck.api import load_rules
from budgetcheck.corpus import read_files
from budgetcheck.corpus.batches import BATCH_FILES as BATCH
from budgetcheck.engine import Asked, Plan, bind, validate

TABLES, PROJECTS, FAULTY = 2_000, 40, 0.1
DEAREST = 10
RULES, DRAWS = 150, 5
# NOTE: imports are not counted, and pandera imports half of itself at its first use; what our own first
# call makes once for the life of a process is counted.
_ALONE = """
import sys, time
from budgetcheck import api, corpus
import pandas, pandera.pandas
pandera.pandas.DataFrameSchema({}).validate(pandas.DataFrame())
text = sys.stdin.buffer.read()
start = time.process_time()
corpus.validate_files([text], api.load_rules(pack="strict"))
print(time.process_time() - start)
"""


def run() -> Iterator[Figure]:
    """Milliseconds a table for reading and for rules over 2,000 tables; seconds for one table alone."""
    plan = bind(load_rules(pack="strict"))
    texts = [text_of(t).encode() for t in lifelike(TABLES, PROJECTS, seed=11, faulty=FAULTY)]
    yield from _alone(texts[0])
    _batch(plan, texts[:20])  # the word lists and pandas are loaded outside the clock
    yield from _corpus(plan, texts)
    yield from _promised(plan, texts)
    yield from _growth(plan, texts)


def _alone(text: bytes) -> Iterator[Figure]:
    costs = [float(printed([sys.executable, "-c", _ALONE], text)) for _ in range(5)]
    yield Figure("one table, rule files and all, beyond imports", min(costs), "s", 0.5, note="CPU")


def _batch(plan: Plan, texts: Sequence[bytes]) -> tuple[float, float, dict[str, float], int]:
    """CPU seconds of reading and of rules, seconds by rule, and how many findings."""
    reading, (tables, _) = cpu(lambda: read_files(texts))
    # NOTE: why sums fail is searched for behind the rules, document by document; `python -m bench diagnosis` has its cost.
    rules, result = cpu(lambda: validate(tables, plan, Asked(explanation_seconds=0)))
    if result.tool_errors:
        raise RuntimeError(f"a rule crashed: {result.tool_errors[0].detail}")
    spent: dict[str, float] = defaultdict(float)
    for timing in result.timings:
        spent[timing.subject if timing.kind == "rule" else f"({timing.kind}: {timing.subject})"] += (
            timing.seconds
        )
    return reading, rules, spent, len(result.findings)


def _corpus(plan: Plan, texts: Sequence[bytes]) -> Iterator[Figure]:
    runs = [_batch(plan, texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    per_table = 1000 / len(texts)
    found = sum(run[3] for run in runs)
    yield Figure(
        "reading, a table", sum(run[0] for run in runs) * per_table, "ms", note=f"{len(texts):,} tables"
    )
    rules, note = sum(run[1] for run in runs) * per_table, f"{len(plan.bound)} rules, {found:,} findings"
    yield Figure("all rules, a table", rules, "ms", note=note)
    spent: dict[str, float] = defaultdict(float)
    for subject, seconds in (item for run in runs for item in run[2].items()):
        spent[subject] += seconds
    for subject, seconds in sorted(spent.items(), key=lambda item: -item[1])[:DEAREST]:
        share = seconds / sum(spent.values())
        yield Figure(f"  {subject}, a table", seconds * per_table, "ms", note=f"{share:.1%}")


def _promised(plan: Plan, texts: Sequence[bytes]) -> Iterator[Figure]:
    """The promise speaks of 150 rules, of which there are more by now: several draws, none of them chosen."""
    costs = []
    for seed in range(DRAWS):
        drawn = Random(seed).sample([bound.rule for bound in plan.bound], RULES)
        part = plan.part(drawn)
        runs = [_batch(part, texts[at : at + BATCH])[1] for at in range(0, len(texts), BATCH * DRAWS)]
        costs.append(1000 * sum(runs) / (BATCH * len(runs)))
    spread = f"{RULES} rules drawn {DRAWS} times: {min(costs):.2f} to {max(costs):.2f}"
    yield Figure("150 rules, a table", statistics.mean(costs), "ms", 5, note=spread)


def _growth(plan: Plan, texts: Sequence[bytes]) -> Iterator[Figure]:
    """A table of a batch eight times as large costs no more."""
    small = statistics.median(_batch(plan, texts[at : at + 50])[1] for at in (0, 50, 100))
    large = _batch(plan, texts[:400])[1]
    yield Figure(
        "rules, time a table: 400 at once over 50", large / 8 / small, "times", 1.3, note="1 is linear"
    )
