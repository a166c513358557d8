"""Another checker of certificates, made from ``docs/proofs.md`` alone: every state of the game in the file is gone through.

A state is the frozenset of the yes/no options that are on, an option in degrees being one a level above its lowest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from tests.judge.assessment_formula import Tree, parse, truth

__all__ = ["Certificate", "Refused"]

State = frozenset[str]


class Refused(Exception):
    """It is no certificate."""


class Certificate:
    """What a certificate says, read. Raises Refused."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        model = data["data"]["model"]
        self.levels: Mapping[str, Sequence[str]] = model["levels"]
        self.owner = {
            bit: None if option in model["nobodys"] else option.partition(".")[0]
            for option in model["options"]
            for bit in self.bits(option)
        }
        self.actors: list[str] = model["actors"]
        self.one_way = {bit: way for option, way in model["one_way"].items() for bit in self.bits(option)}
        self.needs = {bit: self.read(text) for option, text in model["needs"].items() for bit in self.bits(option)}
        self.never = [self.read(text) for text in model["never"]]
        self.wants = {actor: [self.read(text) for text in own] for actor, own in model["wants"].items()}
        self.states = {state for state in self.every() if self.feasible(state)}
        self.words = {
            (actor, state): [self.holds(want, state) for want in own]
            for actor, own in self.wants.items()
            for state in self.states
        }
        self.options: list[str] = model["options"]
        self.state = self.written(data["data"]["state"])
        self.decisions: list[Mapping[str, Any]] = data["data"]["decisions"]
        for given in self.decisions:
            for move in [given["leaves"]["move"]] if given["leaves"] else []:
                self.walked([move])
            for item in given["stays"]["improvements"] if given["stays"] else []:
                self.walked([item["move"], *item["path"]])

    # -- what is written -----------------------------------------------------------------------------------------------

    def written(self, texts: Sequence[str]) -> State:
        """The state: each option that is on, once; in degrees with one level, which is not the lowest."""
        named = [text.partition(" = ") for text in texts]
        if len({option for option, _, _ in named}) < len(named):
            raise Refused("an option twice in the state")
        for option, _, level in named:
            if option not in self.options or level not in (self.levels[option][1:] if option in self.levels else [""]):
                raise Refused(f"{option} {level} in the state")
        return frozenset(bit for text in texts for bit in self.reached(text))

    def walked(self, moves: Sequence[Mapping[str, Any]]) -> None:
        """See that each move, one after another, switches an option once, on what is off and off what is on."""
        here = self.state
        for move in moves:
            if len({*move["on"], *move["off"]}) < len(move["on"]) + len(move["off"]):
                raise Refused("an option twice in a move")
            if not here.isdisjoint(move["on"]) or not here.issuperset(move["off"]):
                raise Refused("on already, or off")
            here = self.after(here, move)

    # -- the game ------------------------------------------------------------------------------------------------------

    def bits(self, option: str) -> list[str]:
        """The yes/no options of an option."""
        return [f"{option} >= {level}" for level in self.levels[option][1:]] if option in self.levels else [option]

    def reached(self, text: str) -> list[str]:
        """What is on where an option is on, or at a level."""
        option, _, level = text.partition(" = ")
        bits = self.bits(option)
        return bits[: self.levels[option].index(level)] if level else bits[:1]

    def read(self, text: str) -> Tree:
        return self.leveled(parse(text))

    def leveled(self, tree: Tree) -> Tree:
        """A formula with what is said of levels written as what is passed."""
        match tree:
            case (">=", ("name", option), ("name", level)) if option in self.levels:
                at = self.levels[option].index(level)
                return ("name", f"{option} >= {level}") if at else ("true",)
            case ("name", option) if option in self.levels:
                return ("name", self.bits(option)[0])
            case (word, *parts):
                return (word, *(self.leveled(part) if isinstance(part, tuple) else part for part in parts))
        raise AssertionError(tree)

    def every(self) -> Iterator[State]:
        for size in range(len(self.owner) + 1):
            yield from map(frozenset, combinations(self.owner, size))

    def holds(self, tree: Tree, state: State) -> bool:
        return truth(tree, {bit: bit in state for bit in self.owner}, {}, {})

    def feasible(self, state: State) -> bool:
        ordered = all(
            lower in state or higher not in state
            for option in self.levels
            for lower, higher in zip(self.bits(option), self.bits(option)[1:], strict=False)
        )
        return ordered and not any(self.holds(rule, state) for rule in self.never)

    def prefers(self, actor: str, one: State, other: State) -> bool:
        return self.words[actor, one] > self.words[actor, other]

    def moves(self, actor: str, here: State) -> list[State]:
        return [there for there in self.states if there != here and self.may(actor, here, there)]

    def may(self, actor: str, here: State, there: State) -> bool:
        changed = here ^ there
        if any(self.owner[bit] != actor for bit in changed):
            return False
        if any(self.one_way.get(bit) == ("back" if bit in there else "forward") for bit in changed):
            return False
        return all(self.holds(self.needs[bit], here) for bit in there - here if bit in self.needs)

    # -- decisions -----------------------------------------------------------------------------------------------------

    def proved(self) -> list[bool]:
        """Whether each decision is proved; one that claims nothing is."""
        return [self.state in self.states and self.decided(item) for item in self.decisions]

    def decided(self, given: Mapping[str, Any]) -> bool:
        stays, leaves = given["stays"], given["leaves"]
        if given["stable"] is None:
            return stays is None and leaves is None
        if given["stable"]:
            return stays is not None and leaves is None and self.stays(given["actor"], given["concept"], stays)
        return leaves is not None and stays is None and self.leaves(given["actor"], given["concept"], leaves)

    def improvements(self, actor: str) -> list[State]:
        return [there for there in self.moves(actor, self.state) if self.prefers(actor, there, self.state)]

    def sanction(self, actor: str, concept: str, state: State) -> bool:
        if self.prefers(actor, state, self.state):
            return False
        replies = self.moves(actor, state) if concept in ("smr", "symseq") else []
        return not any(self.prefers(actor, reply, self.state) for reply in replies)

    def after(self, here: State, move: Mapping[str, Any]) -> State:
        return here - frozenset(move["off"]) | frozenset(move["on"])

    def stays(self, actor: str, concept: str, stays: Mapping[str, Any]) -> bool:
        every, given = self.improvements(actor), stays["improvements"]
        targets = [self.after(self.state, item["move"]) for item in given]
        if not all(target in every for target in targets):
            return False
        paths = list(zip(targets, (item["path"] for item in given), strict=True))
        if not all(self.works(actor, concept, target, target, path) for target, path in paths):
            return False
        if stays["whole"] != "carried":
            return set(targets) == set(every)
        return all(any(self.works(actor, concept, other, *item) for item in paths) for other in every)

    def works(
        self, actor: str, concept: str, improvement: State, target: State, path: Sequence[Mapping[str, Any]]
    ) -> bool:
        """Whether a path works from its target; carried over, where the improvement is another one."""
        own = {bit for bit, owner in self.owner.items() if owner == actor}
        here, real = improvement, target
        for step in path:
            real = self.after(real, step)
            there = real if improvement == target else real - own | improvement & own
            if concept == "nash" or step["actor"] == actor or there not in self.moves(step["actor"], here):
                return False
            if concept in ("seq", "symseq") and not self.prefers(step["actor"], there, here):
                return False
            here = there
        return self.sanction(actor, concept, here)

    def leaves(self, actor: str, concept: str, leaves: Mapping[str, Any]) -> bool:
        target = self.after(self.state, leaves["move"])
        if target not in self.improvements(actor):
            return False
        if concept == "nash":
            return True
        theirs = {bit for bit, owner in self.owner.items() if owner not in (None, actor)}
        if not all(text.removeprefix("not ") in theirs for clause in leaves["invariant"] for text in clause):
            return False

        def within(state: State) -> bool:
            met = (
                any((text.removeprefix("not ") in state) != text.startswith("not ") for text in clause)
                for clause in leaves["invariant"]
            )
            return state - theirs == target - theirs and all(met)

        inside = {state for state in self.states if within(state)}
        others = [other for other in self.actors if other != actor]
        closed = all(
            there in inside
            for here in inside
            for other in others
            for there in self.moves(other, here)
            if concept not in ("seq", "symseq") or self.prefers(other, there, here)
        )
        return target in inside and closed and not any(self.sanction(actor, concept, state) for state in inside)
