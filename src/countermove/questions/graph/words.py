"""What states and moves of the whole graph are called: by numbers, as papers do, with what is on in words where there is room."""

from __future__ import annotations

from countermove.context.answer import Answer
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.states import described_text, plain_move_text
from countermove.presentation.words import capital, concepts_phrase
from countermove.questions.graph.compute import DrawnState, WholeGraph
from countermove.questions.graph.lines import Line

__all__ = ["GraphWords"]

_SHORT = 5
"""A label of so many letters is a name."""


class GraphWords:
    """Words for one graph."""

    def __init__(self, answer: Answer) -> None:
        self.graph: WholeGraph = answer.found
        self.on = answer.on
        self.phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
        self.labelled = self.phrasing.labelled
        self.own_names = self.labelled and all(len(state.label) <= _SHORT for state in self.graph.states)
        """Whether labels are names that are short enough."""

    def name(self, state: DrawnState) -> str:
        """A state by its number, or by its own name where that is short."""
        return state.label if self.own_names else f"s{state.number}"

    def names(self, concept: str) -> list[str]:
        """The equilibria under a concept."""
        return [self.name(state) for state in self.graph.equilibria(concept)]

    def label(self, state: DrawnState) -> str:
        """What is on in a state, in graph form its label; "" where that is its name already."""
        if self.labelled:
            return "" if self.own_names else state.label
        return ", ".join(plain_option(self.phrasing, option) for option in self.on[state.code]) or "nothing is on"

    def strategy(self, owner: str, options: tuple[str, ...]) -> str:
        """One actor's acts in a heading: those that are on."""
        own = [act for act in self.phrasing.glossary.options if act.rpartition(".")[0] == owner]
        if not options:
            return f"no {self.act(own[0], owner)}" if len(own) == 1 else "nothing"
        return " + ".join(self.act(option, owner) for option in options)

    def act(self, option: str, owner: str) -> str:
        """An option below its actor, whose name it does without."""
        return plain_option(self.phrasing, option).removeprefix(f"{owner}.")

    def told(self, state: DrawnState) -> str:
        """A state in full."""
        under = concepts_phrase(state.equilibrium)
        stays = f"Everybody stays under {under}." if under else "No equilibrium."
        return f"{capital(described_text(state.code, self.on, self.phrasing))}. {stays}"

    def line(self, line: Line) -> str:
        """A move in full."""
        told = plain_move_text(line.actor, line.tail, line.head, self.on, self.phrasing)
        gains = "and gains" if line.gains else "without gaining"
        return f"{capital(told)}, {gains}."
