"""The questions that stand around an assessment, each asked once: what goes together, what tips it, who moves whom, in
whose eyes, where it can go.

Parts that a case gives no reason for are None (no claims, drivers, views or target). Parts that would take too long are
None too, and named in ``skipped`` with the reason. ``diff`` has no part: it takes two assessments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer, asking
from countermove.case.game import Game
from countermove.desk.steps import Found, Step, Steps
from countermove.questions.check.judged import ClaimVerdict
from countermove.work import finished

__all__ = ["PARTS", "Parts", "Weight", "asked", "part_steps", "parts_in", "weights_of"]

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
    coalitions: Answer | None
    longrun: Answer | None
    skipped: tuple[tuple[str, str], ...]
    interrupted: bool


def part_steps(game: Game, *, concepts: Sequence[str], draws: int, seed: int) -> Iterator[Step]:
    """A step for each of ``PARTS``, in one game, to be taken after ``check``. ``draws``, ``seed``: of how robust it is."""
    assessment, chosen = game.assessment, game.selection
    assert isinstance(assessment, Assessment)
    states = int(game.conflict.states.size)
    long = f"{states:,} states; asked for alone it takes its time" if states > LARGE else ""

    def part(name: str, *, where: bool = True, **options: Any) -> Step:
        return Step(name, lambda _: asked(name, game, **options), lambda _: where, long)

    yield Step(
        "together",
        lambda found: asked("together", assessment, concepts=concepts, verdicts=found["check"]),
        lambda _: bool(assessment.claims),
    )
    yield part("roads", concepts=concepts)
    yield Step(
        "inverse",
        lambda found: asked("inverse", game, state=str(_nearest(found)), concepts=concepts[:1]),
        lambda found: _nearest(found) is not None,
        long,
    )
    yield part("tipping", claims=(), concepts=concepts, where=bool(assessment.ranges))
    yield part("robust", claims=(), concepts=concepts, draws=draws, seed=seed)
    yield part("levers")
    yield part("views", concepts=concepts, where=bool(assessment.views) and chosen.view is None)
    yield part("coalitions")
    yield part("longrun", concepts=concepts)


def asked(name: str, of: Assessment | Game | tuple[Assessment, ...], **options: Any) -> Answer:
    """The whole answer to a question; one that an interrupt leaves half done is none."""
    return finished(asking(name, of, **options))


def parts_in(steps: Steps) -> Parts:
    """The parts that are found so far."""
    found = steps.found
    return Parts(
        together=found.get("together"),
        weights=weights_of(found.get("check", ())),
        inverse=found.get("inverse"),
        tipping=found.get("tipping"),
        robust=found.get("robust"),
        levers=found.get("levers"),
        roads=found.get("roads"),
        views=found.get("views"),
        coalitions=found.get("coalitions"),
        longrun=found.get("longrun"),
        skipped=steps.skipped,
        interrupted=steps.interrupted,
    )


def _nearest(found: Found) -> int | None:
    """The state with the target that the fewest moves lead to; None where there is none, or the start is one."""
    goal = found["roads"].found.goal if "roads" in found else None
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
