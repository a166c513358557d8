"""The crux: an observation that one coding predicts and the other excludes.

The search covers the roads from the start, in every reading of either coding, and under each of its concepts or, if
that finds nothing, under its lead concept. Of an observable F (over options alone), a coding *predicts*

* that it **ends** so, if there are outcomes everywhere and each has F; the other excludes that if no outcome has it
  anywhere (for a road that never ends: no state on it), as ``ended: F`` among ``observations`` would refute it;
* that it **comes**, if every road passes a state with F before it ends or circles; the other excludes that if no
  reachable state has it, as ``saw: F`` would refute it;
* and it **allows** it, if some road passes such a state; the other excludes it as before. If seen, it refutes the other
  coding; if not seen, it refutes neither.

Candidates are tried in stages until some are found: acts, against the start, with what the codings name (terms, the
target, and what the wants on the lines that split them ask for); two acts together; whole states. Those on lines of the
smallest sets that carry an answer over come first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.context.games import game_of, games_of
from countermove.inquiry.checks import CheckedGame
from countermove.questions.compare.codings import Coded, Split
from gmcr import Roads
from gmcr.base.errors import FormulaError, ModelError
from gmcr.base.record import Record
from gmcr.logic import Degrees, Formula, Not, OptionAtom

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Crux", "cruxes"]

_MOST = 24
"""The largest number of observations listed."""

_PAIRS = 40
"""With more acts than this no pairs are tried."""

Kind = Literal["ends", "comes", "may come"]


@dataclass(frozen=True, slots=True)
class Crux(Record):
    """An observation that distinguishes two codings."""

    predicts: str
    """The coding that predicts it or, if it may come, allows it."""
    excludes: str
    """The coding in which it happens in no reading."""
    formula: str
    """The observation, in the names of the first coding."""
    kind: Kind
    """Whether it ends so, comes on every road, or may come."""
    scenario: str | None
    """The scenario in which it is to be observed; null for the base."""
    every: bool
    """Whether this holds under all concepts of each coding; otherwise under the lead concept of each."""
    lines: tuple[int, ...]
    """The indices of lines of the smallest sets that it is about."""


def cruxes(
    one: Coded,
    other: Coded,
    concepts: Sequence[tuple[str, ...]],
    scenarios: Iterable[str | None],
    splits: Sequence[Split],
    carrying: Collection[int],
) -> tuple[Crux, ...]:
    """The observations that distinguish two codings, best first. *concepts*: of either; *carrying*: the lines of the
    smallest sets."""
    acts = {name: one.alike.formula(name) for name in one.alike.form.names if name in other.alike.form.names}
    about = {place: _options_of(splits[place], (one, other)) for place in carrying}
    observations: list[Crux] = []
    sides = dict(_sides(one, other, scenarios))
    tiers = (
        lambda pair: [*_acts(acts, pair), *_named_formulas(one, other, splits)],
        lambda pair: [f"{a} and {b}" for a, b in combinations(_acts(acts, pair), 2)] if len(acts) <= _PAIRS else [],
        lambda pair: _states(acts, pair, concepts),
    )
    for tier in tiers:
        for scenario, pair in sides.items():
            for text in dict.fromkeys(tier(pair)):
                formulas = _observable(text, one.alike, other.alike)
                if formulas is None:
                    continue
                on = tuple(
                    place for place, named in about.items() if named & set(map(Degrees.option_of, formulas[0].options))
                )
                for every in (True, False):
                    own = [names if every else names[:1] for names in concepts]
                    seen = [side.seen(formula, names) for side, formula, names in zip(pair, formulas, own, strict=True)]
                    difference = _difference(seen)
                    if difference is not None:
                        kind, place = difference
                        labels = (one.label, other.label)
                        observations.append(Crux(labels[place], labels[1 - place], text, kind, scenario, every, on))
                        break
        if observations:
            break
    kinds = ("ends", "comes", "may come")
    observations.sort(key=lambda item: (not item.lines, kinds.index(item.kind), not item.every))
    return tuple(observations[:_MOST])


# -- a coding's predictions --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Occurrence(Record):
    """For F, over all cells: whether it ends so in all, in none; comes in all; is passed in all, in none."""

    ends: bool
    never_ends: bool
    comes: bool
    passed: bool
    never_passed: bool


def _difference(seen: Sequence[_Occurrence]) -> tuple[Kind, int] | None:
    """How two codings differ about F, and which of them predicts it."""
    for place in (0, 1):
        if seen[place].ends and seen[1 - place].never_ends:
            return "ends", place
    for place in (0, 1):
        if seen[place].passed and seen[1 - place].never_passed:
            return ("comes" if seen[place].comes else "may come"), place
    return None


class _Side:
    """One coding in one scenario: its games, one a reading, and their roads. Equal roads are examined once."""

    def __init__(self, cases: Sequence[CheckedGame]) -> None:
        self.cases = cases
        self.start = cases[0].start()
        self._roads: dict[str, tuple[Roads, ...]] = {}

    @classmethod
    def of(cls, assessment: Assessment, scenario: str | None) -> _Side | None:
        """None if the scenario has no feasible start in some reading."""
        games = games_of(assessment)
        try:
            every = [game_of(assessment, reading=reading, scenario=scenario) for reading in assessment.readings]
        except ModelError:
            return None
        return cls([CheckedGame.of(games=games, conflict=conflict) for conflict in every])

    def roads(self, concept: str) -> tuple[Roads, ...]:
        """All distinct roads under a concept."""
        if concept not in self._roads:
            every = (case.play.roads(case.start(), concept) for case in self.cases)
            self._roads[concept] = tuple({(item.reached, item.outcomes, item.steps): item for item in every}.values())
        return self._roads[concept]

    def seen(self, formula: Formula, concepts: Sequence[str]) -> _Occurrence:
        met = self.cases[0].where(formula)  # free of drivers: the same in every reading
        roads = [item for concept in concepts for item in self.roads(concept)]
        ends = [met[list(item.outcomes)] for item in roads]
        passed = [bool(met[list(item.reached)].any()) for item in roads]
        return _Occurrence(
            ends=all(own.size and own.all() for own in ends),
            never_ends=not any(own.any() if own.size else way for own, way in zip(ends, passed, strict=True)),
            comes=all(_unavoidable(item, met) for item in roads),
            passed=all(passed),
            never_passed=not any(passed),
        )

    def on(self, formula: Formula) -> bool:
        """Whether a formula holds at the start of the base reading."""
        return bool(self.cases[0].where(formula)[self.start])


def _sides(
    one: Coded, other: Coded, scenarios: Iterable[str | None]
) -> Iterator[tuple[str | None, tuple[_Side, _Side]]]:
    """Both codings in each scenario in which both have a start."""
    for scenario in scenarios:
        mine, theirs = _Side.of(one.alike, scenario), _Side.of(other.alike, scenario)
        if mine is not None and theirs is not None:
            yield scenario, (mine, theirs)


def _unavoidable(roads: Roads, met: NDArray[np.bool_]) -> bool:
    """Whether every road passes a state that is *met*: none ends, or circles, before."""
    start = roads.reached[0]
    ahead: dict[int, list[int]] = {}
    for before, _, after in roads.steps:
        ahead.setdefault(before, []).append(after)
    clear, stack = set[int](), [start] if not met[start] else []
    while stack:
        cell = stack.pop()
        if cell in clear:
            continue
        if cell not in ahead:
            return False
        clear.add(cell)
        stack += [after for after in ahead[cell] if not met[after]]
    entered = dict.fromkeys(clear, 0)
    for cell in clear:
        for after in set(ahead[cell]) & clear:
            entered[after] += 1
    free = [cell for cell, count in entered.items() if not count]
    for cell in free:  # grows while it is traversed: the cells that no circle leads into
        for after in set(ahead[cell]) & clear:
            entered[after] -= 1
            if not entered[after]:
                free.append(after)
    return len(free) == len(clear)


# -- candidate observations --------------------------------------------------------------------------------------------


def _observable(text: str, one: Assessment, other: Assessment) -> tuple[Formula, Formula] | None:
    """A formula in both codings; None if it means something else in one, or is not about options alone."""
    try:
        formulas = one.formula(text), other.formula(text)
    except FormulaError:
        return None
    if formulas[0] != formulas[1] or formulas[0].drivers or not formulas[0].options:
        return None
    return formulas


def _acts(acts: Mapping[str, Formula], pair: Sequence[_Side]) -> list[str]:
    """Every act as it changes the start: on if it is off in both codings, off if it is on; both if they differ."""
    formulas = []
    for act, formula in acts.items():
        on = [side.on(formula) for side in pair]
        formulas += [] if all(on) else [act]
        formulas += [f"not {act}" if Degrees.option_of(act) == act else f"not ({act})"] if any(on) else []
    return formulas


def _named_formulas(one: Coded, other: Coded, splits: Sequence[Split]) -> Iterator[str]:
    """What the codings name other than single acts: terms, the target, and what the wants on the lines that split them
    ask for."""
    for text in _written(one, other, splits):
        pair = _observable(text, one.alike, other.alike)
        if pair is not None and not isinstance(pair[0].of if isinstance(pair[0], Not) else pair[0], OptionAtom):
            yield text


def _written(one: Coded, other: Coded, splits: Sequence[Split]) -> Iterator[str]:
    yield from one.alike.vocabulary.terms
    if one.alike.document.target is not None:
        yield one.alike.document.target
    for split in splits:
        for coding in (one, other):
            item = coding.items.get(split.key)
            if split.key[0] == "want" and item is not None:
                yield from (str(text) for part in ("want", "otherwise", "could_be") if (text := item.parts.get(part)))


def _states(acts: Mapping[str, Formula], pair: Sequence[_Side], concepts: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The outcomes of either coding as formulas over the acts that both have."""
    for side, names in zip(pair, concepts, strict=True):
        met = {act: side.cases[0].where(formula) for act, formula in acts.items()}
        for concept in names:
            for cell in dict.fromkeys(cell for roads in side.roads(concept) for cell in roads.outcomes):
                yield " and ".join(act if met[act][cell] else f"not ({act})" for act in acts)


def _options_of(split: Split, codings: Iterable[Coded]) -> set[str]:
    """The options that a line is about: those that it names, directly, by terms, or by wants that name its driver."""
    section, owner, name = split.key
    if section == "option":
        return {f"{owner}.{name}"}
    options: set[str] = set()
    for coding in codings:
        item = coding.items.get(split.key)
        texts = [] if item is None else [repr(item.parts)]
        if section == "driver":
            texts = [
                repr(other.parts)
                for key, other in coding.items.items()
                if key[0] == "want" and _names(name, other.parts)
            ]
        terms: Mapping[str, Formula] = coding.alike.vocabulary.terms
        for text in texts:
            words = set(re.findall(r"[^\W\d][\w]*(?:\.\w+)?", text))
            options |= words & set(coding.alike.names.options)
            options |= {Degrees.option_of(option) for term in words & set(terms) for option in terms[term].options}
    return options


def _names(name: str, parts: Mapping[str, object]) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", repr(parts)) is not None
