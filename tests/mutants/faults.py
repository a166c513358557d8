"""Small faults of a module, made from its syntax tree: all of them, or some that are drawn with a seed."""

from __future__ import annotations

import ast
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate

from tests.conftest import ROOT
from tests.mutants.equivalent import EQUIVALENT

__all__ = ["Mutant", "all_of", "chosen", "modules", "mutants_of"]

SOURCES = ROOT / "src"

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module: the text from ``start`` to ``end`` becomes ``new``; ``before`` and ``after``: the lines."""

    module: str
    kind: str
    line: int
    start: int
    end: int
    new: str
    before: str
    after: str
    lines: tuple[int, ...]
    """The lines of its statement, without those of statements within."""
    body: tuple[int, ...]
    """The lines of the function it is in; none outside of functions."""

    @property
    def equivalent(self) -> bool:
        """Whether it is known to compute the same."""
        return self.name in EQUIVALENT

    @property
    def name(self) -> tuple[str, str]:
        """The module and the line after the change; of a result that is not returned the line before, since it is told apart
        by that alone."""
        return self.module, self.before if self.kind == "result" else self.after

    def applied(self, text: str) -> str:
        """The text of the module with the change."""
        return text[: self.start] + self.new + text[self.end :]

    def __str__(self) -> str:
        return f"{self.module}.py:{self.line} [{self.kind}]\n    - {self.before}\n    + {self.after}"


def mutants_of(module: str, text: str) -> list[Mutant]:
    """All mutants of a module, in the order of its text. Each is valid Python, and means something else to the parser."""
    rows = text.split("\n")
    starts = [0, *accumulate(len(row) + 1 for row in rows)]

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(rows[line - 1].encode()[:column].decode())

    found = []
    for node, lines, body in _expressions(ast.parse(text)):
        for kind, new in _changes(node):
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)
            first, last = text.rfind("\n", 0, start) + 1, (text + "\n").index("\n", end)
            after = text[first:start] + new + text[end:last]
            before = text[first:last].strip()
            found.append(Mutant(module, kind, node.lineno, start, end, new, before, after.strip(), lines, body))
    return sorted(set(found), key=lambda item: (item.start, item.end, item.kind, item.new))


_Lines = tuple[int, ...]


def _expressions(node: ast.AST, lines: _Lines = (), body: _Lines = ()) -> Iterator[tuple[ast.expr, _Lines, _Lines]]:
    """What is computed, with the lines of its statement and of its function: no annotations, decorators, messages, nor what
    is asserted (``zip(strict=True)`` too)."""
    if isinstance(node, (ast.Raise, ast.Assert, ast.JoinedStr, ast.Import, ast.ImportFrom)):
        return
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    if isinstance(node, ast.stmt):
        inner = [part.lineno for part in ast.walk(node) if isinstance(part, ast.stmt) and part is not node]
        assert node.end_lineno is not None
        lines = tuple(range(node.lineno, max(node.lineno + 1, min([node.end_lineno + 1, *inner]))))
    if isinstance(node, ast.match_case):
        lines = tuple(range(node.pattern.lineno, node.body[0].lineno + 1))
    if isinstance(node, ast.expr):
        yield node, lines, body
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return  # a number below nought is one constant
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases"):
            continue
        within = body
        if name == "body" and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            within = tuple(range(node.body[0].lineno, node.end_lineno + 1))
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                if name == "test" and isinstance(child, ast.expr):
                    child.is_condition = True  # type: ignore[attr-defined]
                if name == "ifs":
                    child.is_condition = True  # type: ignore[attr-defined]
                if isinstance(node, ast.Return):
                    child.is_result = True  # type: ignore[attr-defined]
                yield from _expressions(child, lines, within)


def _changes(node: ast.expr) -> Iterator[tuple[str, str]]:
    """The changes of an expression: (kind, what is written instead)."""
    written = ast.unparse(node)
    match node:
        case ast.Compare(left, ops, comparators):
            for place, operator in enumerate(ops):
                swapped = [*ops[:place], _COMPARISONS[type(operator)](), *ops[place + 1 :]]
                yield "comparison", _written(ast.Compare(left, swapped, comparators))
        case ast.BoolOp(operator, values):
            yield "boolean", _written(ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values))
        case ast.UnaryOp(ast.USub(), ast.Constant(int(value) | float(value))):
            yield "constant", f"({1 - value})"
        case ast.UnaryOp(_, operand) if not isinstance(operand, ast.Constant):
            yield "negation", _written(operand)
        case ast.BinOp(left, operator, right) if type(operator) in _ARITHMETIC:
            yield "arithmetic", _written(ast.BinOp(left, _ARITHMETIC[type(operator)](), right))
        case ast.Constant(bool(value)):
            yield "constant", str(not value)
        case ast.Constant(int(value) | float(value)):
            yield "constant", str(value + 1)
        case ast.Call(ast.Name(name), arguments, keywords) if name in _CALLS:
            yield "call", _written(ast.Call(ast.Name(_CALLS[name]), arguments, keywords))
        case ast.Call(ast.Attribute(value, name), arguments, keywords) if name in _CALLS:
            yield "call", _written(ast.Call(ast.Attribute(value, _CALLS[name]), arguments, keywords))
    if hasattr(node, "is_condition") and not _has_opposite(node):
        yield "condition", f"(not ({written}))"
    if hasattr(node, "is_result") and written not in ("None", "False"):  # which are taken alike
        yield "result", "None"


def _has_opposite(node: ast.expr) -> bool:
    """Whether another kind of change negates it already."""
    match node:
        case ast.UnaryOp(ast.Not()):
            return True
        case ast.Compare(_, [operator], _):
            return not isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
    return False


def _written(node: ast.expr) -> str:
    return f"({ast.unparse(ast.fix_missing_locations(node))})"


def chosen(mutants: Collection[Mutant], count: int, seed: int, among: Collection[Mutant] | None = None) -> list[Mutant]:
    """So many of them, drawn with a seed: one of each kind in turn, as long as there are some; those passed over that are not
    *among* some, so that nothing else depends on these."""
    draw = random.Random(seed)
    kinds = sorted({item.kind for item in mutants})
    piles = {kind: [item for item in mutants if item.kind == kind] for kind in kinds}
    for kind, pile in piles.items():
        draw.shuffle(pile)
        piles[kind] = [item for item in pile if among is None or item in among]
    found: list[Mutant] = []
    while len(found) < count and any(piles.values()):
        found += [pile.pop() for pile in piles.values() if pile]
    return sorted(found[:count], key=lambda item: (item.module, item.start, item.kind, item.new))


def modules() -> list[str]:
    """All modules of the package, by their paths in it."""
    return sorted(file.relative_to(SOURCES).with_suffix("").as_posix() for file in SOURCES.rglob("*.py"))


def all_of(module: str) -> list[Mutant]:
    """All mutants within functions of a module."""
    text = (SOURCES / f"{module}.py").read_text(encoding="utf-8")
    return [item for item in mutants_of(module, text) if item.body]
