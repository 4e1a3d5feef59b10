"""Grand totals, unit subtotals and projects, told apart by what their rows hold and by exact sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from budgetcheck.tables.odds import stated
from budgetcheck.tables.rows import Entry
from budgetcheck.tables.tree import Node, Siblings, demotable, flattened
from budgetcheck.terms import LineKind
from budgetcheck.text import Words
from budgetcheck.text.headings import bare_heading

_LONGEST_NAME = 60
_LOOK_BACK = 50
_LOOK_AHEAD = 500


class KindWords:
    """The names that mark totals."""

    def __init__(self, words: Words) -> None:
        self.grand = frozenset(map(bare_heading, words.row_words.get("grand_total", ())))
        self._of_which = tuple(map(bare_heading, words.row_words.get("of_which", ())))
        self._subtotal = tuple(map(bare_heading, words.row_words.get("subtotal", ())))
        self._unit_endings = tuple(words.row_words.get("unit_ending", ()))

    def is_grand(self, entry: Entry) -> bool:
        """Whether only a grand total has this name."""
        return bare_heading(entry.name[:_LONGEST_NAME]) in self.grand

    def is_subtotal(self, entry: Entry) -> bool:
        """Whether the name says that the row closes those above it."""
        name = entry.name[:_LONGEST_NAME]
        return bool(name) and (name.endswith(self._subtotal) or bare_heading(name) in self._subtotal)

    def is_of_which(self, entry: Entry) -> bool:
        """Whether the name says that the row shows a part of the one above once more."""
        return bool(self._of_which) and bare_heading(entry.name[:_LONGEST_NAME]).startswith(self._of_which)

    def is_total(self, entry: Entry) -> bool:
        """Whether the name alone says that the row is a total, or a part of one."""
        return self.is_total_name(entry.name) or self.is_of_which(entry)

    def is_total_name(self, name: str) -> bool:
        """Whether a total may be named so: 合计, 小计, or the name of a body."""
        bare = bare_heading(name[:_LONGEST_NAME])
        return bare in self.grand or bare.endswith(self._subtotal) or self.is_body(name)

    def is_body(self, name: str) -> bool:
        """Whether the name ends as names of bodies do."""
        return bare_heading(name[:_LONGEST_NAME]).endswith(self._unit_endings)


@lru_cache(maxsize=16)
def kind_words(words: Words) -> KindWords:
    """The names that mark totals, made once per word list."""
    return KindWords(words)


def tell_kinds(entries: Sequence[Entry], words: KindWords, *, given: bool = False) -> None:
    """Set `kind`, `parent` and `unit` of every row.

    Args:
        entries: the logical rows of one table.
        words: names that mark totals.
        given: the kinds are already set (an extracted table); only the tree is built.
    """
    roots = _grand_totals(entries, words, given)
    _parts_shown_again(entries, words, given)
    apart = (LineKind.GRAND_TOTAL, LineKind.OF_WHICH)
    nodes = _closed_by_subtotals([e for e in entries if e.kind not in apart], words, given)
    siblings = Siblings()
    for node in reversed(nodes):
        if node.undecided:
            _decide(node, siblings, words)
        siblings.push(node)
    tops = siblings.take(len(siblings.nodes))
    root = roots[0] if roots else None
    _assign(_balanced(tops, stated(root) if root else None), root, words)


def _decide(node: Node, siblings: Siblings, words: KindWords) -> None:
    """Find what a row without text is the total of, if it is one."""
    run, amount = siblings.run, node.amount
    if amount is None or (run and siblings.sum_of(run) == amount):
        node.lead(siblings.take(run), loose=False)
        return
    count = siblings.exact(amount, run + 1)
    if count:
        node.lead(siblings.take(count), loose=False)
        return
    rows = demotable(siblings, run, amount - siblings.sum_of(run))
    if rows:
        node.lead(flattened(siblings.take(run + rows)), loose=False)
        return
    _guess(node, siblings, words)


def _guess(node: Node, siblings: Siblings, words: KindWords) -> None:
    """Decide where no sum is exact: one of the figures is wrong, or the row is a project without text."""
    total = node.fixed or words.is_body(node.entry.name)
    if siblings.run:
        if total or node.weight >= siblings.most:
            node.lead(siblings.take(siblings.run), loose=True)
        return
    count = siblings.nearest(node.weight)
    if count or total:
        node.lead(siblings.take(count), loose=True)


def _balanced(tops: list[Node], printed: int | None) -> list[Node]:
    """The rows below the grand total; loose totals are mere rows if only that makes its sum exact."""
    loose = [node for node in tops if node.loose and not node.fixed]
    if not loose or printed is None or printed == sum(node.weight for node in tops):
        return tops
    added = sum(node.flat_weight() if node.loose and not node.fixed else node.weight for node in tops)
    return flattened(tops) if added == printed else tops


def _assign(tops: Sequence[Node], root: Entry | None, words: KindWords) -> None:
    """Hand kind, parent and unit name down the tree."""
    waiting = [(node, root, "") for node in tops]
    while waiting:
        node, parent, unit = waiting.pop()
        entry = node.entry
        entry.kind, entry.parent, entry.unit = node.kind, parent, unit
        below = unit if words.is_subtotal(entry) else entry.name
        waiting += [(child, entry, below) for child in node.children]


def _grand_totals(entries: Sequence[Entry], words: KindWords, given: bool) -> list[Entry]:
    if given:
        return [entry for entry in entries if entry.kind is LineKind.GRAND_TOTAL]
    ends = [entries[0], entries[-1]] if len(entries) > 1 else list(entries)
    roots = [entry for entry in ends if not entry.has_text and words.is_grand(entry)]
    for entry in roots:
        entry.kind = LineKind.GRAND_TOTAL
    return roots


def _parts_shown_again(entries: Sequence[Entry], words: KindWords, given: bool) -> None:
    """Tell the rows that list parts of the row above them, which are in no sum.

    NOTE: only the first part need say 其中; the rows behind it go on with the list while they have no text
    and the list does not pass the row above, if it comes to that row's amount exactly.
    """
    whole: Entry | None = None
    for position, entry in enumerate(entries):
        if given:
            listed = entry.kind is LineKind.OF_WHICH
        else:
            listed = entry.kind is LineKind.PROJECT and not entry.has_text and words.is_of_which(entry)
        if listed and whole is not None:
            parts = [entry] if given else _list_of(entries[position : position + _LOOK_BACK], whole)
            for part in parts:
                part.kind, part.parent = LineKind.OF_WHICH, whole
        elif entry.kind is not LineKind.OF_WHICH:
            whole = entry


def _list_of(entries: Sequence[Entry], whole: Entry) -> Sequence[Entry]:
    added = 0
    for count, entry in enumerate(entries, 1):
        if entry.has_text or entry.kind is not LineKind.PROJECT:
            break
        added += stated(entry) or 0
        if added == stated(whole):
            return entries[:count]
    return entries[:1]


def _closed_by_subtotals(entries: Sequence[Entry], words: KindWords, given: bool) -> list[Node]:
    """A node per row; rows that a 小计 behind them closes are already its children."""
    nodes: list[Node] = []
    for position, entry in enumerate(entries):
        known = given and entry.kind is LineKind.UNIT_TOTAL
        undecided = known if given else not entry.has_text
        node = Node(entry, stated(entry), undecided=undecided, fixed=known)
        if undecided and (words.is_subtotal(entry) or (not given and words.is_grand(entry))):
            node.fixed, node.kind = True, LineKind.UNIT_TOTAL
            closed = _closed(nodes, node.weight, entries[position + 1 : position + 1 + _LOOK_AHEAD])
            if closed:
                # NOTE: a total that has its rows takes part in the sums above it like a project.
                node.children, node.undecided = closed, False
        nodes.append(node)
    return nodes


def _closed(nodes: list[Node], amount: int, following: Sequence[Entry]) -> list[Node]:
    """Remove from `nodes` and return the rows that a 小计 of `amount` closes; none when it opens a run."""
    count = 0
    while count < len(nodes) and not nodes[-1 - count].undecided and not nodes[-1 - count].fixed:
        count += 1
    if count:
        added = sum(node.weight for node in nodes[len(nodes) - count :])
        if added != amount and run_of(following) == amount:
            return []
    else:
        count = _exact_back(nodes, amount)
    closed = nodes[len(nodes) - count :]
    del nodes[len(nodes) - count :]
    return closed


def _exact_back(nodes: list[Node], amount: int) -> int:
    added = 0
    for back in range(1, min(len(nodes), _LOOK_BACK) + 1):
        added += nodes[-back].weight
        if added == amount:
            return back
    return 0


def run_of(entries: Iterable[Entry]) -> int:
    """What the rows with text add up to, up to the next one without."""
    added = 0
    for entry in entries:
        if not entry.has_text:
            break
        added += stated(entry) or 0
    return added
