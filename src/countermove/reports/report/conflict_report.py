"""report on a conflict alone: its equilibria, its whole graph, why its status quo holds or not, and its printed
results.

Parts that would take too long are left out, and named in ``skipped`` with the reason; those that a conflict has nothing
for (no status quo, no published results) do not appear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from countermove.catalogue import picture_named, question_named
from countermove.context.answer import Answer
from countermove.context.frame import Frame
from countermove.context.game import Game
from countermove.context.games import resolve_concepts
from countermove.context.glossary import Glossary
from countermove.questions.graph.compute import MOST
from countermove.reports.assessing.parts import LARGE, full_answer
from countermove.reports.cases.publication import PublishedRecord, published_in
from countermove.reports.report.swaps import Swap
from countermove.reports.steps import PartStep, PartSteps, Results
from gmcr.base.summary import Record
from gmcr.base.tasks import Progress, Task, task

__all__ = ["ConflictReport", "report_conflict"]

_SWAPPED = 300
"""The most tiers of all actors together for which every two neighbours are exchanged."""


@dataclass(frozen=True, slots=True, eq=False)
class ConflictReport(Record):
    """``answers``: question (or figure) → its answer; ``published``: the source of the conflict, and its printed
    results; ``swaps``: the effect of each least change of a preference; ``skipped``: (part, why) of what is missing."""

    game: Game
    concepts: tuple[str, ...]
    answers: Mapping[str, Answer]
    published: PublishedRecord | None
    swaps: tuple[Swap, ...]
    skipped: tuple[tuple[str, str], ...]
    interrupted: bool

    @property
    def frame(self) -> Frame:
        return self.game.frame(self.concepts)

    @property
    def glossary(self) -> Glossary:
        return self.game.glossary


@task
def report_conflict(game: Game, case: str, *, concepts: str | Sequence[str] | None = None) -> Task[ConflictReport]:
    """Everything that a report on a conflict alone contains, under *concepts* (all five by default). ``case``: the name
    that a person typed. There is no result before the equilibria are known. Raises UnknownName, ModelError."""
    names, game = resolve_concepts(game.conflict, concepts), _numbered(game)
    steps = PartSteps(tuple(_steps(game, case, names)))

    def known() -> ConflictReport:
        answers = {name: result for name, result in steps.results.items() if isinstance(result, Answer)}
        return ConflictReport(
            game=game,
            concepts=names,
            answers=answers,
            published=steps.results.get("published results"),
            swaps=steps.results.get("single changes of preference", ()),
            skipped=steps.skipped,
            interrupted=steps.interrupted,
        )

    for done, _ in enumerate(steps.each(), 1):
        yield Progress(done, len(steps), known)
    return known()


def _numbered(game: Game) -> Game:
    """The game with its states called s1, s2, … as in the literature, if a picture can show them all."""
    conflict = game.conflict
    if not conflict.options or conflict.states.size > MOST:
        return game
    names = {code: f"s{place}" for place, code in enumerate(conflict.states.tolist(), 1)}
    return replace(game, glossary=replace(game.glossary, states=names))


def _steps(game: Game, case: str, names: Sequence[str]) -> Iterator[PartStep]:
    states = int(game.conflict.states.size)
    long = f"{states:,} states are too many for that" if states > LARGE else ""

    def step(name: str, what: Any = None, *, begins: bool = False, **options: Any) -> PartStep:
        make = partial(full_answer, what or question_named(name), game, concepts=names, **options)
        return PartStep(name, lambda _: make(), _where(game.begins or not begins), too_long=long)

    yield PartStep("solve", lambda _: full_answer("solve", game, concepts=names), needed=True)
    drawn = f"{states:,} states are too many for one picture" if states > MOST else ""
    graph = partial(full_answer, picture_named("graph")[0], game, concepts=names)
    yield PartStep("graph", lambda _: graph(), too_long=drawn)
    yield step("why", begins=True, state="start")
    yield step("lanes", picture_named("lanes")[0], begins=True)
    yield step("roads", begins=True)
    yield PartStep(
        "coalitions",
        lambda _: full_answer("coalitions", game),
        _where(game.begins and len(game.conflict.actors) > 1),
        too_long=long,
    )
    yield step("longrun", begins=True)
    tiers = sum(int(game.conflict.ranks(actor).max()) for actor in game.conflict.actors)
    many = f"{tiers:,} ranks of all actors are too many to change each" if tiers > _SWAPPED or states > MOST else ""
    yield PartStep("single changes of preference", lambda _: Swap.every(game.conflict, concepts=names), too_long=many)
    yield PartStep("published results", lambda _: published_in(case))


def _where(reason: bool) -> Any:
    def given(_: Results) -> bool:
        return reason

    return given
