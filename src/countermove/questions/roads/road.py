"""told_roads: a road step by step, with its reasons, and why nobody turns back at its end.

For each step which wants its mover gains and loses and which of them decides (``analysis.reasons``). For every actor that
moved, what becomes of undoing all its own acts at the outcome, the others' left as they are:

* "nothing": its acts are as at the start already; "cannot": those that are not cannot be taken back (where only some
  can, these are undone); "infeasible": a rule excludes it;
* "loses" or "no gain": with the want that decides;
* "deterred": it would gain, and ``path`` is the countermove that deters it under the concept.

``settled``: for all actors the witness that the outcome is stable for them (``stability.witness``). In graph form,
which has no options, turning back is to move to the start, and "cannot" says that there is no such move.
"""

from __future__ import annotations

from dataclasses import dataclass

from countermove.analysis.reasons import Reason, reason
from countermove.brief import Brief
from countermove.model import Conflict, OptionStructure
from countermove.stability import Witness, why

__all__ = ["Path", "Return", "Road", "told_road", "told_steps"]

Path = tuple[tuple[str, int], ...]
"""Moves one after another: (who moves, the code of the state it leads to)."""


@dataclass(frozen=True, slots=True)
class Return(Brief):
    """What undoing all its acts would bring an actor at an outcome; see the module. ``target``: where that leads (a code),
    None where it cannot be or there is nothing to undo."""

    actor: str
    status: str
    target: int | None = None
    reason: Reason | None = None
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Road(Brief):
    """A shortest road to an outcome under a concept, told. ``steps`` is empty where the start itself is the outcome."""

    concept: str
    outcome: int
    steps: tuple[Reason, ...]
    returns: tuple[Return, ...]
    settled: tuple[Witness, ...]

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        found = {self.outcome, *(step.after for step in self.steps)}
        for back in self.returns:
            found |= {code for _, code in back.path}
            if back.target is not None:
                found.add(back.target)
        for witness in self.settled:
            for improvement, path in witness.deterred:
                found |= {improvement, *(code for _, code in path)}
        return found


def told_road(conflict: Conflict, concept: str, outcome: int, path: Path) -> Road:
    """A path of steps from the start to an outcome (a code), told."""
    settled = tuple(why(conflict, outcome, actor=actor, concept=concept) for actor in conflict.actors)
    movers = dict.fromkeys(actor for actor, _ in path)
    returns = tuple(_turned_back(conflict, settled[conflict.actor(actor)]) for actor in movers)
    return Road(concept, outcome, told_steps(conflict, path), returns, settled)


def told_steps(conflict: Conflict, path: Path) -> tuple[Reason, ...]:
    """What each mover of a path from the start makes of its step."""
    here, steps = conflict.start, []
    for actor, code in path:
        steps.append(reason(conflict, actor, here, code))
        here = code
    return tuple(steps)


def _turned_back(conflict: Conflict, settled: Witness) -> Return:
    actor, outcome, start = settled.actor, settled.state, conflict.start
    structure, target = conflict.structure, start
    if isinstance(structure, OptionStructure):
        form = structure.form
        done = (outcome ^ start) & form.mask(actor)
        kept = done & (outcome & form.one_way_mask(actor, "forward") | ~outcome & form.one_way_mask(actor, "back"))
        if done and done == kept:
            return Return(actor, "cannot")
        target = outcome ^ (done & ~kept)
    if target == outcome:
        return Return(actor, "nothing")
    if target not in conflict.moves(outcome, actor=actor).tolist():
        return Return(actor, "infeasible" if conflict.options else "cannot")
    found = reason(conflict, actor, outcome, target)
    if found.sign <= 0:
        return Return(actor, "loses" if found.sign < 0 else "no gain", target, found)
    return Return(actor, "deterred", target, found, dict(settled.deterred)[target])
