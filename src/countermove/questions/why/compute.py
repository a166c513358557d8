"""why: what keeps each actor in a state, or moves it out: the witness of each verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from countermove.context.context import game_context
from countermove.inquiry.statements import WHATEVER, Statements, by_statements
from countermove.inquiry.walk import RESULTS, Obstacle, obstacles
from countermove.verdicts.concepts import parse_concept
from gmcr import CONCEPTS, Conflict, Witness
from gmcr.base.arguments import GivenNumber, as_names
from gmcr.base.errors import ModelError
from gmcr.base.record import INTERNAL, Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.model import NO_OPTION
from gmcr.stability import LITERAL_CONCEPTS

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Why", "why"]


@dataclass(frozen=True, slots=True)
class Why(Record):
    """Why a state is stable, or is not."""

    state: int
    """The code of a state."""
    start: int | None
    """The start's code; null if the file has none."""
    actors: Annotated[tuple[str, ...], INTERNAL]
    """The actors whose reasons are given."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    """The requested concepts."""
    witnesses: tuple[Witness, ...]
    """One for each actor and concept."""
    acts: tuple[Obstacle, ...]
    """Every single act of these actors."""
    unlisted: Annotated[bool, INTERNAL]
    """Whether there are too many states to list, so that verdicts are proved."""
    complete: Annotated[bool, INTERNAL]
    """Whether the computation ran to its end."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → the options that are on (in graph form the label), for every state mentioned."""
    great: tuple[str, ...] = ()
    """The actors with wants of great strength."""
    unknown: tuple[str, ...] = ()
    """The actors of whom it is partly unknown what they prefer."""
    strongly: bool = False
    """Whether sanctions have to be greatly worse."""
    type: str | None = None
    """The type of actors with unknown preferences; null if nothing is unknown."""

    def gist(self) -> str:
        """Who leaves the state under which concepts."""
        leaves = dict.fromkeys(
            f"{item.actor} leaves under {item.concept}" for item in self.witnesses if item.stable is False
        )
        stays = "not all of it is decided" if any(item.stable is None for item in self.witnesses) else "everybody stays"
        return f"state {self.labels[self.state] or NO_OPTION}: {', '.join(leaves) or stays}"


@task
def why(
    of: Assessment | Conflict,
    state: int,
    *,
    actors: str | Sequence[str] = (),
    concepts: str | Sequence[str] | None = None,
    strongly: bool = False,
    type: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    begins: bool = True,
) -> Task[Why]:
    """Why a state (its code) is stable or not, for *actors* (all if empty), under some of the five concepts (None:
    those of the file, for a conflict all). ``strongly``, ``type``: how strength and doubt of wants are read under Nash, GMR,
    SMR and SEQ (``inquiry.statements``). ``begins``: whether the game's start is a status quo. Counts witnesses. Raises
    UnknownName, ModelError."""
    context = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict = context.conflict
    statements = Statements.of(conflict)
    statements.need(strongly, type)
    kind = (type or WHATEVER) if statements.unknown else None
    preferences = by_statements(conflict, strongly, kind) if statements else None
    requested = as_names(actors, "actors")
    for name in requested:
        conflict.actor(name)
    chosen = tuple(name for name in conflict.actors if not requested or name in requested)
    concept_names = context.concepts if concepts is None else as_names(concepts, "concepts")
    if statements and concepts is None:
        concept_names = tuple(name for name in concept_names if name in LITERAL_CONCEPTS) or LITERAL_CONCEPTS
    names = tuple(dict.fromkeys(parse_concept(name).name for name in concept_names))
    for name in names:
        if name not in CONCEPTS:
            five = ", ".join(CONCEPTS)
            raise ModelError(f"why shows what deters under {five}, not under {name}; solve does.", argument="concept")
    code, start = conflict.code(state), conflict.start if begins else None
    acts = tuple(act for act in obstacles(conflict, code) if act.actor in chosen)
    witnesses: list[Witness] = []

    def known() -> Why:
        acted = [act.target for act in acts if act.result in RESULTS.values() and act.target is not None]
        mentioned = {code, *([] if start is None else [start]), *acted, *_states_mentioned(witnesses)}
        labels = {there: conflict.label(there) for there in sorted(mentioned)}
        whole = len(witnesses) == len(chosen) * len(names)
        unlisted = not conflict.structure.listed
        read = (statements.great, statements.unknown, strongly, kind)
        return Why(code, start, chosen, names, tuple(witnesses), acts, unlisted, whole, labels, *read)

    def witness(actor: str, name: str) -> Witness:
        if preferences is None or name not in LITERAL_CONCEPTS:
            return context.games.witness(conflict, code, actor=actor, concept=name)
        from gmcr.stability import why_relation  # for what few files say

        return why_relation(conflict, code, actor=actor, concept=name, preferences=preferences)

    for actor in chosen:
        for name in names:
            yield Progress(len(witnesses), len(chosen) * len(names), known)
            witnesses.append(witness(actor, name))
    return known()


def _states_mentioned(witnesses: Sequence[Witness]) -> Iterator[int]:
    for witness in witnesses:
        if witness.improvement is not None:
            yield witness.improvement
        for improvement, path in witness.deterred:
            yield improvement
            yield from (target for _, target in path)
