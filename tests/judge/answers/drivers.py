"""Exact points of every cell that comparisons cut out of the ranges of varied drivers.

The geometry (cells of a box, one exact point each) is that of ``tests.judge.assessment_cells``; here the comparisons are
collected, options in degrees included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tests.judge.answers.form import Form, State
from tests.judge.answers.formulas import degree, read, value
from tests.judge.answers.games import Game
from tests.judge.answers.roads import numbers_of
from tests.judge.assessment_cells import Linear, cells
from tests.judge.assessment_formula import COMPARISONS, Tree, compare

__all__ = ["at", "case_at", "comparisons", "points_of"]


def at(game: Game, point: Mapping[str, Fraction]) -> Game:
    """The same game at other values of some drivers."""
    return Game(game.form, game.wants, {**game.drivers, **point}, game.start)


def case_at(case: Mapping[str, Game], point: Mapping[str, Fraction]) -> dict[str, Game]:
    """The games of a check at other values of some drivers."""
    return {name: at(game, point) for name, game in case.items()}


def points_of(game: Game, formulas: Iterable[object], vary: Sequence[str]) -> list[dict[str, Fraction]]:
    """One exact point of every non-empty cell that the wants of the game and these formulas cut out."""
    written: list[object] = list(formulas)
    for line in game.wants.values():
        for want in line:
            written += [text for text in (want.want, want.while_, want.otherwise) if text is not None]
    found: set[Linear] = set()
    for text in written:
        found |= comparisons(game, text, vary)
    box = [game.form.ranges[name] for name in vary]
    key = ("cells", frozenset(found), tuple(box))
    if key not in game.form.kept:
        game.form.kept[key] = cells(sorted(found), box)
    return [dict(zip(vary, point, strict=True)) for point in game.form.kept[key]]


def comparisons(game: Game, text: object, vary: Sequence[str]) -> set[Linear]:
    """The comparisons that a formula makes in some state, each as left minus right, normalised; kept, to save time."""
    key = ("met", type(text), text, tuple(vary), numbers_of(game))
    if key not in game.form.kept:
        found: set[Linear] = set()
        for state in game.form.states:
            _Collector(game.form, game.drivers, vary, state, found).forms(read(text))
        game.form.kept[key] = found
    known: set[Linear] = game.form.kept[key]
    return known


class _Collector:
    """The linear forms that a formula can take in one state, truth being 0 or 1; comparisons met go to ``found``."""

    def __init__(
        self, form: Form, drivers: Mapping[str, Fraction], vary: Sequence[str], state: State, found: set[Linear]
    ) -> None:
        self.form, self.drivers, self.vary, self.state, self.found = form, drivers, vary, state, found

    def constant(self, number: Fraction | int) -> Linear:
        return (Fraction(0),) * len(self.vary), Fraction(number)

    def forms(self, tree: Tree) -> set[Linear]:
        word = tree[0]
        if word == "name" and tree[1] in self.vary:
            return {(tuple(Fraction(int(tree[1] == name)) for name in self.vary), Fraction(0))}
        if word == "name" and tree[1] not in self.form.scope.options and tree[1] in self.form.terms:
            return self.forms(self.form.terms[tree[1]])
        if word in ("name", "number", "true", "false") or degree(tree, self.form.scope):
            return {self.constant(self._fixed(tree))}
        if word == "minus":
            return {_scaled(one, Fraction(-1)) for one in self.forms(tree[1])}
        if word == "not":
            return {self.constant(1 - one[1]) for one in self.forms(tree[1])}
        pairs = [(one, other) for one in self.forms(tree[1]) for other in self.forms(tree[2])]
        if word == "and":
            return {self.constant(one[1] * other[1]) for one, other in pairs}
        if word == "or":
            return {self.constant(max(one[1], other[1])) for one, other in pairs}
        if word == "implies":
            return {self.constant(max(1 - one[1], other[1])) for one, other in pairs}
        if word == "iff":
            return {self.constant(int(one[1] == other[1])) for one, other in pairs}
        if word == "+":
            return {_added(one, other) for one, other in pairs}
        if word == "-":
            return {_added(one, _scaled(other, Fraction(-1))) for one, other in pairs}
        if word == "*":
            return {_times(one, other) for one, other in pairs}
        return self._compared(word, {_added(one, _scaled(other, Fraction(-1))) for one, other in pairs})

    def _compared(self, word: str, differences: set[Linear]) -> set[Linear]:
        assert word in COMPARISONS
        values = set()
        for one in differences:
            if any(one[0]):
                leading = next(c for c in one[0] if c)
                self.found.add(_scaled(one, 1 / leading))
                values |= {self.constant(0), self.constant(1)}
            else:
                values.add(self.constant(int(compare(word, one[1], Fraction(0)))))
        return values

    def _fixed(self, tree: Tree) -> Fraction:
        return Fraction(value(tree, self.form.scope, self.form.level_of(self.state), self.drivers))


def _scaled(one: Linear, by: Fraction) -> Linear:
    return tuple(c * by for c in one[0]), one[1] * by


def _added(one: Linear, other: Linear) -> Linear:
    return tuple(a + b for a, b in zip(one[0], other[0], strict=True)), one[1] + other[1]


def _times(one: Linear, other: Linear) -> Linear:
    if not any(one[0]):
        return _scaled(other, one[1])
    if not any(other[0]):
        return _scaled(one, other[1])
    raise ValueError("drivers enter linearly: a product of two varied drivers")
