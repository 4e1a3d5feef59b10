"""Near-duplicates are found without comparing all with all, and the same ones whatever the order."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from budgetcheck.checks.letters import Letters
from budgetcheck.checks.neighbours import neighbours, plain_texts, sets_of, together

AT_LEAST = 75


def wording(random: Random, length: int = 60) -> str:
    return "".join(chr(random.randrange(0x4E00, 0x9F00)) for _ in range(length))


def found(texts: list[str], scope: list[int] | None = None, at_least: float = AT_LEAST):
    numbers = np.array(scope if scope is not None else [0] * len(texts), dtype=np.int64)
    return neighbours(plain_texts(texts), numbers, at_least=at_least, shortest=12)


def with_copies(size: int, seed: int = 1) -> tuple[list[str], list[tuple[int, int]]]:
    """Texts of their own, every tenth one a copy of the one before with a few characters changed."""
    random = Random(seed)
    texts = [wording(random) for _ in range(size)]
    planted = [(copy - 1, copy) for copy in range(1, size, 10)]
    for original, copy in planted:
        at = random.randrange(50)
        texts[copy] = texts[original][:at] + "改了几字" + texts[original][at + 5 :]
    return texts, planted


def test_every_planted_copy_is_found_and_nothing_else():
    texts, planted = with_copies(400)
    assert [(p.one, p.other) for p in found(texts).pairs] == planted


def test_what_is_found_is_alike_and_what_is_alike_is_found():
    random = Random(3)
    clauses = [wording(random, 18) for _ in range(9)]
    texts = ["，".join(random.sample(clauses, 4)) for _ in range(60)]
    pairs = {(p.one, p.other): p.score for p in found(texts).pairs}
    plain = plain_texts(texts).texts
    alike = {(a, b) for a, b in combinations(range(60), 2) if fuzz.ratio(plain[a], plain[b]) >= AT_LEAST}
    tied = {member: n for n, (members, _) in enumerate(sets_of(pairs)) for member in members}
    met = sum(tied.get(a, -1) == tied.get(b, -2) for a, b in alike)
    assert met >= 0.9 * len(alike) > 0, "texts put together from a few phrases are the hardest"
    assert all(score >= AT_LEAST for score in pairs.values())


def test_comparisons_grow_with_the_number_of_texts_and_not_with_its_square():
    small, large = (found(with_copies(size)[0]).compared / size for size in (500, 4000))
    assert large <= 2 * small + 1


def test_a_phrase_that_all_texts_share_makes_no_crowd_of_comparisons():
    random = Random(5)
    phrase = wording(random, 30)
    texts = [phrase + wording(random, 30) for _ in range(600)]
    assert found(texts).compared <= 40 * len(texts)


def test_a_hundred_copies_are_one_set():
    random = Random(7)
    text = wording(random)
    texts = [text[:20] + wording(random, 3) + text[23:] for _ in range(100)]
    assert [
        len(members) for members, _ in sets_of({(p.one, p.other): p.score for p in found(texts).pairs})
    ] == [100]


def test_texts_of_different_scopes_are_never_compared():
    text = wording(Random(9))
    assert found([text, text, text[:-2]], [0, 1, 2]).pairs == []
    assert found([text, text, text[:-2]], [0, 1, 1]).pairs[0][:2] == (1, 2)


def test_a_long_text_within_another_is_found_and_a_short_one_is_not():
    random = Random(11)
    part, more = wording(random, 60), wording(random, 60)
    assert [p.score for p in found([part, part + more]).pairs] == [100.0]
    assert found([part[:30], part[:30] + more]).pairs == []


def test_marks_and_blanks_do_not_count():
    held = plain_texts(["保障运行，及时 抢修。", "", "（保障运行）及时抢修！"])
    assert held.texts == ["保障运行及时抢修", "", "保障运行及时抢修"]


@pytest.mark.parametrize("length", [11, 12])
def test_the_shortest_text_that_is_compared_has_twelve_characters(length):
    text = wording(Random(13), length)
    assert bool(found([text, text]).pairs) is (length >= 12)


def test_no_texts_give_nothing():
    assert found([]).pairs == []
    assert found(["", ""]).pairs == []


@example(["", "\0"])
@given(st.lists(st.text(max_size=30), max_size=12))
def test_equal_texts_and_only_they_share_a_hash(texts):
    numbers = Letters.of(texts).hashes.tolist()
    assert [a == b for a, b in combinations(numbers, 2)] == [a == b for a, b in combinations(texts, 2)]


@given(st.lists(st.integers(0, 5), max_size=40))
def test_owners_of_one_key_are_paired_once_and_in_order(keys):
    owners = np.arange(len(keys))
    pairs = together(np.array(keys, dtype=np.uint64), owners)
    wanted = [(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] == keys[b]]
    assert pairs == sorted(set(pairs))
    assert set(pairs) <= set(wanted)
    if all(keys.count(key) <= 16 for key in keys):
        assert pairs == wanted


def test_letters_and_digits_are_compared_and_the_signs_next_to_them_are_not():
    assert plain_texts(["/09:@AZ[`az{"]).texts == ["09AZaz"]
