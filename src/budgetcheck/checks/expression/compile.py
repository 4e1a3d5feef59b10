"""An expression checked and turned into nodes, before any data is seen."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck.checks.expression.columns import Name, names
from budgetcheck.checks.expression.functions import FUNCTIONS, Function
from budgetcheck.checks.expression.nodes import Level, Node, constant
from budgetcheck.checks.expression.operators import (
    NUMERIC,
    ORDER,
    SUMS,
    among,
    both,
    compared,
    either,
    negated,
    negative,
    reckoned,
)
from budgetcheck.checks.expression.source import Source
from budgetcheck.checks.expression.values import Kind
from budgetcheck.errors import RuleFileError, nearest
from budgetcheck.text import default_words

if TYPE_CHECKING:
    from budgetcheck.frames import Tables

_WORDS = "words"
_LABELS = {
    Kind.TEXT: ("文字", "text"),
    Kind.NUMBER: ("数", "a number"),
    Kind.MONEY: ("金额", "an amount"),
    Kind.TRUTH: ("真假", "a truth"),
    Kind.LIST: ("列表", "a list"),
}


class Setting(NamedTuple):
    """What names mean in the expressions of one rule."""

    frame: str
    keys: tuple[str, ...]
    constants: Mapping[str, Any]

    def fixed(self, name: Name) -> bool:
        """Whether a column has one value in each group."""
        if name.key:
            return name.key in self.keys or ("line_id" in self.keys and name.key == "document")
        return name.column in self.keys or (name.column == "document" and "line_id" in self.keys)


def compiled(source: Source, setting: Setting, wanted: tuple[Kind, ...], level: Level) -> Node:
    """The node of an expression that must give one of the kinds `wanted`, for no more than `level`.

    Raises:
        RuleFileError: it is no expression, names something unknown, or mixes kinds; shows the place.
    """
    tree = source.parse()
    try:
        node = _Compiler(source, setting).node(tree)
    except RecursionError:
        raise source.fail("表达式嵌套过深", "nested too deeply") from None
    if node.kind not in wanted:
        zh, en = (" / ".join(_LABELS[kind][i] for kind in wanted) for i in (0, 1))
        raise source.fail_at(
            tree, f"应得出{zh}，实为{_LABELS[node.kind][0]}", f"must give {en}, gives {_LABELS[node.kind][1]}"
        )
    if node.level > level:
        raise source.fail_at(
            tree, "分组后须用 count、share、any 等汇总", "with group_by, sum up with count, share, any …"
        )
    return node


class _Compiler:
    """Walks one tree; `_within` says that it is inside the argument of an aggregate."""

    def __init__(self, source: Source, setting: Setting) -> None:
        self._source = source
        self._setting = setting
        self._names = names(setting.frame)
        self._within = False

    def node(self, tree: ast.expr) -> Node:
        """The node of a part."""
        parts: Mapping[type[ast.expr], Callable[[Any], Node]] = {
            ast.Constant: self._literal,
            ast.Name: self._name,
            ast.BoolOp: self._logic,
            ast.UnaryOp: self._turned,
            ast.BinOp: self._reckoned,
            ast.Compare: self._chain,
            ast.Call: self._call,
            ast.List: self._list,
            ast.Tuple: self._list,
        }
        if type(tree) not in parts:
            raise self._refused(tree)
        return parts[type(tree)](tree)

    def _refused(self, tree: ast.expr) -> RuleFileError:
        return self._source.fail_at(tree, "表达式中不允许这种写法", "not allowed in an expression")

    def _logic(self, tree: ast.BoolOp) -> Node:
        held = [self._of(part, (Kind.TRUTH,)) for part in tree.values]
        self._same_level(tree, held)
        return both(held) if isinstance(tree.op, ast.And) else either(held)

    def _turned(self, tree: ast.UnaryOp) -> Node:
        if isinstance(tree.op, ast.Not):
            return negated(self._of(tree.operand, (Kind.TRUTH,)))
        if isinstance(tree.op, ast.USub):
            return negative(self._of(tree.operand, NUMERIC))
        raise self._refused(tree)

    def _of(self, tree: ast.expr, kinds: tuple[Kind, ...]) -> Node:
        node = self.node(tree)
        if node.kind not in kinds:
            zh, en = (" / ".join(_LABELS[kind][i] for kind in kinds) for i in (0, 1))
            had = _LABELS[node.kind]
            raise self._source.fail_at(
                tree, f"此处须为{zh}，而这是{had[0]}", f"{en} is needed here, this is {had[1]}"
            )
        return node

    def _literal(self, tree: ast.Constant) -> Node:
        value: Any = tree.value
        if isinstance(value, float):
            # NOTE: from what is written, not from the float, so that 0.1 is one tenth.
            value = Fraction(Decimal(self._source.segment(tree).replace("_", "")))
        if not isinstance(value, bool | str | int | Fraction):
            raise self._source.fail_at(tree, "不认识的字面值", "no such literal")
        return _settled(value)

    def _name(self, tree: ast.Name) -> Node:
        name = tree.id
        if name in self._setting.constants:
            return _settled(self._setting.constants[name])
        column = self._names.get(name)
        if column is None:
            known = [*self._names, *self._setting.constants, *FUNCTIONS]
            raise self._source.fail_at(
                tree,
                f"表 {self._setting.frame} 没有列「{name}」",
                f'no column "{name}"',
                nearest(name, known),
            )
        if self._setting.keys and not self._within and self._setting.fixed(column):
            return Node(column.kind, Level.GROUP, lambda scope: scope.of_groups.column(column))
        return Node(column.kind, Level.ROW, lambda scope: scope.column(column))

    def _reckoned(self, tree: ast.BinOp) -> Node:
        sign = type(tree.op).__name__
        if sign not in SUMS:
            raise self._refused(tree)
        first, second = self._of(tree.left, NUMERIC), self._of(tree.right, NUMERIC)
        money = [node.kind is Kind.MONEY for node in (first, second)]
        if (sign == "Mult" and all(money)) or (sign == "Div" and money == [False, True]):
            raise self._source.fail_at(
                tree,
                "金额不能与金额相乘，数不能除以金额",
                "amounts cannot be multiplied, nor divide a number",
            )
        self._same_level(tree, [first, second])
        return reckoned(sign, first, second)

    def _chain(self, tree: ast.Compare) -> Node:
        parts = [tree.left, *tree.comparators]
        pairs = zip(parts, tree.ops, parts[1:], strict=False)
        held = [self._compared(tree, left, op, right) for left, op, right in pairs]
        return held[0] if len(held) == 1 else both(held)

    def _compared(self, tree: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        sign = type(op).__name__
        if sign in ("In", "NotIn"):
            part, listed = self.node(left), self._of(right, (Kind.LIST,))
            held = among(part, listed.settled)
            return held if sign == "In" else negated(held)
        if sign not in ORDER:
            raise self._source.fail_at(tree, "不认识的比较", "no such comparison")
        first, second = self.node(left), self.node(right)
        self._same_level(tree, [first, second])
        if not _comparable(sign, first.kind, second.kind):
            zh, en = (f"{_LABELS[first.kind][i]} / {_LABELS[second.kind][i]}" for i in (0, 1))
            raise self._source.fail_at(tree, f"两边不能这样比较：{zh}", f"these cannot be compared so: {en}")
        return compared(sign, first, second)

    def _call(self, tree: ast.Call) -> Node:
        if not isinstance(tree.func, ast.Name) or tree.keywords:
            raise self._refused(tree)
        name, arguments = tree.func.id, tree.args
        if name == _WORDS:
            return self._words(tree, arguments)
        function = FUNCTIONS.get(name)
        if function is None:
            raise self._source.fail_at(
                tree, f"没有函数「{name}」", f'no function "{name}"', nearest(name, [*FUNCTIONS, _WORDS])
            )
        if not len(function.takes) - function.optional <= len(arguments) <= len(function.takes):
            raise self._source.fail_at(
                tree,
                f"{name} 需要 {len(function.takes)} 个参数",
                f"{name} takes {len(function.takes)} arguments",
            )
        if function.aggregate:
            return self._aggregate(tree, function, arguments)
        return self._applied(tree, function, arguments)

    def _applied(self, tree: ast.Call, function: Function, arguments: list[ast.expr]) -> Node:
        held = [self._of(part, kinds) for part, kinds in zip(arguments, function.takes, strict=True)]
        for position in function.constant:
            if held[position].constant is None:
                raise self._source.fail_at(
                    arguments[position], "此处须为固定的词或数", "must be the same for every row"
                )
        self._same_level(tree, held)
        return function.make(held)

    def _aggregate(self, tree: ast.expr, function: Function, arguments: list[ast.expr]) -> Node:
        if not self._setting.keys or self._within:
            raise self._source.fail_at(
                tree, "汇总须在 group_by 之下，且不能嵌套", "needs group_by, and cannot be nested"
            )
        self._within = True
        held = [self._of(part, kinds) for part, kinds in zip(arguments, function.takes, strict=False)]
        self._within = False
        return function.make(held)

    def _words(self, tree: ast.expr, arguments: list[ast.expr]) -> Node:
        match arguments:
            case [ast.Constant(value=str() as name)]:
                known = default_words().topics
                if name not in known:
                    raise self._source.fail_at(
                        tree, f"没有词表「{name}」", f'no word list "{name}"', nearest(name, known)
                    )
                return constant(Kind.LIST, lambda tables: tables.words.topic(name))
        raise self._source.fail_at(tree, "写作 words('文件.词表')", "write words('file.list')")

    def _list(self, tree: ast.List | ast.Tuple) -> Node:
        parts = tree.elts
        held = [self._of(part, (Kind.TEXT, Kind.NUMBER)) for part in parts]
        if any(node.constant is None for node in held) or len({node.kind for node in held}) > 1:
            raise self._source.fail_at(
                tree, "列表只能由同类的固定值组成", "a list holds constants of one kind"
            )

        def find(tables: Tables) -> tuple[Any, ...]:
            return tuple(node.settled(tables) for node in held)

        return constant(Kind.LIST, find)

    def _same_level(self, tree: ast.expr, held: list[Node]) -> None:
        """Within one comparison or sum, a row's value cannot stand beside a group's."""
        levels = {node.level for node in held} - {Level.CONSTANT}
        if len(levels) > 1:
            raise self._source.fail_at(
                tree, "逐行的值与分组的值不能混用", "a row's value cannot stand beside a group's"
            )


def _comparable(sign: str, left: Kind, right: Kind) -> bool:
    if left in NUMERIC and right in NUMERIC:
        return True
    return left is right and left is not Kind.LIST and sign in ("Eq", "NotEq")


def _settled(value: Any) -> Node:
    """The node of a literal, or of a constant that the rule file names."""
    if isinstance(value, bool):
        return constant(Kind.TRUTH, lambda _: value)
    if isinstance(value, list):
        return constant(Kind.LIST, lambda _: tuple(value))
    if isinstance(value, str):
        return constant(Kind.TEXT, lambda _: value)
    number = Fraction(str(value)) if isinstance(value, float) else value
    return constant(Kind.NUMBER, lambda _: number)
