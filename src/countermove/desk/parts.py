"""The questions that stand around an assessment, each asked once: what goes together, what tips it, who moves whom, in
whose eyes, where it can go.

Parts that a case gives no reason for are None (no claims, drivers, views or target). Parts that would take too long are
None too, and named in ``skipped`` with the reason. ``diff`` has no part: it takes two assessments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from countermove.assessment import Assessment
from countermove.desk.coalitions import CoalitionsRecord, coalitions_case
from countermove.desk.game import Game
from countermove.desk.inverse import InverseRecord, inverse_in
from countermove.desk.levers import LeversRecord, levers_case
from countermove.desk.longrun import LongRunRecord, longrun_case
from countermove.desk.roads import RoadsRecord, roads_case
from countermove.desk.robust import RobustRecord, robust_case
from countermove.desk.tipping import TippingRecord, tipping_case
from countermove.desk.together import TogetherRecord, together_case
from countermove.desk.views import ViewsRecord, views_case
from countermove.errors import ModelError, SizeError
from countermove.questions import ClaimVerdict

__all__ = ["Parts", "Weight", "parts_of", "weights_of"]

LARGE = 1 << 14
"""Games with more states than this are asked only what is quick."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Weight:
    """A want, and the author's claims that a single change of it alters in the base reading."""

    want: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """``together``: of the author's claims. ``weights``: wants that claims rest on, those of most claims first.
    ``tipping``, ``robust``: of the start, the outcomes and the target, claims left out, which take longer. ``inverse``:
    of the nearest state with the target, under the first concept. ``skipped``: (part, why) of what was not computed,
    ``interrupted`` or not."""

    together: TogetherRecord | None
    weights: tuple[Weight, ...]
    inverse: InverseRecord | None
    tipping: TippingRecord | None
    robust: RobustRecord | None
    levers: LeversRecord | None
    roads: RoadsRecord | None
    views: ViewsRecord | None
    coalitions: CoalitionsRecord | None
    longrun: LongRunRecord | None
    skipped: tuple[tuple[str, str], ...]
    interrupted: bool


def parts_of(
    game: Game,
    claims: Sequence[ClaimVerdict],
    *,
    concepts: Sequence[str],
    draws: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> Parts:
    """The parts of an assessment, in one game. ``draws``, ``seed``: of how robust it is. ``progress`` is told how many
    parts are done, of how many; an interrupt skips what is left. Raises UnknownName, ModelError."""
    assessment, chosen = game.assessment, game.selection
    assert isinstance(assessment, Assessment)
    ask = _Asker(int(game.conflict.states.size), progress)
    together = ask(
        "together",
        lambda: together_case(assessment, concepts=concepts, verdicts=claims),
        where=bool(assessment.claims),
    )
    roads = ask("roads", lambda: roads_case(game, concepts=concepts), large=False)
    goal = None if roads is None else _nearest(roads)
    return Parts(
        together=together,
        weights=weights_of(claims),
        inverse=ask(
            "inverse", lambda: inverse_in(game, str(goal), concepts=concepts[:1]), where=goal is not None, large=False
        ),
        tipping=ask(
            "tipping",
            lambda: tipping_case(assessment, chosen, claims=(), concepts=concepts),
            where=bool(assessment.ranges),
            large=False,
        ),
        robust=ask(
            "robust",
            lambda: robust_case(assessment, chosen, claims=(), concepts=concepts, draws=draws, seed=seed),
            large=False,
        ),
        levers=ask("levers", lambda: levers_case(assessment, chosen), large=False),
        roads=roads,
        views=ask(
            "views",
            lambda: views_case(assessment, chosen, concepts=concepts),
            where=bool(assessment.views) and chosen.view is None,
            large=False,
        ),
        coalitions=ask("coalitions", lambda: coalitions_case(game), large=False),
        longrun=ask("longrun", lambda: longrun_case(game, concepts=concepts), large=False),
        skipped=tuple(ask.skipped),
        interrupted=ask.interrupted,
    )


class _Asker:
    """Asks for parts in turn and keeps why one is missing."""

    count = 9

    def __init__(self, states: int, progress: Callable[[int, int], None] | None) -> None:
        self.skipped: list[tuple[str, str]] = []
        self._states = states
        self._progress = progress
        self._done = 0
        self.interrupted = False

    def __call__(self, name: str, make: Callable[[], Part], *, where: bool = True, large: bool = True) -> Part | None:
        """The part; None where there is no reason for it, or it cannot be had."""
        self._done += 1
        found = self._made(name, make, large) if where else None
        if self._progress is not None:
            self._progress(self._done, self.count)
        return found

    def _made(self, name: str, make: Callable[[], Part], large: bool) -> Part | None:
        if self.interrupted:
            self.skipped.append((name, "interrupted"))
        elif self._states > LARGE and not large:
            self.skipped.append((name, f"{self._states:,} states; asked for alone it takes its time"))
        else:
            try:
                found = make()
            except (SizeError, ModelError) as error:  # say, somebody holds two views: the rest can still be told
                self.skipped.append((name, str(error)))
                return None
            except KeyboardInterrupt:
                self.interrupted = True
            else:
                self.interrupted = _cut_short(found)
            if not self.interrupted:
                return found
            self.skipped.append((name, "interrupted"))
        return None


def _cut_short(part: object) -> bool:
    """Whether an interrupt left a part half done. Alone it would tell what it has; among others it is left out."""
    match part:
        case TogetherRecord():
            return bool(part.found.left_out)
        case TippingRecord():
            return part.found.interrupted
        case InverseRecord():
            return bool(part.left_out) or any(item.interrupted for item in part.found)
        case RobustRecord() | LeversRecord() | RoadsRecord() | ViewsRecord() | CoalitionsRecord() | LongRunRecord():
            return not part.found.complete
        case _:
            return False


def _nearest(roads: RoadsRecord) -> int | None:
    """The state with the target that the fewest moves lead to; None where there is none, or the start is one."""
    goal = roads.found.goal
    moves = None if goal is None or goal.now else goal.ways["moves"]
    return moves[-1].after if moves else None


def weights_of(claims: Sequence[ClaimVerdict]) -> tuple[Weight, ...]:
    """The wants that the author's claims rest on; those of most claims first, then in the order of the claims."""
    found: dict[str, dict[str, None]] = {}
    for claim in claims:
        if claim.of_the_author:
            for item in claim.rests_on:
                found.setdefault(item.edit.want, {})[claim.id] = None
    ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return tuple(Weight(want, tuple(names)) for want, names in ordered)
