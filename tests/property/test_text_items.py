from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text import split_items

classes = st.sampled_from(["产出指标", "效益指标", "满意度指标", "成本指标"])
plain = st.text(alphabet="验收合格数量覆盖率完成项目资金（）%ABC", min_size=1, max_size=12).filter(
    lambda t: t.strip("（）%")
)
values = st.sampled_from(
    ["≥95%", "100%", "3家", "不少于5次", "有所提升", "按期完成", "直接≥3万笔;授权≥5万笔", "1,200元", ""]
)
marks = st.sampled_from(["。", "；", ";", "。。", "", " "])


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, list[tuple[int, str, str, str]]]:
    count = draw(st.integers(1, 12))
    mark, colon, lead = (
        draw(st.sampled_from("、.．")),
        draw(st.sampled_from("：:")),
        draw(st.sampled_from("，,。")),
    )
    text, expected = draw(st.sampled_from(["", "残文；"])), []
    for number in range(1, count + 1):
        category, name, value = draw(classes), draw(plain), draw(values)
        end = draw(marks) or (" " if number < count else "")
        text += f"{number}{mark}{category}{colon}{name}{lead}年度指标值{colon}{value}{end}"
        expected.append((number, category, name, value))
    return text, expected


@given(cells())
def test_a_written_cell_reads_back_as_it_was(cell: tuple[str, list[tuple[int, str, str, str]]]) -> None:
    text, expected = cell
    items = split_items(text).items
    assert [(i.number, i.category, i.name, i.value_text) for i in items] == expected


@given(st.text(alphabet="1２、.．产出效益满意度指标年目值：:，,。；; \n（）≥5%岀-", max_size=80))
def test_items_lie_in_order_and_their_parts_within_them(text: str) -> None:
    packed = split_items(text)
    assert 0 <= packed.lead_start <= packed.lead_end <= len(text)
    last = packed.lead_end
    for item in packed.items:
        assert last <= item.item_start <= item.name_start <= item.name_end
        assert item.name_end <= item.value_start <= item.value_end <= item.item_end <= len(text)
        assert text[item.name_start : item.name_end] == item.name
        assert text[item.value_start : item.value_end] == item.value_text
        last = item.item_end


@given(st.text(alphabet="1２、.．产出效益满意度指标年目值：:，,。；; \n（）≥5%岀-", max_size=80))
def test_every_character_outside_the_items_is_in_the_lead_or_blank(text: str) -> None:
    packed = split_items(text)
    covered = [(packed.lead_start, packed.lead_end), *((i.item_start, i.item_end) for i in packed.items)]
    outside = [c for at, c in enumerate(text) if not any(start <= at < end for start, end in covered)]
    assert "".join(outside).strip() == ""
