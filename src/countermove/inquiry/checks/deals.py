"""A check about deals: what several actors would agree on where the game comes to rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck
from gmcr.analysis import Profile, Trades
from gmcr.logic import Formula
from gmcr.model import OptionForm, OptionStructure

__all__ = ["DealCheck", "DealsAsked"]

DealsAsked = Literal["open", "none", "lasts", "some", "saw", "ended"]
"""Whether from every resting state a deal with the formula is open; from none; or from every one a deal that is kept or
overtaken. Whether a deal with it is open from some resting state; or one after which roads pass it, or end there."""

_Deal = tuple[tuple[int, ...], int]
"""Participants, and the cell that a deal leads to."""


@dataclass(frozen=True, slots=True)
class DealCheck(GameCheck):
    """What deals there are with the formula from where roads end, all told ones (``gmcr.deals``); undefined where nothing comes
    to rest, but for "some", "saw" and "ended", which are then false. ``participants``: only deals of exactly these; of anybody if
    empty."""

    asks: DealsAsked
    formula: Formula
    participants: tuple[str, ...] = ()

    plain: ClassVar[bool] = True

    @property
    def about_rests(self) -> bool:
        """Whether it is asked from every resting state, so that it needs one."""
        return self.asks in ("open", "none", "lasts")

    def lists(self, form: OptionForm) -> bool:
        return True

    def profiles(self, case: CheckedGame) -> Iterator[Profile]:
        yield case.play.profile

    def asks_for_outcomes(self, case: CheckedGame) -> bool:
        return self.about_rests

    @property
    def denies(self) -> bool:
        return self.formula.only_denies != (self.asks == "none")

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        rests = case.play.roads(case.start(), concept).outcomes
        structure = case.conflict.structure
        if not rests:
            return None if self.about_rests else False
        if not isinstance(structure, OptionStructure):  # nobody has an option to trade
            return self.asks == "none"
        met = case.where(self.formula)
        is_open = [any(self._fits(case, concept, cell, own, met) for own in self._told(case, cell)) for cell in rests]
        if not self.about_rests:
            return any(is_open)
        return not any(is_open) if self.asks == "none" else all(is_open)

    def _told(self, case: CheckedGame, cell: int) -> Iterator[_Deal]:
        structure, play = case.conflict.structure, case.play
        assert isinstance(structure, OptionStructure)
        only = tuple(case.conflict.actor(name) for name in self.participants)
        ranks = [play.ranks(actor) for actor in range(len(structure.actors))]
        for trade in Trades(structure, ranks, structure.code_of(cell)):
            if trade.told and only in ((), trade.participants):
                yield trade.participants, structure.cell(trade.target)

    def _fits(self, case: CheckedGame, concept: str, rest: int, deal: _Deal, met: NDArray[np.bool_]) -> bool:
        participants, target = deal
        if self.asks in ("open", "none", "some"):
            return bool(met[target])
        roads = case.play.roads(target, concept)
        if self.asks == "lasts":
            ranks = [case.play.ranks(actor) for actor in participants]
            gain = all(own[end] > own[rest] for own in ranks for end in roads.outcomes)
            return bool(met[target]) and bool(roads.outcomes) and gain
        ends = roads.outcomes if self.asks == "ended" and roads.outcomes else roads.reached
        return bool(met[list(ends)].any())
