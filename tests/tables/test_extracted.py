import pytest

HEAD = (
    "文件 | 表 | 原文行 | 页 | 部门名称 | 年度 | 行类型 | 项目名称（资金使用单位） | 总计（万元） | 财政拨款（万元） | "
    "绩效目标 | 绩效指标 | 另一读数"
)


@pytest.fixture
def extracted(read):
    def read_rows(*rows):
        return read("\n".join((HEAD, *rows)))

    return read_rows


def test_kind_department_year_and_page_are_taken_as_written(extracted):
    found = extracted(
        "a.txt | 1 | 10 | 1 | 甲局 | 2023 | 合计 | 总数 | 3.00 | 3.00 | | | ",
        "a.txt | 1 | 11 | 1 | 甲局 | 2023 | 单位小计 | 设备购置 | 3.00 | 3.00 | | | ",
        "a.txt | 1 | 12 | 2 | 甲局 | 2023 | 项目 | 一 | 3.00 | 3.00 | | | ",
    )
    assert found.lines["kind"].tolist() == ["grand_total", "unit_total", "project"]
    assert found.lines["parent"].tolist()[1:] == [0, 1]
    assert found.lines["row"].tolist() == [2, 3, 4]
    document = found.tables.documents.iloc[0]
    assert (document["department"], document["year"], document["pages"]) == ("甲局", 2023, 2)
    assert (document["layout"], document["money_unit"]) == ("extracted", "万元")


def test_rows_are_parted_by_file_and_table_even_when_sorted_otherwise(extracted):
    found = extracted(
        "a.txt | 1 | 10 | 1 | 甲局 | | 项目 | 一 | 1.00 | | 做好。 | @ | ",
        "b.txt | 1 | 10 | 1 | 乙局 | | 项目 | 二 | 2.00 | | 做好。 | @ | ",
        "a.txt | 2 | 10 | 1 | 丙局 | | 项目 | 三 | 3.00 | | 做好。 | @ | ",
        "a.txt | 1 | 11 | 1 | 甲局 | | 项目 | 四 | 4.00 | | 做好。 | @ | ",
    )
    assert found.tables.documents["department"].tolist() == ["甲局", "乙局", "丙局"]
    assert found.lines.groupby("document")["name"].agg(list).tolist() == [["一", "四"], ["二"], ["三"]]


def test_other_readings_of_doubtful_amounts_are_restored(extracted):
    found = extracted(
        "a.txt | 1 | 15 | 1 | 甲局 | | 项目 | 一 | 77.90 | 77.90 | 做好。 | @ | 总计=11.20；财政拨款=11.20；总计=5.00"
    )
    line = found.line("一")
    assert (line["total_state"], line["fiscal_state"], line["total"]) == ("doubtful", "doubtful", 77_900_000)
    readings = found.tables.readings
    assert readings[["field", "order", "text"]].values.tolist() == [
        ["total", 1, "77.90"],
        ["total", 2, "11.20"],
        ["total", 3, "5.00"],
        ["fiscal", 1, "77.90"],
        ["fiscal", 2, "11.20"],
    ]


def test_nothing_is_moved_joined_or_stripped_from_the_sum_of_rows(extracted):
    found = extracted(
        "a.txt | 1 | 15 | 1 | 甲局 | | 项目 | 一 | 详见附件 | 1.00 | 1、产出指标：在目标栏，年度指标值：是。 | | ",
        "a.txt | 1 | 16 | 2 | 甲局 | | 项目 |  |  |  | 没有名称的一行 | 2、产出指标：率，年度指标值：是。 | ",
    )
    assert found.lines["total_text"].tolist() == ["详见附件", ""]
    assert found.repairs == []
    assert len(found.lines) == 2


def test_an_unknown_kind_is_told_by_content_instead(extracted):
    found = extracted(
        "a.txt | 1 | 15 | 1 | 甲局 | | 汇总行 | 合计 | 1.00 | 1.00 | | | ",
        "a.txt | 1 | 16 | 1 | 甲局 | | 项目 | 一 | 1.00 | 1.00 | 做好。 | @ | ",
    )
    assert found.lines["kind"].tolist() == ["grand_total", "project"]
