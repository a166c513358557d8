"""The questions around an assessment, each asked once: what would change it, who is responsible, what goes together, what tips
it, who moves whom, in whose eyes, where it can go.

A part that a case gives no reason for (no claims, drivers, views or target) is not asked; one that would take too long is
*skipped*, with the reason. ``diff`` has no part: it takes two assessments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, Final, NamedTuple

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer, ask
from countermove.case.asking import Asker
from countermove.case.game import Game, game_of
from countermove.case.selection import Selection
from countermove.catalogue import question_named
from countermove.questions.check.judged import ClaimVerdict
from countermove.record import Each

__all__ = ["OWN", "PARTS", "Parts", "Round", "Skipped", "Weight", "answers_in", "cut_short", "weights_of"]

OWN: Final = ("change", "responsibility")
"""What is asked before the parts, and told at length."""

PARTS: Final = ("together", "roads", "inverse", "tipping", "robust", "levers", "views", "coalitions", "longrun")
"""The parts, in the order in which they are asked for."""

LARGE = 1 << 14
"""Games with more states than this are asked only what is quick."""

_QUICK = (*OWN, "together")
"""What is quick."""


class Skipped(NamedTuple):
    """A part and the reason."""

    part: str
    """The part's name."""
    why: str
    """Why."""


@dataclass(frozen=True, slots=True)
class Weight(Brief):
    """A want and the claims that a single change of it alters in the base reading."""

    want: str
    """The want's id."""
    claims: tuple[str, ...]
    """Names."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts(Brief):
    """What the other questions answer."""

    answers: Annotated[Mapping[str, Answer], Each(PARTS)]
    weights: tuple[Weight, ...]
    """Wants that conclusions of the author rest on, those of most conclusions first."""
    skipped: tuple[Skipped, ...]
    """What was not computed."""


@dataclass(frozen=True, slots=True)
class Round(Brief):
    """One round of questions about a game. ``claims``: the verdicts on the case's own; ``draws``, ``seed``: of how robust the
    game is; ``answers``: those that there are, by question."""

    game: Game
    assessment: Assessment
    claims: Sequence[ClaimVerdict]
    concepts: Sequence[str]
    bound: int
    draws: int
    seed: int
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def nearest(self) -> int | None:
        """The state with the target that the fewest moves lead to; None where there is none, or the start is one."""
        goal = self.answers["roads"].found.goal if "roads" in self.answers else None
        moves = None if goal is None or goal.now else goal.ways["moves"]
        return moves[-1].after if moves else None


Given = dict[str, Any]

_GIVEN: Mapping[str, Callable[[Round], Given | None]] = {
    "change": lambda of: None if of.assessment.target is None else {"bound": of.bound},
    "responsibility": lambda of: None if of.assessment.target is None else {"bound": of.bound, "over_readings": False},
    "together": lambda of: {"concepts": of.concepts, "verdicts": of.claims} if of.assessment.claims else None,
    "roads": lambda of: {"concepts": of.concepts},
    "inverse": lambda of: (
        None if of.nearest is None else {"state": str(of.nearest), "concepts": of.concepts[:1]}  # as a mediator asks
    ),
    "tipping": lambda of: {"concepts": of.concepts, "claims": ()} if of.assessment.ranges else None,
    "robust": lambda of: {"concepts": of.concepts, "claims": (), "draws": of.draws, "seed": of.seed},
    "levers": lambda of: {},
    "views": lambda of: {"concepts": of.concepts} if of.assessment.views and of.game.selection.view is None else None,
    "coalitions": lambda of: {},
    "longrun": lambda of: {"concepts": of.concepts},
}
"""Question → what it is asked with; None where the case gives no reason for it. Claims that take longer are left out."""


def answers_in(of: Round, asker: Asker) -> dict[str, Answer]:
    """The answers to all of ``OWN`` and ``PARTS`` in one game. *asker* takes a step for each; an interrupt skips what is left.
    Raises UnknownName, ModelError (of what is told at length)."""
    states = int(of.game.conflict.states.size)
    long = f"{states:,} states; asked for alone it takes its time" if states > LARGE else ""
    for name in (*OWN, *PARTS):
        given = _GIVEN[name](of)
        found = asker(
            name,
            partial(_put, name, of, given or {}),
            where=given is not None,
            too_long="" if name in _QUICK else long,
            needed=name in OWN,
        )
        if found is not None:
            of.answers[name] = found
    return of.answers


def _put(name: str, of: Round, given: Given) -> Answer:
    """A question put to the game, without what of its selection the question goes through by itself."""
    taken = question_named(name).selects
    chosen = Selection(**{part: getattr(of.game.selection, part) for part in taken})
    game = of.game if chosen == of.game.selection else game_of(of.assessment, chosen)
    return ask(name, game, **given)


def cut_short(part: object) -> bool:
    """Whether an interrupt left a part half done. Alone it would tell what it has; among others it is left out."""
    return isinstance(part, Answer) and not part.complete


def weights_of(claims: Sequence[ClaimVerdict]) -> tuple[Weight, ...]:
    """The wants that the author's claims rest on; those of most claims first, then in the order of the claims."""
    found: dict[str, dict[str, None]] = {}
    for claim in claims:
        if claim.of_the_author:
            for item in claim.rests_on:
                found.setdefault(item.edit.want, {})[claim.id] = None
    ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return tuple(Weight(want, tuple(names)) for want, names in ordered)
