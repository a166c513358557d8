"""Which stability concept a person means by what they type, and the verdicts of each.

=========================================  =====================================================================
``nash gmr smr seq symseq``                by name
``sim sim:tableau``                        with its form: ``every`` (understood) or ``tableau``
``maximin:4``                              with its horizon, the number of moves
``limited:3 limited:3:some``               with its horizon, and how ties are broken: ``every`` (understood) or ``some``
``nonmyopic nonmyopic:some``               with how ties are broken
``cnash cgmr csmr cseq``                   of coalitions: those asked about, or all there are
=========================================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.errors import CountermoveError, UnknownName
from countermove.model import Conflict
from countermove.stability import (
    COALITION_CONCEPTS,
    CONCEPTS,
    SIM_FORMS,
    Verdicts,
    coalitions_of,
    solve,
    solve_coalition,
    solve_limited,
    solve_maximin,
    solve_nonmyopic,
    solve_partition,
    solve_sim,
    solve_universal,
)
from countermove.stability.coalitions import coalition_named

__all__ = ["EVERY_CONCEPT", "MOST_MOVES", "Asked", "Player", "SolvedConcept", "asked_concept", "solved_concepts"]

Player = tuple[str, ...]
Truths = NDArray[np.bool_]

EVERY_CONCEPT = (*CONCEPTS, "sim", "sim:tableau", "maximin:4", "limited:3", "nonmyopic", *COALITION_CONCEPTS)
"""One way of writing each concept."""

MOST_MOVES = 1000
"""The longest horizon that can be asked for."""

_TIES = ("every", "some")


@dataclass(frozen=True, slots=True)
class Asked(Brief):
    """A concept as asked for. ``name``: as it is written, the same for the same concept; ``kind``: the word before any
    colon; ``horizon``, ``ties`` and ``form`` (of SIM): what comes behind it."""

    name: str
    kind: str
    horizon: int = 0
    ties: str = "every"
    form: str = "every"

    @property
    def together(self) -> bool:
        """Whether the concept is one of coalitions."""
        return self.kind in COALITION_CONCEPTS


@dataclass(frozen=True, slots=True, eq=False)
class SolvedConcept(Brief):
    """The verdicts of one concept. ``players``: whom it is about, single actors or coalitions; ``stable``: where a
    player is stable, bool (states,); ``equilibrium``: where all are."""

    asked: Asked
    players: tuple[Player, ...]
    stable: Callable[[Player], Truths]
    equilibrium: Truths


def asked_concept(text: str) -> Asked:
    """The concept of a text. Raises UnknownName, CountermoveError."""
    kind, *parts = text.strip().lower().split(":")
    if kind in ("maximin", "limited"):
        return _looking_ahead(text, kind, parts)
    if kind == "nonmyopic":
        return _tied(text, kind, 0, parts)
    if kind == "sim":
        return _at_once(text, parts)
    if kind not in (*CONCEPTS, *COALITION_CONCEPTS):
        raise UnknownName("concept", text, EVERY_CONCEPT)
    if parts:
        raise CountermoveError(f"{text}: {kind} has no horizon; write {kind}.")
    return Asked(kind, kind)


def solved_concepts(
    conflict: Conflict,
    concepts: Iterable[str],
    coalitions: Sequence[str] = (),
    partition: Sequence[Player] = (),
) -> tuple[SolvedConcept, ...]:
    """The verdicts of concepts, each once, in the order given. *coalitions*: those that the concepts of coalitions are
    about, as "A,B"; or *partition*: its blocks are the players, and only they answer; all coalitions there are where neither
    is given. Raises CountermoveError, UnknownName, ModelError, SizeError."""
    asked = tuple(dict.fromkeys(map(asked_concept, concepts)))
    players = tuple(dict.fromkeys(coalition_named(conflict, names) for names in coalitions))
    if players and not any(item.together for item in asked):
        names = ", ".join(COALITION_CONCEPTS)
        told = f"Coalitions go with the concepts of coalitions: {names}. Ask for one of them."
        raise CountermoveError(told, argument="concept")
    basic = _basic(conflict, asked)
    joint = _joint(conflict, asked, players, partition)
    found = []
    for item in asked:
        solved = basic.get(item.name) or joint.get(item.name)
        found.append(solved if solved is not None else _ahead(conflict, item))
    return tuple(found)


# -- reading -----------------------------------------------------------------------------------------------------------


def _looking_ahead(text: str, kind: str, parts: Sequence[str]) -> Asked:
    number = parts[0] if parts else ""
    if not (number.isascii() and number.isdigit() and len(number) < 9 and 1 <= int(number) <= MOST_MOVES):
        raise CountermoveError(
            f"{text}: {kind} needs a horizon, the number of moves from 1 to {MOST_MOVES}, as in {kind}:3."
        )
    if kind == "limited":
        return _tied(text, kind, int(number), parts[1:])
    if len(parts) > 1:
        raise CountermoveError(f"{text}: maximin takes a horizon alone, as in {kind}:{int(number)}.")
    return Asked(f"{kind}:{int(number)}", kind, int(number))


def _tied(text: str, kind: str, horizon: int, parts: Sequence[str]) -> Asked:
    ties = parts[0] if parts else "every"
    written = f"{kind}:{horizon}" if horizon else kind
    if ties not in _TIES or len(parts) > 1:
        raise CountermoveError(f"{text}: after {written} comes nothing, or how ties are broken: {written}:some.")
    return Asked(written if ties == "every" else f"{written}:{ties}", kind, horizon, ties)


def _at_once(text: str, parts: Sequence[str]) -> Asked:
    form = parts[0] if parts else "every"
    if form not in SIM_FORMS or len(parts) > 1:
        raise CountermoveError(
            f"{text}: after sim comes nothing, or the form of Fraser and Hipel's tableau: sim:tableau."
        )
    return Asked("sim" if form == "every" else f"sim:{form}", "sim", form=form)


# -- solving -----------------------------------------------------------------------------------------------------------


def _basic(conflict: Conflict, asked: Sequence[Asked]) -> dict[str, SolvedConcept]:
    """The five concepts, solved together."""
    names = [item.name for item in asked if item.name in CONCEPTS]
    if not names:
        return {}
    table = solve(conflict, names)

    def single(item: Asked) -> SolvedConcept:
        return SolvedConcept(
            item, _singles(conflict), lambda player: table.stable(item.name, player[0]), table.equilibrium(item.name)
        )

    return {item.name: single(item) for item in asked if item.name in names}


def _joint(
    conflict: Conflict, asked: Sequence[Asked], players: tuple[Player, ...], partition: Sequence[Player]
) -> dict[str, SolvedConcept]:
    """The concepts of coalitions, solved together."""
    chosen = [item for item in asked if item.together]
    if not chosen:
        return {}
    names = [item.name for item in chosen]
    if partition:
        blocks = solve_partition(conflict, partition, concepts=names)
        players = blocks.players
        tables = dict.fromkeys(players, blocks)
    elif players:
        tables = {player: solve_coalition(conflict, player, concepts=names) for player in players}
    else:
        every = solve_universal(conflict, concepts=names)
        players = coalitions_of(conflict.actors)
        tables = dict.fromkeys(players, every)

    def single(item: Asked) -> SolvedConcept:
        equilibrium = np.logical_and.reduce([tables[player].stable(item.name, player) for player in players])
        return SolvedConcept(item, players, lambda player: tables[player].stable(item.name, player), equilibrium)

    return {item.name: single(item) for item in chosen}


def _ahead(conflict: Conflict, item: Asked) -> SolvedConcept:
    """A concept of foresight, or simultaneous sanctioning."""
    verdicts: Verdicts
    if item.kind == "maximin":
        verdicts = solve_maximin(conflict, horizon=item.horizon)
    elif item.kind == "limited":
        verdicts = solve_limited(conflict, horizon=item.horizon, ties=item.ties)
    elif item.kind == "nonmyopic":
        verdicts = solve_nonmyopic(conflict, ties=item.ties)
    else:
        verdicts = solve_sim(conflict, form=item.form)
    return SolvedConcept(item, _singles(conflict), lambda player: verdicts.stable(player[0]), verdicts.equilibrium())


def _singles(conflict: Conflict) -> tuple[Player, ...]:
    return tuple((actor,) for actor in conflict.actors)
