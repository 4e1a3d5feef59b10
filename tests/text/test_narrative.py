from __future__ import annotations

import pytest

from budgetcheck.text import Figure, Narrative, counts, default_words, narrative_reader


def read(text: str) -> Narrative:
    return narrative_reader(default_words()).read(text)


def printed(text: str) -> list[str]:
    return [text[f.start : f.end] for f in read(text).figures]


def only(text: str) -> Figure:
    (figure,) = read(text).figures
    return figure


@pytest.mark.parametrize(
    ("text", "fen", "step"),
    [
        ("53.75万元", 53_750_000, 10_000),
        ("５３．７５万元", 53_750_000, 10_000),
        ("1,234,567.89元", 123_456_789, 1),
        ("3.5亿元", 35_000_000_000, 1_000_000_000),
        ("100万", 100_000_000, 1_000_000),
        ("90亿", 900_000_000_000, 10_000_000_000),
        ("500元", 50_000, 100),
        ("5角", 50, 10),
    ],
)
def test_an_amount_is_exact_and_says_how_finely_it_is_printed(text: str, fen: int, step: int) -> None:
    figure = only(f"安排{text}。")
    assert (figure.fen, figure.step, figure.per) == (fen, step, "")
    assert printed(f"安排{text}。") == [text]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("7万元/人.年", "人.年"),
        ("100万/人", "人"),
        ("500元/人·天", "人·天"),
        ("每人每年10万元", "每"),
        ("人均3万元", "人均"),
    ],
)
def test_a_price_says_what_it_is_for(text: str, per: str) -> None:
    assert only(text).per == per


@pytest.mark.parametrize("text", ["每人发放证书，另安排10万元", "单价已定。购置费10万元"])
def test_a_word_of_another_clause_makes_no_price(text: str) -> None:
    assert only(text).per == ""


@pytest.mark.parametrize("text", ["10万户", "10万元", "10万个项目", "3万多人"])
def test_a_multiplier_before_another_word_is_no_money_cut_short(text: str) -> None:
    assert not only(text).truncated


@pytest.mark.parametrize(
    "text", ["不超过20万元", "20万元以上", "约20万元", "20万元左右", "15余万元", "≥20万元", "最高20万元"]
)
def test_a_limit_or_a_guess_is_marked(text: str) -> None:
    assert only(text).bounded


def test_both_ends_of_a_range_are_marked() -> None:
    assert [f.bounded for f in read("80-100万元，5万元").figures] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "某财编〔2018〕247号",
        "某财建[2009]648号",
        "2023年12月底前",
        "12月31日",
        "2022年-2023年",
        "2023.07",
        "第3季度",
        "电话020-83330000",
        "13800138000",
        "PM2.5",
        "滨江路61号",
        "1.监理费；2.验收费；",
        "1、监理费2、验收费",
        "“三中心、一标杆”",
        "1,23",
        "V1.2.3",
    ],
)
def test_what_is_no_figure_of_its_own_is_left_out(text: str) -> None:
    assert printed(text) == []


def test_chinese_numerals_count_only_before_sure_measure_words() -> None:
    assert printed("聘请两名专家、十二台设备，三个方面，第二台，一名司机") == ["两名", "十二台"]
    assert [int(f.number) for f in read("聘请两名专家、十二台设备").figures] == [2, 12]


def test_years_are_told_with_their_span_of_years() -> None:
    text = "2022年-2023年项目，2023-2024年度，2021年"
    told = read(text)
    assert [(p.first, p.last) for p in told.periods] == [(2022, 2023), (2023, 2024), (2021, 2021)]
    assert text[told.periods[0].start : told.periods[0].end] == "2022年-2023年"


def test_document_numbers_keep_their_bracket() -> None:
    text = "某财建[2009]648号、某府办规〔2019〕3号、（2022）第112号"
    told = read(text)
    assert [(d.year, d.bracket) for d in told.documents] == [(2009, "["), (2019, "〔"), (2022, "（")]
    assert [text[d.start : d.end] for d in told.documents] == [
        "[2009]648号",
        "〔2019〕3号",
        "（2022）第112号",
    ]


def test_a_count_knows_the_words_on_either_side() -> None:
    (count,) = counts(read("以及23个信息系统安全稳定运行，"))
    assert (count.number, count.unit, count.before, count.after) == (23, "个", "以及", "信息系统安全稳定运行")
    (count,) = counts(read("拟评定现有高级人才65人：20万/人"))
    assert (count.number, count.before, count.after) == (65, "拟评定现有高级人才", "")


@pytest.mark.parametrize("text", ["20个以上系统", "不少于20个系统", "1.5个系统", "每个系统", "10万元", "95%"])
def test_limits_fractions_and_money_are_no_counts(text: str) -> None:
    assert counts(read(text)) == []


def test_a_count_multiplied_is_the_whole_number() -> None:
    assert [(c.number, c.unit) for c in counts(read("服务22万家企业"))] == [(220_000, "家")]
