"""A small right rule file to break in one place at a time."""

HEAD = """\
id = "TST001"
name = "tst-total"
severity = "error"
frame = "lines"
since = "0.1"
title.zh = "总计有误"
title.en = "the total is wrong"
why.zh = "总计应当等于各项之和。"
why.en = "A total should equal its parts."
ignore_when.zh = "无。"
ignore_when.en = "Never."

[[basis]]
title.zh = "表内数据自相矛盾"
title.en = "the table contradicts itself"
standing.zh = "无需法规"
standing.en = "needs no norm"

[check]
use = "total_equals_parts"

[message]
zh = "「{name}」差 {difference}"
en = "{name} is off by {difference}"
"""

CASES = """
[[case]]
name = "a total that is off"
kind = "fail"
value = "≥98%"
expect = [{ indicator = 1 }]

[[case]]
name = "a total that is right"
kind = "pass"
value = "≥97%"
"""

PACK = """\
id = "tiny"
title.zh = "小"
title.en = "tiny"
version = "1"
enable = ["tst-*"]
"""
