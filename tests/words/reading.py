"""What the text room says of a short text under given word lists, as one line that can be compared."""

from __future__ import annotations

from budgetcheck.text import (
    Words,
    is_bad_event,
    is_bad_rate,
    is_bounded_rate,
    measured,
    parse_target_value,
    split_items,
    value_in_name,
)


def value(text: str, words: Words, name: str = "任务情况") -> str:
    """A target value."""
    read = parse_target_value(text, name, words)
    bounds = f"{read.low}..{read.high}"
    return " ".join(
        map(
            str,
            (
                read.value_class,
                read.comparator,
                bounds,
                read.unit or "-",
                read.base_unit or "-",
                "/".join(read.labels),
                *sorted(read.flags),
            ),
        )
    ).strip()


def name(text: str, words: Words) -> str:
    """An indicator's name, and a bare multiplier read under it."""
    asked = {"share": is_bounded_rate, "bad": is_bad_event, "bad rate": is_bad_rate}
    kinds = [label for label, ask in asked.items() if ask(text, words)]
    inside = value_in_name(text, words)
    return f"{measured(text, words)} {' '.join(kinds)} {inside or ''} {value('90亿', words, text)}".strip()


def cell(text: str, words: Words) -> str:
    """A packed cell."""
    return "; ".join(
        f"{item.category} {item.category_known} {item.level2} {item.name} {item.label} {item.value_text}"
        for item in split_items(text, words=words).items
    )


READ = {"value": value, "name": name, "cell": cell}
