"""The conditions that decide a claim or an answer, in words: which answers to open questions, which concepts."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.context.glossary import Glossary
from countermove.presentation.words import concept_name, count, listed, under_words
from countermove.verdicts.turning_points import Condition

__all__ = ["answer_text", "conditions_text"]


def conditions_text(
    conditions: Sequence[Condition],
    *,
    most: int = 3,
    holds: str = "holds",
    fails: str = "fails",
    words: Glossary | None = None,
) -> str:
    """The simplest conditions that decide a claim: "holds whenever O1 = refuses; fails whenever O1 = answers". With the
    *words* of the case: "holds if Washington would not sit down (O1)"."""
    if not conditions:
        return ""
    least = len(conditions[0].equations)
    simplest = _merged([condition for condition in conditions if len(condition.equations) == least])
    shown = simplest[:most]
    text = "; ".join(
        f"{holds if true else fails} {_where(equations, words) if words else _equations(equations)}"
        for equations, true, _ in shown
    )
    rest = len(conditions) - sum(merged for _, _, merged in shown)
    return f"{text}; {count(rest, 'further condition')}" if rest else text


_Equations = tuple[tuple[str, tuple[str, ...]], ...]
"""Names, each with its values."""


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
    ifs = [
        f"{listed((answer_text(name, value, words) for value in own), 'or')} ({name})"
        for name, own in equations
        if name != "concept"
    ]
    under = [under_words(own) for name, own in equations if name == "concept"]
    return ", ".join([*([f"if {listed(ifs)}"] if ifs else []), *under])


def answer_text(name: str, value: str, words: Glossary) -> str:
    """An answer to an open question as a clause."""
    means = words.questions[name].answers.get(value)
    return means.rstrip(".") if means else f"the answer is {value}"


def _value(name: str, value: str) -> str:
    return concept_name(value) if name == "concept" else value
