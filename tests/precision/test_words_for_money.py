import pytest
from tests.precision.tables import alarms, checked, project, table, total


@pytest.mark.parametrize("printed", ["详见附件", "待定", "按合同支付"])
def test_words_in_one_money_cell_are_one_alarm(tmp_path, printed):
    rows = [
        total("合计", "177.00", "120.00", "30.00", "27.00"),
        project("助学金", printed, "50.00", "20.00", "7.00"),
        project("设备购置", "100.00", "70.00", "10.00", "20.00"),
    ]
    assert alarms(checked(table(*rows), tmp_path)) == [("STR003", 6)]
