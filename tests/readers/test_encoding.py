from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import read
from budgetcheck.readers.encoding import decode

TABLE = (
    "临江市水务局2023年项目支出绩效目标表\n\n部门名称：临江市水务局\n单位：万元\n"
    "项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n"
    "堤防巡查经费\t35.60\t35.60\t按月巡查堤防，汛期加密。\t1、产出指标：巡查次数，年度指标值：≥12次。\n"
)
ENCODINGS = ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]
BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": "\ufeff".encode("gb18030"),
}
EVERYDAY = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for grid in read(data) for row in grid.rows]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_without_a_mark_is_read_in_its_own_encoding(encoding: str) -> None:
    decoded = decode("表.txt", TABLE.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TABLE, encoding)
    assert decoded.confidence >= 0.9
    assert decoded.notes == ()


@pytest.mark.parametrize("encoding", sorted(BOMS))
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str) -> None:
    decoded = decode("表.txt", BOMS[encoding] + TABLE.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.confidence) == (TABLE, encoding, 1.0)


def test_traditional_text_in_big5_is_read() -> None:
    text = "項目名稱\t總計\t績效目標\n堤防巡查經費\t35.60\t按月巡查堤防，汛期加密，並將結果公布於網站。\n"
    assert decode("表.txt", text.encode("big5")).text == text


def test_traditional_text_in_gbk_is_not_taken_for_big5() -> None:
    text = "項目名稱\t總計\t績效目標\n堤防巡查經費\t35.60\t按月巡查堤防，汛期加密，並將結果公佈。\n"
    assert decode("表.txt", text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(
    rows=st.lists(
        st.tuples(
            st.text(EVERYDAY, min_size=4, max_size=12),
            st.integers(0, 10**7),
            st.text(EVERYDAY, min_size=8, max_size=40),
        ),
        min_size=3,
        max_size=8,
    ),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_cells_are_the_same_in_every_encoding(
    encoding: str, rows: list[tuple[str, int, str]], end: str
) -> None:
    expected = [
        ("项目名称", "总计", "绩效目标"),
        *((name, f"{fen / 100:.2f}", goal) for name, fen, goal in rows),
    ]
    text = end.join("\t".join(row) for row in expected) + end
    assert cells(text.encode(encoding)) == expected


def test_utf8_cut_short_anywhere_is_refused_or_read_but_never_garbled() -> None:
    whole = TABLE.encode()
    for length in range(30, len(whole)):
        if length in {len(TABLE[:n].encode()) for n in range(len(TABLE))}:
            assert TABLE.startswith(decode("表.txt", whole[:length]).text)
        else:
            with pytest.raises(UnreadableInputError, match="utf-8 文件在一个字符中间中断"):
                decode("表.txt", whole[:length])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_cut_inside_a_character_names_the_line(encoding: str) -> None:
    data = TABLE.rstrip("。\n").encode(encoding) + "完".encode(encoding)[:-1]
    with pytest.raises(UnreadableInputError, match="中断") as caught:
        decode("表.txt", data)
    assert caught.value.place == "第6行"
    assert caught.value.remedy


@pytest.mark.parametrize(("most", "odd"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_one_line_in_another_encoding_is_refused_with_both_names(most: str, odd: str) -> None:
    lines = TABLE.split("\n")
    data = b"\n".join(line.encode(odd if number == 2 else most) for number, line in enumerate(lines))
    with pytest.raises(UnreadableInputError, match="mixed encodings") as caught:
        decode("表.txt", data)
    assert caught.value.place == "第3行"
    assert most in caught.value.problem
    assert odd in caught.value.problem


def test_a_damaged_byte_in_utf8_is_placed_and_shown() -> None:
    data = bytearray(TABLE.encode())
    data[TABLE.encode().index("堤防".encode())] = 0xFF
    with pytest.raises(UnreadableInputError, match="FF") as caught:
        decode("表.txt", bytes(data))
    assert caught.value.place == "第6行"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_nul_in_the_text_is_refused_with_its_line(encoding: str) -> None:
    with pytest.raises(UnreadableInputError, match="1 个空字符") as caught:
        decode("表.txt", TABLE.replace("35.60", "35\x0060", 1).encode(encoding))
    assert caught.value.place == "第6行"


def test_random_bytes_are_called_no_text() -> None:
    data = bytes((i * i * 7 + i // 3) % 256 for i in range(5000))
    with pytest.raises(UnreadableInputError):
        decode("表.bin", data)


@pytest.mark.parametrize(
    ("wrong", "right"), [("gb18030", "utf-8"), ("latin-1", "gb18030"), ("latin-1", "utf-8")]
)
def test_text_read_in_the_wrong_encoding_and_saved_is_suspected_not_mended(wrong: str, right: str) -> None:
    garbled = TABLE.encode(right).decode(wrong, errors="replace")
    with pytest.raises(UnreadableInputError, match=f"{right} 文本被当作 {wrong}") as caught:
        decode("表.txt", garbled.encode())
    assert "临江市水务局" in caught.value.problem


def test_plain_ascii_is_utf8() -> None:
    decoded = decode("a.csv", b"name,total\nroad,1.00\n")
    assert (decoded.encoding, decoded.confidence) == ("utf-8", 1.0)


def test_a_table_that_opens_with_much_ascii_is_still_recognised() -> None:
    text = "note\t1\t2\n" * 20_000 + TABLE
    decoded = decode("表.txt", text.encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (text, "gb18030")


def test_a_doubtful_guess_says_so() -> None:
    decoded = decode("短.txt", "钡".encode("gb18030"))
    assert decoded.confidence < 0.9
    assert "编码推断" in decoded.notes[0]
