from __future__ import annotations

import io
import pickle
import tracemalloc
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck import errors
from budgetcheck.model import Cell, Glyphs, Grid, Row, Source
from budgetcheck.readers.interface import Request
from budgetcheck.readers.isolation import packing
from budgetcheck.readers.limits import Limits

SOURCE = Source("表.pdf", "pdf", "0" * 64, 7, "utf-8", 0.5, "cell")
CELL = Cell("1.00", 2, 3, "D12", (1.0, 2.0, 3.0, 4.5), "above", 0.25, Glyphs.of([(1.0, 2.0, 3.0, 4.0)]))
GRID = Grid(
    SOURCE, (Row(9, (CELL, Cell("", 1)), 4), Row(10, ())), "表一", ("说明",), ("存疑",), ((9, "表二"),)
)


def carried(message: object) -> object:
    pipe = io.BytesIO()
    packing.send(pipe, message)
    pipe.seek(0)
    return packing.receive(pipe, 1 << 20)


def test_grids_come_back_as_they_went() -> None:
    assert packing.unpack_grids(carried(packing.pack_grids([GRID, replace(GRID, sheet=None)]))) == [
        GRID,
        replace(GRID, sheet=None),
    ]


CELLS = st.builds(
    Cell,
    st.text(max_size=3),
    st.integers(1, 3),
    st.sampled_from((0, 0, 5, None)),
    st.sampled_from((None, None, "A1")),
    st.sampled_from((None, None, (0.0, 1.0, 2.0, 3.0))),
    st.sampled_from(("", "", "left")),
    st.sampled_from((1.0, 1.0, 0.5)),
    st.sampled_from((None, None, Glyphs(b"x" * 16))),
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_any_rows_come_back_as_they_went(rows: list[list[Cell]]) -> None:
    grid = Grid(SOURCE, tuple(Row(line, tuple(cells)) for line, cells in enumerate(rows, 1)))
    assert packing.unpack_grids(carried(packing.pack_grids([grid]))) == [grid]


def test_grids_are_let_go_as_they_are_packed() -> None:
    tracemalloc.start()
    try:
        grids = [Grid(SOURCE, tuple(Row(n, tuple(Cell(f"{n}", 1) for _ in range(9))) for n in range(9_000)))]
        whole, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        packed = packing.pack_grids(grids)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(packed) == 1
    assert peak < 1.2 * whole


@pytest.mark.parametrize("value", [SOURCE, CELL, GRID, GRID.rows[0]], ids=lambda value: type(value).__name__)
def test_the_example_sets_every_field_so_that_none_is_forgotten(value: object) -> None:
    for field in fields(value):  # type: ignore[arg-type]
        assert getattr(value, field.name) != field.default, field.name


def test_requests_come_back_as_they_went() -> None:
    request = Request("表.pdf", b"%PDF", "4711", "pdf", Limits(1, 2, 3, 4), ocr=True)
    assert packing.unpack_request(carried(packing.pack_request(request))) == request


@pytest.mark.parametrize(
    "error",
    [
        errors.UnreadableInputError("a", "b (b)", "c", "d"),
        errors.NoTableError("a", "b (b)"),
        errors.ReaderCrashError("a", "b (b)", "c", "d", "trace"),
    ],
)
def test_errors_come_back_as_they_went(error: errors.InputError) -> None:
    came = packing.unpack_error(*carried(packing.pack_error(error)))
    assert (type(came), str(came), vars(came)) == (type(error), str(error), vars(error))


def test_what_comes_back_is_data_and_nothing_is_looked_up() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return print, ("run",)

    pipe = io.BytesIO()
    content = pickle.dumps((True, Evil()))
    pipe.write(packing._LENGTH.pack(len(content)) + content)
    pipe.seek(0)
    with pytest.raises(pickle.UnpicklingError, match="builtins"):
        packing.receive(pipe, 1 << 20)


def test_an_answer_that_is_too_long_or_cut_is_none() -> None:
    pipe = io.BytesIO()
    packing.send(pipe, "x" * 1000)
    for content, limit in ((pipe.getvalue(), 100), (pipe.getvalue()[:-1], 1 << 20), (b"", 1 << 20)):
        with pytest.raises(EOFError):
            packing.receive(io.BytesIO(content), limit)
