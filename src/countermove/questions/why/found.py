"""why: what keeps each actor in a state, or moves it out: the witness of each verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from countermove.analysis.obstacles import Obstacle, obstacles
from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game, on_in
from countermove.case.glossary import Glossary
from countermove.case.selection import actor_named
from countermove.errors import CountermoveError
from countermove.questions.solve.concepts import asked_concept
from countermove.stability import CONCEPTS, Witness, why

__all__ = ["WhyRecord", "why_case"]


@dataclass(frozen=True, slots=True)
class WhyRecord(Brief):
    """``witnesses``: one for each actor and concept asked for, actors outermost. ``acts``: what becomes of every single
    act of these actors, none in graph form. ``on``: code → the options that are on (in graph form the label), for every
    state mentioned."""

    frame: Frame
    glossary: Glossary
    state: int
    start: int | None
    actors: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    acts: tuple[Obstacle, ...]
    on: Mapping[int, tuple[str, ...]]

    def gist(self) -> str:
        """Who leaves the state under which concepts."""
        leaves = dict.fromkeys(
            f"{item.actor} leaves under {item.concept}" for item in self.witnesses if not item.stable
        )
        return f"state {', '.join(self.on[self.state]) or 'nothing'}: {', '.join(leaves) or 'everybody stays'}"


def why_case(
    game: Game,
    state: str,
    *,
    actors: Sequence[str] = (),
    concepts: Sequence[str] = CONCEPTS,
) -> WhyRecord:
    """Why a state is stable or not, for *actors* (all where empty). Raises UnknownName, ModelError, and
    CountermoveError for a concept that has no witnesses."""
    conflict = game.conflict
    asked = {actor_named(game.glossary.actors, name) for name in actors}
    chosen = tuple(name for name in conflict.actors if not asked or name in asked)
    names = tuple(dict.fromkeys(asked_concept(text).name for text in concepts))
    for name in names:
        if name not in CONCEPTS:
            raise CountermoveError(f"why tells what deters under {', '.join(CONCEPTS)}, not under {name}; solve does.")
    code = game.state(state)
    witnesses = tuple(why(conflict, code, actor=actor, concept=name) for actor in chosen for name in names)
    acts = tuple(act for act in obstacles(conflict, code) if act.actor in chosen)
    return WhyRecord(
        frame=game.frame(names),
        glossary=game.glossary,
        state=code,
        start=game.start,
        actors=chosen,
        witnesses=witnesses,
        acts=acts,
        on=on_in(
            conflict,
            {
                mentioned: conflict.label(mentioned)
                for mentioned in sorted({code, *([] if game.start is None else [game.start]), *_mentioned(witnesses)})
            },
        ),
    )


def _mentioned(witnesses: Sequence[Witness]) -> Iterator[int]:
    for witness in witnesses:
        if witness.improvement is not None:
            yield witness.improvement
        for improvement, path in witness.deterred:
            yield improvement
            yield from (target for _, target in path)
