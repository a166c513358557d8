"""deal: will they agree, and will it hold?

Which trades are open from where the conflict rests, who gains what, what becomes of each under each concept, who breaks it and
for which want, and who can go first (``gmcr.analysis.agreements``): a deal is told if it is lean and undominated among the
trades of its participants. The question looks at one game; in the others of the readings it counts where a told deal is open,
with F where states are asked for, and finds the answers to open questions on which that turns
(``verdicts.turning_points``). With *own views* each participant judges, and each mover moves, in the game that it sees.

Where no deal is open, ``opened_by`` has the smallest changes of mind under which one is (``openings``), and ``nearest`` the joint
switch that fails by least: fewest participants who do not gain, then fewest options, then by the order of actors and code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from countermove.context.context import GameContext, game_context
from countermove.inquiry.reasons import Reason, reason
from countermove.questions.deal.openings import Openings
from countermove.questions.deal.records import DealFate, DealMap, NearDeal, OpenDeal, Switch
from countermove.verdicts.turning_points import Condition, turning_points
from gmcr import Conflict, Deal, Deals, Fate
from gmcr.analysis import NearOffer, OwnViews, Profile, deals_in, nearest_offer
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import ModelError, Undecided
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula
from gmcr.model import OptionStructure
from gmcr.stability import Countermove

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["DealFate", "DealMap", "NearDeal", "OpenDeal", "Switch", "deal"]

MOST_READINGS = 1024
"""The largest number of readings that are gone through."""


@task
def deal(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    state: int | str | None = None,
    participants: str | Iterable[str] | None = None,
    own_views: bool = False,
    acts: int | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: str | Sequence[str] | None = None,
    bound: int = 2,
    begins: bool = True,
) -> Task[DealMap]:
    """The deals in a conflict, or in one game of an assessment.

    *to*: a formula that the state of a deal should satisfy; all are listed, and those with it counted and told. *state*: a
    state taken as at rest, instead of the start or where roads from it end. *participants* ("A,B", or names): only deals of
    exactly these. *own_views*: by the views that the file gives actors. *acts*: the largest number of options that a deal
    switches; by default any, or 4 where states cannot be listed. *bound*: the largest number of edits in a change of mind. ``begins``: whether the game's start is a status quo. Counts readings, then sets of edits. Raises FormulaError, UnknownName, ModelError (graph form, no start, two views of an
    actor), SizeError.
    """
    context = game_context(of, concepts, reading=reading, scenario=scenario, view=view, drivers=drivers)
    if state is None and not begins:
        raise ModelError("This game has no status quo: name the state that deals start from.", argument="state")
    conflict = context.conflict
    if not isinstance(conflict.structure, OptionStructure):
        raise ModelError(
            "In graph form, and where arcs are edited, actors have no options to trade: there are no deals in it."
        )
    if not context.concepts:
        raise ModelError("What becomes of a deal is asked under at least one concept: name it.", argument="concepts")
    among = None if participants is None else conflict.coalition(participants)
    if among is not None and len(among) < 2:
        raise ModelError(f"A deal takes two actors or more, and {among[0]} is one.", argument="participants")
    search = _DealSearch(
        context,
        None if to is None else context.of.formula(to),
        to,
        None if state is None else conflict.code(state),
        among,
        own_views=own_views,
        acts=acts,
        bound=bound,
    )
    return (yield from search.work())


def _held(context: GameContext) -> dict[str, list[str]]:
    """Who holds which views, by actor in file order."""
    held: dict[str, list[str]] = {}
    for name, view in ({} if context.assessment is None else context.assessment.views).items():
        if view.holder in context.conflict.actors:
            held.setdefault(view.holder, []).append(name)
    return held


class _DealSearch:
    """The computation and its results."""

    def __init__(
        self,
        context: GameContext,
        aim: Formula | None,
        text: str | None,
        state: int | None,
        among: tuple[str, ...] | None,
        *,
        own_views: bool,
        acts: int | None,
        bound: int,
    ) -> None:
        self.context, self.aim, self.text, self.state, self.among = context, aim, text, state, among
        self.conflict, self.names = context.conflict, context.concepts
        listed = self.conflict.structure.listed
        self.acts = Deals.ACTS if acts is None and not listed else acts
        every = _held(context)
        single = {actor: views[0] for actor, views in every.items() if len(views) == 1}
        for actor, views in every.items():
            if own_views and len(views) > 1:
                raise ModelError(
                    f"{actor} holds {len(views)} views, {', '.join(views)}: by which it judges is not said.",
                    actor=actor,
                )
        self.held = single if own_views else {}
        self.beside = single if listed and not own_views and len(single) == len(every) else {}
        self.eyes = self._eyes({}, self.held)
        self.deals = self._deals(self.eyes, self.conflict)
        self.met = None if aim is None else context.games.arena.met(aim, self.conflict.drivers)
        readings = () if context.assessment is None else context.assessment.readings
        self.unasked = len(readings) - 1 if len(readings) > MOST_READINGS else 0
        self.readings = () if self.unasked else readings
        self.rows: list[list[bool]] = []
        self.beside_rows: list[list[bool]] = []
        self.closed = not self._open(self._targets(), self.conflict)[0]
        self.openings = self._openings(bound)

    def work(self) -> Task[DealMap]:
        """Go through readings, then through changes of mind."""
        every = len(self.readings) + (self.openings.number if self.openings else 0)
        yield Progress(0, every, self.record)
        for number, other in enumerate(self.readings):
            game = self.context.elsewhere(reading=other)
            self.rows.append(self._open(self._told_in(self._eyes(other, self.held), game), game))
            if self.beside:
                self.beside_rows.append(self._open(self._told_in(self._eyes(other, self.beside), game), game))
            yield Progress(number + 1, every, self.record)
        for number in self.openings.work() if self.openings else ():
            yield Progress(len(self.readings) + number, every, self.record)
        return self.record(complete=True)

    # -- games -----------------------------------------------------------------------------------------------------

    def _eyes(self, reading: Mapping[str, str], held: Mapping[str, str]) -> OwnViews:
        """What each actor sees in a reading."""
        profile, seen = self.context.games.arena.profile, {}
        for actor in self.conflict.actors:
            seen[actor] = profile(self.context.elsewhere(reading=reading or None, view=held.get(actor)))
        return OwnViews(self.context.games, tuple(seen.values()))

    def _deals(self, eyes: OwnViews, game: Conflict) -> Deals:
        return deals_in(
            eyes, game.start, state=self.state, participants=self.among, concepts=self.names, acts=self.acts
        )

    def _told_in(
        self, eyes: OwnViews, game: Conflict, concepts: Sequence[str] | None = None
    ) -> Mapping[str, Sequence[int]]:
        """By concept the states that told deals lead to."""
        names = self.names if concepts is None else concepts
        return Deals.told_in(
            eyes, game.start, state=self.state, participants=self.among, concepts=names, acts=self.acts
        )

    def _targets(self) -> Mapping[str, Sequence[int]]:
        """The same of the game that is looked at."""
        return {name: [own.target for own in self.deals.told if name in own.fates] for name in self.names}

    def _open(self, told: Mapping[str, Sequence[int]], game: Conflict) -> list[bool]:
        """Under which concepts a told deal is open that leads where it should."""
        met = None if self.aim is None else self.context.games.arena.met(self.aim, game.drivers)
        cell = game.structure.cell
        return [any(met is None or met[cell(code)] for code in codes) for codes in told.values()]

    def _openings(self, bound: int) -> Openings | None:
        """The search for changes of mind that open a deal: in the author's game, of an assessment, where none is open and
        states are listed."""
        listed = self.conflict.structure.listed
        if self.context.assessment is None or self.held or not (self.closed and listed):
            return None
        games, everybody = self.context.games, len(self.conflict.actors)

        def is_open(profile: Profile) -> bool:
            told = self._told_in(OwnViews(games, (profile,) * everybody), self.conflict, self.names[:1])
            return self._open(told, self.conflict)[0]

        return Openings(games, self.conflict, is_open, bound)

    # -- the record ------------------------------------------------------------------------------------------------

    def record(self, *, complete: bool = False) -> DealMap:
        """The results so far."""
        every = tuple(self._told(item) for item in self.deals.deals)
        nearest = self._nearest() if self.closed else None
        rows = np.array(self.rows, dtype=np.int8).reshape(len(self.rows), len(self.names))
        return DealMap(
            start=self.conflict.start if self.state is None else None,
            rests=self.deals.rests,
            target=self.text,
            own_views=self.held,
            acts=self.acts,
            deals=every,
            readings=len(self.rows) or 1,
            unasked=self.unasked,
            open_in=self._open_in(rows),
            by_views=self._by_views(),
            turns_on={name: self._turning(rows[:, place]) for place, name in enumerate(self.names)},
            opened_by=() if self.openings is None else tuple(self.openings.found),
            searched=0 if self.openings is None else self.openings.searched,
            bound=0 if self.openings is None else self.openings.asked,
            nearest=nearest,
            steady={} if self.state is None else self._steady(),
            listed=self.conflict.structure.listed,
            complete=complete,
            labels=self._labels(every, nearest),
        )

    def _open_in(self, rows: np.ndarray[tuple[int, int], np.dtype[np.int8]]) -> dict[str, int]:
        own = self._open(self._targets(), self.conflict)
        counts = rows.sum(axis=0).tolist() if len(rows) else list(map(int, own))
        return dict(zip(self.names, counts, strict=True))

    def _by_views(self) -> dict[str, int] | None:
        if not self.beside_rows:
            return None
        return {name: sum(row[place] for row in self.beside_rows) for place, name in enumerate(self.names)}

    def _turning(self, row: np.ndarray[tuple[int], np.dtype[np.int8]]) -> tuple[Condition, ...]:
        assessment = self.context.assessment
        if assessment is None or len(row) < len(self.readings) or len(row) < 2 or row.all() or not row.any():
            return ()
        return turning_points(row, tuple(assessment.questions.items()))

    def _steady(self) -> dict[str, bool]:
        """Whether nobody has a step from the state that is taken as at rest, by concept, as far as that is known."""
        assert self.state is not None
        steady, cell = {}, self.conflict.structure.cell(self.state)
        for name in self.names:
            with suppress(Undecided):
                steady[name] = self.eyes.stable(cell, name)
        return steady

    def _seen(self, actor: str) -> Conflict:
        """The game that an actor sees."""
        return self.context.elsewhere(view=self.held[actor]) if actor in self.held else self.conflict

    def _reason(self, actor: str, before: int, after: int) -> Reason:
        return reason(self._seen(actor), actor, before, after)

    def _told(self, item: Deal) -> OpenDeal:
        reasons = tuple(self._reason(actor, item.state, item.target) for actor in item.participants)
        alone = {
            actor: None if code is None else self._reason(actor, item.state, code) for actor, code in item.alone.items()
        }
        return OpenDeal(
            state=item.state,
            target=item.target,
            participants=item.participants,
            told=item.told,
            meets=None if self.met is None else bool(self.met[self.conflict.structure.cell(item.target)]),
            switches=self._switches(item.state, item.target),
            gains={own.actor: own.want for own in reasons},
            concepts={name: self._fate(item, name, fate) for name, fate in item.fates.items()},
            hands=item.hands,
            order=item.order,
            forced_by=item.forced_by,
            alone=alone,
            excluded=self._excluded(item),
            others=item.others,
            preferred=tuple(actor for actor in item.participants if self._is_best(item, actor)),
            reasons=reasons,
        )

    def _excluded(self, item: Deal) -> dict[str, str]:
        """The rules by which parts alone are infeasible."""
        structure = self.conflict.structure
        assert isinstance(structure, OptionStructure)
        parts = {
            actor: item.state ^ ((item.state ^ item.target) & structure.form.mask(actor))
            for actor, code in item.alone.items()
            if code is None
        }
        rules = {actor: structure.form.against(code) for actor, code in parts.items()}
        return {actor: rule.id for actor, rule in rules.items() if rule is not None}

    def _switches(self, before: int, after: int) -> tuple[Switch, ...]:
        names = self.conflict.options
        return tuple(
            Switch(name, bool(before >> bit & 1), bool(after >> bit & 1))
            for bit, name in enumerate(names)
            if (before ^ after) >> bit & 1
        )

    def _is_best(self, item: Deal, actor: str) -> bool:
        """Whether an actor likes no other told deal of the same participants better."""
        ranks, cell = self.eyes.ranks(self.conflict.actor(actor)), self.conflict.structure.cell
        rivals = (own for own in self.deals.told if (own.state, own.participants) == (item.state, item.participants))
        return item.told and all(ranks[cell(own.target)] <= ranks[cell(item.target)] for own in rivals)

    def _deterred(self, item: Deal, concept: str, fate: Fate) -> dict[str, tuple[Countermove, ...]]:
        """What deters the step that breaks a deal under the other concepts asked about."""
        broken = fate.broken_by
        if broken is None or broken.before != item.target:
            return {}
        paths: dict[str, tuple[Countermove, ...]] = {}
        game = self._seen(broken.actor)
        for name in self.names:
            if name != concept:
                witness = self.context.games.witness(game, broken.before, actor=broken.actor, concept=name)
                paths.update((name, own.path) for own in witness.deterred if own.improvement == broken.after)
        return paths

    def _fate(self, item: Deal, concept: str, fate: Fate) -> DealFate:
        broken = fate.broken_by
        return DealFate(
            fate=fate.kind,
            outcomes=fate.outcomes,
            broken_by=None if broken is None else self._reason(broken.actor, broken.before, broken.after),
            losers=() if broken is None else broken.losers,
            again=fate.again,
            answered=fate.answered,
            deterred=self._deterred(item, concept, fate),
        )

    def _nearest(self) -> NearDeal | None:
        """The joint switch that fails by least, from the states at rest under the first concept."""
        offers: list[tuple[int, NearOffer]] = []
        for state in self.deals.rests[self.names[0]]:
            offer = nearest_offer(self.eyes, state, participants=self.among, met=self.met, acts=self.acts)
            if offer is not None:
                offers.append((state, offer))
        if not offers:
            return None
        state, least = min(offers, key=lambda own: (len(own[1].refused), (own[0] ^ own[1].target).bit_count()))
        return NearDeal(
            state=state,
            target=least.target,
            participants=least.participants,
            refused=tuple(self._reason(actor, state, least.target) for actor in least.refused),
            alone=least.alone,
        )

    def _labels(self, every: Sequence[OpenDeal], nearest: NearDeal | None) -> dict[int, str]:
        codes = {self.conflict.start, *(code for own in self.deals.rests.values() for code in own)}
        codes = codes.union(*(item.codes for item in every))
        if nearest is not None:
            codes |= {nearest.state, nearest.target}
        return {code: self.conflict.structure.label(code) for code in sorted(codes)}
