"""Help texts in both languages, laid out to the width of the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from budgetcheck.cli.spec import COMMANDS, Command, Option

_COLUMN = 26
_EXITS = (
    ("0", "没有达到 --fail-on 的问题", "nothing at or above --fail-on"),
    ("1", "有达到 --fail-on 的问题", "findings at or above --fail-on"),
    ("2", "用法、配置或规则文件有误", "usage, configuration or rule file"),
    ("3", "输入缺失或无法读取", "an input missing or unreadable, or none matched"),
    ("4", "工具内部错误", "internal error"),
    ("130", "被中断", "interrupted"),
)


def general_help() -> str:
    """What `budgetcheck --help` prints."""
    width = _width()
    lines = [
        "budgetcheck  检查已公布的项目支出绩效目标表",
        "             checks published government performance tables",
        "",
        "用法 Usage",
        "  budgetcheck COMMAND [选项 OPTIONS]",
        "",
        "命令 Commands",
        *_entries(((c.name, c.zh, c.en) for c in COMMANDS.values()), width),
        "",
        "其他 Other",
        *_entries(
            (
                ("-h, --help", "显示此说明", "show this help"),
                ("-V, --version", "显示版本", "show the version"),
            ),
            width,
        ),
        "",
        "退出码 Exit codes",
        *_entries(_EXITS, width),
        "",
        *_call("budgetcheck COMMAND --help  每条命令的选项 · the options of each command", width, indent=""),
    ]
    return "\n".join(lines) + "\n"


def command_help(command: Command) -> str:
    """What `budgetcheck COMMAND --help` prints."""
    width = _width()
    lines = [command.zh, command.en, "", "用法 Usage", *_call(command.usage, width), ""]
    if command.arguments:
        lines += ["参数 Arguments", *_entries(command.arguments, width), ""]
    for group in dict.fromkeys(option.group for option in command.options):
        own = [option for option in command.options if option.group == group]
        lines += [group, *_entries(((_flags(o), o.zh, o.en) for o in own), width), ""]
    if command.examples:
        lines.append("例 Examples")
        for call, purpose in command.examples:
            lines += [f"  # {purpose}"] if purpose else []
            lines += _call(call, width, mark=" \\")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _flags(option: Option) -> str:
    flags = ", ".join(option.flags)
    return f"{flags} {option.metavar}".rstrip()


def _entries(entries: Iterable[tuple[str, str, str]], width: int) -> Iterator[str]:
    """One entry each: what to type on the left, what it does on the right, in both languages."""
    for head, zh, en in entries:
        texts = [*_wrapped(zh, width - _COLUMN), *_wrapped(en, width - _COLUMN)]
        if _cells(head) + 4 > _COLUMN:
            yield f"  {head}"
        else:
            yield f"  {head}{' ' * (_COLUMN - 2 - _cells(head))}{texts.pop(0)}"
        yield from (" " * _COLUMN + text for text in texts)


def _call(text: str, width: int, *, indent: str = "  ", mark: str = "") -> Iterator[str]:
    """A call as it is typed, over as many lines as it needs, each but the last ending in `mark`."""
    line = indent
    for word in text.split(" "):
        if line.strip() and _cells(line) + _cells(word) + len(mark) > width:
            yield line.rstrip() + mark
            line = f"{indent}    "
        line += f"{word} "
    yield line.rstrip()


def _width() -> int:
    return min(max(shutil.get_terminal_size((100, 40)).columns, 60), 100)


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of `text`; Western words stay whole, Chinese breaks anywhere but before a mark."""
    line = ""
    for piece in _pieces(text):
        if line and _cells(line) + _cells(piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    held = ""
    for char in text:
        wide = east_asian_width(char) in "WF"
        mark = char in "，。；：、）"
        if held and not mark and (wide or held[-1] == " " or east_asian_width(held[-1]) in "WF"):
            yield held
            held = ""
        held += char
    if held:
        yield held
