"""Strength and doubt in files: `strength: great` and `unknown: true` on wants, and the check `stable` with `strongly` or `type`.

Of two states the first want of an actor that is met in one of them only decides: the actor prefers that state, greatly or
mildly as the want says; if the want is unknown, it is unknown which state it prefers. `strongly`: a sanction counts only if
it is greatly worse; actors whose preferences are in doubt have no strength, and deal with it as the `type` says.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.judge.answers.games import Game
from tests.judge.answers.roads import numbers_of
from tests.judge.assessment_files import Invalid
from tests.judge.graph import Graph, Relation, remembered
from tests.judge.preferences import CONCEPTS, GradedKind, Kind

__all__ = ["GREATLY", "Graded", "doubtful", "graded_file", "great_ones"]

GREATLY = 2
"""The degree of `strength: great`."""

WORDS = ("great", "unknown", "")
GIVEN: Mapping[str, Mapping[str, Any]] = {"great": {"strength": "great"}, "unknown": {"unknown": True}}
TAKEN: Mapping[str, Mapping[str, Any]] = {"great": {"strength": "mild"}, "unknown": {"unknown": False}, "": {}}


def great_ones(game: Game) -> list[str]:
    """Who has wants of great strength."""
    return [actor for actor, line in game.wants.items() if any(want.great for want in line)]


def doubtful(game: Game) -> list[str]:
    """Who has wants that are unknown."""
    return [actor for actor, line in game.wants.items() if any(want.unknown for want in line)]


@dataclass(frozen=True, slots=True)
class Graded:
    """A game read in one way. States are codes."""

    game: Game
    strongly: bool
    type: str | None

    def __post_init__(self) -> None:
        if self.type is not None and self.type not in "abcd":
            raise Invalid(f"no type {self.type}")
        if self.type is None and doubtful(self.game):
            raise Invalid("what is unknown needs a type")
        if set(great_ones(self.game)) & set(doubtful(self.game)):
            raise Invalid("an actor has wants of both kinds")

    @property
    def graph(self) -> Graph:
        """The states, moves and degrees."""
        game, form = self.game, self.game.form
        line = tuple((actor, tuple(own)) for actor, own in game.wants.items())
        key = ("graded", line, numbers_of(game))
        if key not in form.kept:
            arcs = {
                actor: {form.code(here): frozenset(map(form.code, there)) for here, there in own.items()}
                for actor, own in form.moves.items()
            }
            relations = {actor: Relation(dict(_degrees(game, actor))) for actor in form.actors}
            form.kept[key] = Graph(
                tuple(form.by_code), form.actors, arcs, relations=relations, repeats=bool(form.needs)
            )
        found: Graph = form.kept[key]
        return found

    @property
    def kinds(self) -> dict[str, Kind]:
        """What each actor makes of two states."""
        doubt = doubtful(self.game)
        level = GREATLY if self.strongly else 0
        return {
            actor: GradedKind(self.graph, actor, 0, self.type or "")
            if actor in doubt
            else GradedKind(self.graph, actor, level)
            for actor in self.graph.actors
        }

    def stays(self, concept: str, actor: str, state: int) -> bool:
        """Whether a state is stable for an actor."""
        graph = self.graph
        key = ("stays", self.strongly, self.type, concept, actor, state)
        return remembered(graph, key, lambda: CONCEPTS[concept](graph, self.kinds, state, actor))

    def equilibrium(self, concept: str, state: int) -> bool | None:
        """Whether a state is stable for everybody; undefined under concepts that have no such form."""
        if concept not in CONCEPTS:
            return None
        return all(self.stays(concept, actor, state) for actor in self.graph.actors)


def _degrees(game: Game, actor: str) -> Iterator[tuple[tuple[int, int], int | None]]:
    """By how much each state is preferred to each other."""
    met = {code: [game.met(want, state) for want in game.wants[actor]] for code, state in game.form.by_code.items()}
    for q, own in met.items():
        for s, other in met.items():
            for want, here, there in zip(game.wants[actor], own, other, strict=True):
                if here is not there:
                    strength = GREATLY if want.great else 1
                    yield (q, s), None if want.unknown else strength if here else -strength
                    break


# --- drawing ---


def graded_file(document: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """A document with words on wants, in overlays too, of one kind for each actor; what it asks of stability is asked by them."""
    kinds = {actor: rng.choice(WORDS) for actor in document["actors"]}
    used: set[str] = set()

    def said(want: Mapping[str, Any], actor: str) -> dict[str, Any]:
        word = kinds[actor] if rng.random() < 0.5 else ""
        if word:
            used.add(word)
        plainly = rng.random() < 0.3
        return {**want, **(GIVEN[word] if word else TAKEN[kinds[actor]] if plainly else {})}

    def laid(data: Any) -> Any:
        if isinstance(data, list):
            return [laid(item) for item in data]
        if not isinstance(data, Mapping):
            return data
        found = {key: laid(item) for key, item in data.items()}
        if "rewrite" in found:
            found["rewrite"] = {name: said(want, owner[name]) for name, want in found["rewrite"].items()}
        return found

    owner = {want["id"]: actor for actor, body in document["actors"].items() for want in body["wants"]}
    written = laid(document)
    for actor, body in written["actors"].items():
        body["wants"] = [said(want, actor) for want in body["wants"]]
    for check in _checks(written):
        if check.get("stable") == "start":
            if "unknown" in used:
                check["type"] = rng.choice("abcd")
            if "great" in used and rng.random() < 0.7:
                check["strongly"] = True
    return dict(written)


def _checks(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, Mapping):
        if isinstance(data.get("check"), dict):
            yield data["check"]
        for item in data.values():
            yield from _checks(item)
    elif isinstance(data, list):
        for item in data:
            yield from _checks(item)
