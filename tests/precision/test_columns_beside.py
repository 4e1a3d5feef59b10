from tests.precision.tables import WIDE, alarms, checked, project, table, total

ROWS = [total("合计", "153.70"), project("养老服务补贴", "120.50"), project("殡葬管理", "33.20")]


def test_serial_numbers_and_remarks_raise_no_alarm(tmp_path):
    rows = [
        [mark, *row, note] for mark, row, note in zip(["", "1", "2"], ROWS, ["", "", "延续"], strict=True)
    ]
    report = checked(table(*rows, headings=("序号", *WIDE, "备注")), tmp_path)
    assert len(report.lines) == 3
    assert alarms(report) == []


def test_a_column_of_money_that_is_not_read_does(tmp_path):
    rows = [[*row[:4], "5.00", *row[4:]] for row in ROWS]
    headings = (*WIDE[:4], "上年结转结余", *WIDE[4:])
    assert ("STR029", 4) in alarms(checked(table(*rows, headings=headings), tmp_path))
