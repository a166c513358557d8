"""Short names for states and moves of a graph: by how they differ from the start."""

from __future__ import annotations

from countermove.context.answer import Answer
from countermove.inquiry.walk import BlockedAct, GraphStep
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.states import act_text, changed, described_text, named_text, plain_move_text
from countermove.presentation.words import capital
from countermove.questions.states.compute import StateGraph

__all__ = ["StateWords"]

_ACTS = 14


class StateWords:
    """Words for the states of one graph."""

    def __init__(self, answer: Answer) -> None:
        self._graph: StateGraph = answer.record
        self._assumed, self._glossary, self._on = answer.frame.assumptions, answer.glossary, answer.on
        self._teller = Phrasing(answer.glossary, self._assumed.view)
        self._mentioned: dict[str, None] = {}
        self._labels = self._teller.labelled

    @property
    def start_name(self) -> str:
        """The name of the start: that of a scenario, or of a time that needs words, is not today."""
        return "Start" if self._assumed.scenario or self._glossary.when else "Today"

    @property
    def start_on(self) -> str:
        """The options that are on at the start."""
        here = self._on[self._graph.start]
        if self._labels:
            return here[0]
        self._mentioned |= dict.fromkeys(here)
        return ", ".join(plain_option(self._teller, option) for option in here) or "no act is on"

    def code(self, code: int) -> str:
        """A state by its code, in graph form by its label."""
        return named_text(code, self._on, self._teller)

    def changed(self, option: str, on: bool) -> str:
        """One act, done or undone."""
        if self._labels:
            return option
        self._mentioned[option] = None
        return act_text(option, self._teller, on=on)

    def difference(self, code: int) -> str:
        """How a state differs from the start, act by act, separated by semicolons."""
        if self._labels:
            return self._on[code][0]
        return "; ".join(self._changes(self._graph.start, code)) or "as at the start"

    def whole(self, code: int) -> str:
        """A state in full."""
        return f"{capital(described_text(code, self._on, self._teller))}."

    def move(self, step: GraphStep) -> str:
        """A move in full."""
        text = plain_move_text(step.actor, step.source, step.target, self._on, self._teller)
        return {"deterred": f"{text} (deterred)", "threat": f"{text} (a countermove)"}.get(step.kind, text)

    def short_move(self, step: GraphStep) -> str:
        """A move by the options that it changes."""
        if self._labels:
            return self._on[step.target][0]
        return ", ".join(self._changes(step.source, step.target))

    def _changes(self, before: int, after: int) -> list[str]:
        return [self.changed(option, on) for option, on in changed(self._on[before], self._on[after])]

    def blocked(self, item: BlockedAct) -> str:
        """An act that is not made, and why."""
        act = item.act
        text = f"{self._teller.the(act.actor)} {self._teller.agree(act.actor, 'moves', 'move')} to {act.option}"
        if not self._labels:
            text = self._teller.act(act.option, on=act.on)
        if act.want is None and act.result == "worse":
            return f"{text}: not made, since the actor loses by it."
        if act.want is None:
            return f"{text}: not made, since the actor gains nothing."
        return f"{text}. Not made: {self._teller.because(act.want, act.part)}."

    def acts(self) -> list[tuple[str, str]]:
        """The acts mentioned so far, with their descriptions, if the file has some."""
        acts = []
        for option in self._glossary.options:
            does = self._glossary.options[option]
            if option in self._mentioned and does and does != option:
                actor = self._glossary.actors.get(option.rpartition(".")[0], "")
                acts.append((plain_option(self._teller, option), f"{actor}: {does}" if actor else does))
        return acts[:_ACTS]
