"""What a verdict turns on: the fewest conditions under which it is the same throughout.

Factors (the open questions, and the concept) span a table of values 1, 0 or -1 (undefined). A *condition* fixes up to
three factors; it *decides* if the defined cells that meet it are non-empty and all have one value. The result is the
deciding conditions that are minimal by inclusion.

The conditions that decide a claim or an answer, in words: which answers to open questions, which concepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.presentation.sentences import said
from countermove.presentation.words import concept_name, concepts_words_named, count, listed
from gmcr.base.record import BY_NAME, Record

__all__ = ["Condition", "Factor", "answer_text", "answers_text", "conditions_text", "simplest_text", "turning_points"]


MOST = 3
"""The largest number of equations in a condition."""

Factor = tuple[str, tuple[str, ...]]
"""A name and the values that it can have, in order: a question and its answers, or "concept" and the concepts."""


@dataclass(frozen=True, slots=True)
class Condition(Record):
    """Equations under which the value is the same throughout; no smaller set of them suffices."""

    equations: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """Question, or concept → the answer, or the concept's name."""
    holds: bool
    """The value wherever they hold."""


def turning_points(values: NDArray[np.int8], factors: Sequence[Factor]) -> tuple[Condition, ...]:
    """All minimal deciding conditions of a table, fewest equations first, in the order of factors and values.

    ``values``: any shape whose cells run over the product of the factors' values in order (the last one fastest).
    """
    return _deciding(values.astype(np.int8, copy=False).tobytes(), tuple(factors))


@lru_cache(maxsize=1024)
def _deciding(cells: bytes, factors: tuple[Factor, ...]) -> tuple[Condition, ...]:
    """The same for the cells of a table in order: equal ones come back at every stage of a page, and at many pushes."""
    table = np.frombuffer(cells, dtype=np.int8).reshape([len(choices) for _, choices in factors])
    conditions: list[Condition] = []
    decided: set[frozenset[tuple[int, int]]] = set()
    for size in range(1, MOST + 1):
        for axes in combinations(range(len(factors)), size):
            others = tuple(axis for axis in range(len(factors)) if axis not in axes)
            some_true = (table == 1).any(axis=others)
            some_false = (table == 0).any(axis=others)
            for picks in map(tuple, np.argwhere(some_true != some_false).tolist()):
                pairs = frozenset(zip(axes, picks, strict=True))
                if any(known <= pairs for known in decided):
                    continue
                decided.add(pairs)
                equations = tuple(
                    (factors[axis][0], factors[axis][1][pick]) for axis, pick in zip(axes, picks, strict=True)
                )
                conditions.append(Condition(equations, bool(some_true[picks])))
    return tuple(conditions)


def conditions_text(
    conditions: Sequence[Condition],
    *,
    most: int = 3,
    holds: str = "",
    fails: str = "",
    words: Glossary | None = None,
) -> str:
    """The simplest conditions that decide a claim: "holds whenever O1 = refuses; fails whenever O1 = answers"; *holds* and
    *fails* in other verbs. With the *words* of the case: "holds if Washington would not sit down (O1)"."""
    if not conditions:
        return ""
    shown = _simplest(conditions)[:most]
    verbs = {True: holds or said("turns.holds"), False: fails or said("turns.fails")}
    text = "; ".join(
        said("turns.each", verb=verbs[true], condition=_where(equations, words) if words else _equations(equations))
        for equations, true, _ in shown
    )
    rest = len(conditions) - sum(merged for _, _, merged in shown)
    return f"{text}; {count(rest, said('conditions.further'))}" if rest else text


def simplest_text(conditions: Sequence[Condition], words: Glossary) -> str:
    """The first of the simplest conditions that decide a claim, of which there are some: "holds if Washington would not sit
    down (O1)"."""
    equations, true, _ = _simplest(conditions)[0]
    return said("turns.each", verb=said("turns.holds" if true else "turns.fails"), condition=_where(equations, words))


_Equations = tuple[tuple[str, tuple[str, ...]], ...]
"""Names, each with its values."""


def _simplest(conditions: Sequence[Condition]) -> list[tuple[_Equations, bool, int]]:
    """Those of the fewest equations, merged."""
    least = len(conditions[0].equations)
    return _merged([condition for condition in conditions if len(condition.equations) == least])


def _merged(conditions: Sequence[Condition]) -> list[tuple[_Equations, bool, int]]:
    """Conditions with their number; those of one equation are merged if they differ only in its value."""
    values: dict[tuple[str, bool], list[str]] = {}
    for condition in conditions:
        if len(condition.equations) == 1:
            ((name, value),) = condition.equations
            values.setdefault((name, condition.holds), []).append(value)
    if values:
        return [(((name, tuple(own)),), true, len(own)) for (name, true), own in values.items()]
    return [
        (tuple((name, (value,)) for name, value in condition.equations), condition.holds, 1) for condition in conditions
    ]


def _equations(equations: _Equations) -> str:
    """Equations by their names: "whenever O1 = refuses and concept = Nash"."""
    texts = (f"{name} = {listed((_value(name, value) for value in own), 'or')}" for name, own in equations)
    return f"whenever {listed(texts)}"


def _where(equations: _Equations, words: Glossary) -> str:
    """Equations in words: "if Washington would not sit down (O1), with everybody looking one step ahead (Nash)"."""
    ifs = [answers_text(name, own, words) for name, own in equations if name != "concept"]
    looking = [
        said("answers.looking", looking=concepts_words_named(own, "or")) for name, own in equations if name == "concept"
    ]
    if not ifs:
        return looking[0]
    text = said("conditions.if", answers=listed(ifs))
    return said("conditions.looking", conditions=text, looking=looking[0]) if looking else text


def answers_text(name: str, values: Sequence[str], words: Glossary) -> str:
    """Any of some answers to an open question, with its name."""
    return said("read", answer=listed((answer_text(name, value, words) for value in values), "or"), question=name)


def answer_text(name: str, value: str, words: Glossary) -> str:
    """An answer to an open question as a clause."""
    means = words.questions[name].answers.get(value)
    return means.rstrip(".") if means else said("read.whether", answer=value)


def _value(name: str, value: str) -> str:
    return concept_name(value) if name == "concept" else value
