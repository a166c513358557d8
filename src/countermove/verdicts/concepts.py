"""Which stability concept a person means by what they type, and the verdicts of each.

=========================================  =====================================================================
``nash gmr smr seq symseq``                by name
``sim sim:tableau``                        with its form: ``every`` (default) or ``tableau``
``maximin:4``                              with its horizon, the number of moves
``limited:3 limited:3:some``               with its horizon, and how ties are broken: ``every`` (default) or ``some``
``nonmyopic nonmyopic:some``               with how ties are broken
``cnash cgmr csmr cseq``                   of coalitions: the given ones, or all
=========================================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr import (
    COALITION_CONCEPTS,
    CONCEPTS,
    Conflict,
    Solution,
    solve,
    solve_coalitions,
    solve_limited,
    solve_maximin,
    solve_nonmyopic,
    solve_partition,
    solve_sim,
    solve_universal,
)
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.summary import Record

__all__ = ["EVERY_CONCEPT", "MOST_MOVES", "AskedConcept", "Player", "SolvedConcept", "asked_concept", "solved_concepts"]

Player = tuple[str, ...]
Truths = NDArray[np.bool_]

EVERY_CONCEPT = (*CONCEPTS, "sim", "sim:tableau", "maximin:4", "limited:3", "nonmyopic", *COALITION_CONCEPTS)
"""Each concept in one notation."""

MOST_MOVES = 1000
"""The longest horizon that may be requested."""

_TIES = ("every", "some")
_FORMS = ("every", "tableau")


@dataclass(frozen=True, slots=True)
class AskedConcept(Record):
    """A requested concept. ``name``: its canonical notation; ``kind``: the word before any colon; ``horizon``, ``ties``
    and ``form`` (of SIM): the parts after it."""

    name: str
    kind: str
    horizon: int = 0
    ties: str = "every"
    form: str = "every"

    @property
    def together(self) -> bool:
        """Whether the concept is one of coalitional stability."""
        return self.kind in COALITION_CONCEPTS


@dataclass(frozen=True, slots=True, eq=False)
class SolvedConcept(Record):
    """The verdicts of one concept: the concept ``asked`` for, and the ``solution`` that includes it."""

    asked: AskedConcept
    solution: Solution

    def stable(self, player: str | Player) -> Truths:
        """Where an actor, or a coalition, is stable: bool (states,)."""
        return self.solution.stable(self.asked.kind, player)

    def equilibrium(self) -> Truths:
        """Where everybody whom the concept covers is stable: bool (states,)."""
        return self.solution.equilibrium(self.asked.kind)


def asked_concept(text: str) -> AskedConcept:
    """The concept that a text denotes. Raises UnknownName, CountermoveError."""
    kind, *parts = text.strip().lower().split(":")
    if kind in ("maximin", "limited"):
        return _foresight_concept(text, kind, parts)
    if kind == "nonmyopic":
        return _tied(text, kind, 0, parts)
    if kind == "sim":
        return _at_once(text, parts)
    if kind not in (*CONCEPTS, *COALITION_CONCEPTS):
        raise UnknownName("concept", text, EVERY_CONCEPT)
    if parts:
        raise CountermoveError(f"{text}: {kind} has no horizon; write {kind}.")
    return AskedConcept(kind, kind)


def solved_concepts(
    conflict: Conflict,
    concepts: Iterable[str],
    coalitions: Sequence[str] = (),
    partition: Sequence[Player] = (),
) -> tuple[SolvedConcept, ...]:
    """The verdicts of concepts, each once, in the given order. *coalitions*: those that the concepts of coalitional
    stability cover, as "A,B"; or *partition*: its blocks are the players, and only they answer; all coalitions if
    neither is given. Raises CountermoveError, UnknownName, ModelError, SizeError."""
    requested = tuple(dict.fromkeys(map(asked_concept, concepts)))
    if coalitions and not any(item.together for item in requested):
        names = ", ".join(COALITION_CONCEPTS)
        message = f"Coalitions go with the concepts of coalitions: {names}. Ask for one of them."
        raise CountermoveError(message, argument="concept")
    basic = [item.kind for item in requested if item.kind in CONCEPTS]
    joint = [item.kind for item in requested if item.together]
    tables: dict[str, Solution] = dict.fromkeys(basic, solve(conflict, concepts=basic)) if basic else {}
    if joint:
        tables |= dict.fromkeys(joint, _joint(conflict, joint, coalitions, partition))
    return tuple(SolvedConcept(item, tables.get(item.kind) or _ahead(conflict, item)) for item in requested)


# -- reading -----------------------------------------------------------------------------------------------------------


def _foresight_concept(text: str, kind: str, parts: Sequence[str]) -> AskedConcept:
    number = parts[0] if parts else ""
    if not (number.isascii() and number.isdigit() and len(number) < 9 and 1 <= int(number) <= MOST_MOVES):
        raise CountermoveError(
            f"{text}: {kind} needs a horizon, the number of moves from 1 to {MOST_MOVES}, as in {kind}:3."
        )
    if kind == "limited":
        return _tied(text, kind, int(number), parts[1:])
    if len(parts) > 1:
        raise CountermoveError(f"{text}: maximin takes a horizon alone, as in {kind}:{int(number)}.")
    return AskedConcept(f"{kind}:{int(number)}", kind, int(number))


def _tied(text: str, kind: str, horizon: int, parts: Sequence[str]) -> AskedConcept:
    ties = parts[0] if parts else "every"
    written = f"{kind}:{horizon}" if horizon else kind
    if ties not in _TIES or len(parts) > 1:
        raise CountermoveError(f"{text}: after {written} comes nothing, or how ties are broken: {written}:some.")
    return AskedConcept(written if ties == "every" else f"{written}:{ties}", kind, horizon, ties)


def _at_once(text: str, parts: Sequence[str]) -> AskedConcept:
    form = parts[0] if parts else "every"
    if form not in _FORMS or len(parts) > 1:
        raise CountermoveError(
            f"{text}: after sim comes nothing, or the form of Fraser and Hipel's tableau: sim:tableau."
        )
    return AskedConcept("sim" if form == "every" else f"sim:{form}", "sim", form=form)


# -- solving -----------------------------------------------------------------------------------------------------------


def _joint(
    conflict: Conflict, concepts: Sequence[str], coalitions: Sequence[str], partition: Sequence[Player]
) -> Solution:
    """The solution for concepts of coalitional stability."""
    if partition:
        return solve_partition(conflict, concepts=concepts, partition=partition)
    if coalitions:
        return solve_coalitions(conflict, concepts=concepts, coalitions=coalitions)
    return solve_universal(conflict, concepts=concepts)


def _ahead(conflict: Conflict, item: AskedConcept) -> Solution:
    """The solution for a concept of foresight, or simultaneous sanctioning."""
    match item.kind:
        case "maximin":
            return solve_maximin(conflict, horizon=item.horizon)
        case "limited":
            return solve_limited(conflict, horizon=item.horizon, ties=item.ties)
        case "nonmyopic":
            return solve_nonmyopic(conflict, ties=item.ties)
    return solve_sim(conflict, form=item.form)
