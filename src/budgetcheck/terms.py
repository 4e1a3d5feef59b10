"""The controlled words of the field, each with its 中文 and English label."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self


class Term(StrEnum):
    """A word from a closed list: equal to its plain text, with a label in both languages."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Build the member from its value and labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    def label(self, lang: str) -> str:
        """The member's label in `lang` (`zh` or `en`)."""
        return self.zh if lang == "zh" else self.en


class Severity(Term):
    """How bad a finding is (严重程度)."""

    ERROR = "error", "错误", "error"
    WARNING = "warning", "警告", "warning"
    NOTE = "note", "提示", "note"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for a note."""
        return {Severity.ERROR: 3, Severity.WARNING: 2, Severity.NOTE: 1}[self]


class Family(Term):
    """What a rule is about (规则的类), by the three letters that open its id; users may open others."""

    ARI = "ARI", "算术", "Arithmetic"
    STR = "STR", "结构", "Structure"
    NUM = "NUM", "编号与标点", "Numbering and marks"
    NAM = "NAM", "指标名称", "Indicator names"
    CAT = "CAT", "类别与覆盖", "Categories and coverage"
    VSY = "VSY", "指标值写法", "Target values: syntax"
    VSE = "VSE", "指标值含义", "Target values: meaning"
    DUP = "DUP", "重复", "Duplication"
    NAR = "NAR", "文字事实", "Narrative facts"
    PUB = "PUB", "公开", "Publication"
    CFG = "CFG", "检查配置", "Configuration of the check"
    USR = "USR", "自定规则", "Rules of your own"


class Verdict(IntEnum):
    """What a rule says of one subject (判定); stored as int8 in outcomes."""

    NOT_APPLICABLE = 0
    PASSED = 1
    FAILED = 2
    UNDECIDED = 3


class LineKind(Term):
    """What a logical row is."""

    GRAND_TOTAL = "grand_total", "合计", "grand total"
    UNIT_TOTAL = "unit_total", "单位小计", "unit subtotal"
    PROJECT = "project", "项目", "project"
    OF_WHICH = "of_which", "其中", "of which"


class Field(Term):
    """The columns of a table by what they hold; the values are column names of the lines frame."""

    NAME = "name", "项目名称", "project name"
    CONTENT = "content", "项目内容", "project content"
    TOTAL = "total", "总计", "total"
    FISCAL = "fiscal", "财政拨款", "fiscal appropriation"
    SPECIAL_ACCOUNT = "special_account", "财政专户拨款", "special-account funds"
    OTHER = "other", "其他资金", "other funds"
    GOAL = "goal", "绩效目标", "goal"
    INDICATORS = "indicators", "绩效指标", "indicators"


class IndicatorPart(Term):
    """What a cell of an indicator holds, where each indicator has a row of its own."""

    LEVEL1 = "level1", "一级指标", "level 1"
    LEVEL2 = "level2", "二级指标", "level 2"
    NAME = "name", "三级指标", "indicator name"
    SIGN = "sign", "计算符号", "comparator"
    VALUE = "value", "指标值", "target value"
    UNIT = "unit", "度量单位", "unit of measure"
    WEIGHT = "weight", "权重", "weight"
    TYPE = "type", "指标属性", "kind of value"
    DIRECTION = "direction", "指标方向性", "direction"


MONEY_FIELDS = (Field.TOTAL, Field.FISCAL, Field.SPECIAL_ACCOUNT, Field.OTHER)
SOURCE_FIELDS = (Field.FISCAL, Field.SPECIAL_ACCOUNT, Field.OTHER)
TEXT_FIELDS = (Field.NAME, Field.CONTENT, Field.GOAL, Field.INDICATORS)


class AmountState(Term):
    """What a money cell turned out to be."""

    STATED = "stated", "已填", "stated"
    BLANK = "blank", "空白", "blank"
    UNREADABLE = "unreadable", "无法读取", "unreadable"
    DOUBTFUL = "doubtful", "存疑", "doubtful"
    ABSENT = "absent", "本表无此列", "no such column"


class MoneyUnit(Term):
    """The unit a table prints its amounts in."""

    YUAN = "元", "元", "yuan"
    WAN_YUAN = "万元", "万元", "10,000 yuan"
    YI_YUAN = "亿元", "亿元", "100 million yuan"

    @property
    def fen(self) -> int:
        """How many fen one of this unit is."""
        return {MoneyUnit.YUAN: 100, MoneyUnit.WAN_YUAN: 1_000_000, MoneyUnit.YI_YUAN: 10_000_000_000}[self]


class ValueClass(Term):
    """What kind of target value an indicator states (指标值的类别); each value is in exactly one."""

    MISSING = "missing", "缺失", "missing"
    PLACEHOLDER = "placeholder", "模板占位", "placeholder"
    DATE = "date", "日期", "date"
    QUANTITY = "quantity", "数量", "quantity"
    LABELLED = "labelled", "带说明的数量", "labelled quantity"
    COMPOUND = "compound", "多个数量", "compound"
    LEVEL = "level", "等级", "level"
    RELATIVE = "relative", "相对", "relative"
    QUALITATIVE = "qualitative", "定性", "qualitative"


class Dimension(Term):
    """What a quantity measures."""

    PERCENT = "percent", "百分比", "percent"
    MONEY = "money", "金额", "money"
    COUNT = "count", "计数", "count"
    DURATION = "duration", "时长", "duration"
    NUMBER = "number", "无单位", "bare number"
    OTHER = "other", "其他", "other"


class Comparator(Term):
    """How a target value bounds the result (计算符号)."""

    GE = "≥", "不低于", "at least"
    GT = ">", "高于", "more than"
    LE = "≤", "不高于", "at most"
    LT = "<", "低于", "less than"
    EQ = "=", "等于", "equal to"
    ABOUT = "≈", "约", "about"
    BETWEEN = "between", "区间", "between"
    NONE = "", "未写", "not stated"


class RepairKind(Term):
    """What was done to a damaged table before its rows could be read; every one is recorded."""

    HEADER_REPEATED = "header_repeated", "重复表头已略去", "repeated heading block left out"
    MARKUP_STRIPPED = "markup_stripped", "网页标记已清除", "markup stripped"
    CELLS_REALIGNED = "cells_realigned", "单元格按内容归位", "cells realigned by content"
    ROW_JOINED = "row_joined", "跨页行已合并", "row joined across a break"
    GHOST_ROW_JOINED = "ghost_row_joined", "带名称和金额的续行已合并", "tail with a name and amount joined"
    OVERLAP_DROPPED = "overlap_dropped", "重复读入的文字已略去", "text read twice left out"
    LEAD_DROPPED = "lead_dropped", "首个指标前的残文已移出", "debris before the first indicator set aside"
    NAME_JOINED = "name_joined", "断开的名称已拼接", "broken name joined"
    AMOUNT_JOINED = "amount_joined", "断开的金额已拼接", "broken amount joined"
    ROW_UNPLACED = "row_unplaced", "无法归位的行", "row that could not be placed"
    ENCODING_GUESSED = "encoding_guessed", "编码为推断", "encoding guessed"
    NOT_READ = "not_read", "有内容没有读取", "content not read"
    PASSED_OVER = "passed_over", "其他表格未检查", "other tables not checked"
    READ_IN_DOUBT = "read_in_doubt", "读取的内容存疑", "read, but in doubt"
    SHEETS_JOINED = "sheets_joined", "分页的工作表已接成一张表", "sheets joined into one table"


class SuppressionKind(Term):
    """Why a finding is kept but no longer counts."""

    IGNORED = "ignored", "已忽略", "ignored"
    BASELINE = "baseline", "在基线中", "in the baseline"


class ChangeKind(Term):
    """What an explanation of a broken sum does to the printed table."""

    AMOUNT = "amount", "金额", "amount"
    DROP = "drop", "删去一行", "row dropped"
    INSERT = "insert", "补上一行", "row inserted"
    MOVE = "move", "移到别处", "row moved"
    JOIN = "join", "合并两行", "rows joined"


class Certainty(Term):
    """How sure an explanation is, by its probability."""

    SHOULD_BE = "should_be", "应为", "should be"
    PROBABLY = "probably", "很可能", "probably"
    OPEN = "open", "可能", "possibly"


class Explained(Term):
    """What the search for the cause of a broken sum came to."""

    ONE = "explained", "有一种解释最可信", "one explanation stands out"
    SEVERAL = "several", "有几种解释，数字分不出", "several explanations"
    NONE = "none", "没有单独一种说得通的原因", "no single plausible cause"


class IgnoreReach(Term):
    """Whether a run could have met what an ignore speaks of."""

    READ = "read", "已读取", "read"
    UNREAD = "unread", "本次未检查", "not checked in this run"
    UNSURE = "unsure", "不能确定", "uncertain"


class ProjectChange(Term):
    """What became of a project from one table to the next."""

    ADDED = "added", "新增", "added"
    GONE = "gone", "取消", "gone"
    RENAMED = "renamed", "改名", "renamed"
    KEPT = "kept", "保留", "kept"


class TargetChange(Term):
    """How the target value of one indicator changed; a ceiling that rises is weaker."""

    WEAKER = "weaker", "降低", "weaker"
    STRONGER = "stronger", "提高", "stronger"
    UNMEASURED = "unmeasured", "不再可衡量", "no longer measurable"
    CHANGED = "changed", "改动", "changed"


class TextChange(Term):
    """How a text was carried over."""

    SAME = "same", "一字未改", "word for word"
    YEAR = "year", "只改年份", "but for the year"


class FindingChange(Term):
    """What became of a finding from one report to the next."""

    NEW = "new", "新增", "new"
    FIXED = "fixed", "已消失", "fixed"
    UNCHANGED = "unchanged", "仍在", "unchanged"
    UNCHECKED = "unchecked", "未再检查", "no longer checked"
