"""What states and moves of a graph are called where there is little room: by how they differ from the start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from countermove.case.glossary import Glossary
from countermove.questions.states.found import BlockedAct, GraphStep, StateGraph
from countermove.telling.phrases import Teller, plain_option

__all__ = ["StateWords"]

_ACTS = 14


class StateWords:
    """Words for the states of one graph."""

    def __init__(self, graph: StateGraph) -> None:
        self._graph = graph
        self._glossary: Glossary = graph.glossary
        self._teller = Teller(graph.glossary, graph.frame.assumptions.view)
        self._on: Mapping[int, tuple[str, ...]] = graph.on
        self._mentioned: dict[str, None] = {}
        self._labels = not graph.glossary.options

    @property
    def start_name(self) -> str:
        """What the start is called: a scenario's start is not today."""
        return "Start" if self._graph.frame.assumptions.scenario else "Today"

    @property
    def start_on(self) -> str:
        """The options that are on at the start."""
        here = self._on[self._graph.start]
        if self._labels:
            return here[0]
        self._mentioned |= dict.fromkeys(here)
        return ", ".join(plain_option(self._teller, option) for option in here) or "no act is on"

    def code(self, code: int) -> str:
        """The state by its code, in graph form by its label."""
        return self._on[code][0] if self._labels else f"state {code}"

    def changed(self, option: str, on: bool) -> str:
        """One act, done or undone."""
        if self._labels:
            return option
        self._mentioned[option] = None
        name = plain_option(self._teller, option)
        return name if on else f"no {name}"

    def difference(self, code: int) -> str:
        """How a state differs from the start, act by act, with semicolons between."""
        here, start = self._on[code], self._on[self._graph.start]
        if self._labels:
            return here[0]
        parts = [self.changed(option, True) for option in here if option not in start]
        parts += [self.changed(option, False) for option in start if option not in here]
        return "; ".join(parts) or "as at the start"

    def whole(self, code: int) -> str:
        """A state in full."""
        if self._labels:
            return f"State {self._on[code][0]}."
        return f"State {code}: {self._teller.state(self._on[code])}."

    def move(self, step: GraphStep) -> str:
        """A move in full."""
        before, after = self._on[step.source], self._on[step.target]
        if self._labels:
            told = f"{self._teller.the(step.actor)} {self._teller.agree(step.actor, 'moves', 'move')} to {after[0]}"
        else:
            told = self._teller.move(step.actor, before, after)
        return {"deterred": f"{told} (deterred)", "threat": f"{told} (a countermove)"}.get(step.kind, told)

    def short_move(self, step: GraphStep) -> str:
        """A move by the options that it changes."""
        before, after = self._on[step.source], self._on[step.target]
        if self._labels:
            return after[0]
        return ", ".join(self._changes(before, after))

    def _changes(self, before: Iterable[str], after: Iterable[str]) -> list[str]:
        old, new = tuple(before), tuple(after)
        return [self.changed(option, True) for option in new if option not in old] + [
            self.changed(option, False) for option in old if option not in new
        ]

    def blocked(self, item: BlockedAct) -> str:
        """An act that is not made, and why."""
        act = item.act
        told = f"{self._teller.the(act.actor)} {self._teller.agree(act.actor, 'moves', 'move')} to {act.option}"
        if not self._labels:
            told = self._teller.act(act.option, on=act.on)
        if act.want is None and act.result == "worse":
            return f"{told}: not made, since the actor loses by it."
        if act.want is None:
            return f"{told}: not made, since the actor gains nothing."
        return f"{told}. Not made: {self._teller.because(act.want, act.part)}."

    def acts(self) -> list[tuple[str, str]]:
        """The acts mentioned so far, with what they are, where the file says so."""
        found = []
        for option in self._glossary.options:
            does = self._glossary.options[option]
            if option in self._mentioned and does and does != option:
                actor = self._glossary.actors.get(option.rpartition(".")[0], "")
                found.append((plain_option(self._teller, option), f"{actor}: {does}" if actor else does))
        return found[:_ACTS]
