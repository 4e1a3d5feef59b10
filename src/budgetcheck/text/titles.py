"""What a table's title says beside being a title, and what a project's name says beside year and remarks."""

from __future__ import annotations

import re

from budgetcheck.text.fold import fold

_YEAR = re.compile(r"(?:(?:19|20)[0-9]{2}|二[〇○0零][一二三四五六七八九〇○0零]{2})年?度?")
_REMARK = re.compile(r"\([^()]{0,40}\)")
_LEADING_YEAR = re.compile(r"^(?:19|20)[0-9]{2}(?:[-—~至](?:19|20)?[0-9]{2,4})?年?度?")
_NUMBERED = re.compile(r"^(?:附件|附表|表)[0-9一二三四五六七八九十]{0,3}[-:：、.]?[0-9]{0,2}[:：、.]?")


def named_in_title(title: str, titles: tuple[str, ...], said: tuple[str, ...]) -> str:
    """What is left of a title without year, remarks, its own words and those in `said`: a body, if anything.

    >>> named_in_title("云溪市水务局2024年项目支出绩效目标表（含转移支付）", ("项目支出绩效目标表",), ())
    '云溪市水务局'
    >>> named_in_title("2024年部门项目支出绩效目标表", ("项目支出绩效目标表",), ("部门",))
    ''
    """
    rest = _REMARK.sub("", _YEAR.sub("", "".join(fold(title).split())))
    rest = _NUMBERED.sub("", rest)
    for word in (*sorted(titles, key=lambda text: (-len(text), text)), *said):
        rest = rest.replace(word, "")
    return rest.strip("-—_:：、,.·《》“”\"'")


def bare_project(name: str) -> str:
    """A project's name without a leading year and remarks in brackets at its end.

    >>> bare_project("2022年工作经费（一）"), bare_project("设备购置项目")
    ('工作经费', '设备购置项目')
    """
    return _REMARK.sub("", _LEADING_YEAR.sub("", "".join(fold(name).split())))
