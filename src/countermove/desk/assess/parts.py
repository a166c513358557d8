"""The questions that stand around an assessment, each asked once: what goes together, what tips it, who moves whom, in
whose eyes, where it can go.

Parts that a case gives no reason for are None (no claims, drivers, views or target). Parts that would take too long are
None too, and named in ``skipped`` with the reason. ``diff`` has no part: it takes two assessments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer
from countermove.case.answer import ask as ask_case
from countermove.case.asking import Asker
from countermove.case.game import Game
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.coalitions.asked import CoalitionsRecord, coalitions_case
from countermove.questions.longrun.asked import LongRunRecord, longrun_case
from countermove.questions.responsibility.found import Responsibility

__all__ = ["PARTS", "Parts", "Weight", "cut_short", "parts_of", "weights_of"]

PARTS = ("together", "roads", "inverse", "tipping", "robust", "levers", "views", "coalitions", "longrun")
"""The parts, in the order in which they are asked for."""

LARGE = 1 << 14
"""Games with more states than this are asked only what is quick."""


@dataclass(frozen=True, slots=True)
class Weight(Brief):
    """A want, and the author's claims that a single change of it alters in the base reading."""

    want: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Parts(Brief):
    """``together``: of the author's claims. ``weights``: wants that claims rest on, those of most claims first.
    ``tipping``, ``robust``: of the start, the outcomes and the target, claims left out, which take longer. ``inverse``:
    of the nearest state with the target, under the first concept. ``skipped``: (part, why) of what was not computed,
    ``interrupted`` or not."""

    together: Answer | None
    weights: tuple[Weight, ...]
    inverse: Answer | None
    tipping: Answer | None
    robust: Answer | None
    levers: Answer | None
    roads: Answer | None
    views: Answer | None
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
    ask: Asker,
) -> Parts:
    """The parts of an assessment, in one game. ``draws``, ``seed``: of how robust it is. ``ask`` takes a step for each of
    ``PARTS``; an interrupt skips what is left. Raises UnknownName."""
    assessment, chosen = game.assessment, game.selection
    assert isinstance(assessment, Assessment)
    states = int(game.conflict.states.size)
    long = f"{states:,} states; asked for alone it takes its time" if states > LARGE else ""
    together = ask(
        "together",
        lambda: ask_case("together", assessment, concepts=concepts, verdicts=claims),
        where=bool(assessment.claims),
    )
    roads = ask("roads", lambda: ask_case("roads", game, concepts=concepts), too_long=long)
    goal = None if roads is None else _nearest(roads)
    return Parts(
        together=together,
        weights=weights_of(claims),
        inverse=ask(
            "inverse",
            lambda: ask_case("inverse", game, state=str(goal), concepts=concepts[:1]),
            where=goal is not None,
            too_long=long,
        ),
        tipping=ask(
            "tipping",
            lambda: ask_case("tipping", game, claims=(), concepts=concepts),
            where=bool(assessment.ranges),
            too_long=long,
        ),
        robust=ask(
            "robust",
            lambda: ask_case("robust", game, claims=(), concepts=concepts, draws=draws, seed=seed),
            too_long=long,
        ),
        levers=ask("levers", lambda: ask_case("levers", game, concepts=concepts), too_long=long),
        roads=roads,
        views=ask(
            "views",
            lambda: ask_case("views", game, concepts=concepts),
            where=bool(assessment.views) and chosen.view is None,
            too_long=long,
        ),
        coalitions=ask("coalitions", lambda: coalitions_case(game), too_long=long),
        longrun=ask("longrun", lambda: longrun_case(game, concepts=concepts), too_long=long),
        skipped=tuple(ask.skipped),
        interrupted=ask.interrupted,
    )


def cut_short(part: object) -> bool:
    """Whether an interrupt left a part half done. Alone it would tell what it has; among others it is left out."""
    match part:
        case Responsibility():
            return not part.complete
        case Answer():
            return not part.complete
        case CoalitionsRecord() | LongRunRecord():
            return not part.found.complete
        case _:
            return False


def _nearest(roads: Answer) -> int | None:
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
