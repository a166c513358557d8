"""The names of states and moves in the whole graph: numbers, as in papers, with the options that are on in words where
there is room."""

from __future__ import annotations

from countermove.context.answer import Answer
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.states import described_text, plain_move_text
from countermove.presentation.words import capital, concepts_phrase
from countermove.questions.graph.compute import DrawnState, WholeGraph
from countermove.questions.graph.lines import Line

__all__ = ["GraphWords"]

_SHORT = 5
"""The largest length of a label that serves as a name."""


class GraphWords:
    """Words for one graph."""

    def __init__(self, answer: Answer) -> None:
        self.graph: WholeGraph = answer.record
        self.on = answer.on
        self.phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
        self.labelled = self.phrasing.labelled
        self.own_names = self.labelled and all(len(state.label) <= _SHORT for state in self.graph.states)
        """Whether all labels are short enough to be names."""

    def name(self, state: DrawnState) -> str:
        """A state by its number, or by its own name if that is short."""
        return state.label if self.own_names else f"s{state.number}"

    def names(self, concept: str) -> list[str]:
        """The equilibria under a concept."""
        return [self.name(state) for state in self.graph.equilibria(concept)]

    def label(self, state: DrawnState) -> str:
        """The options that are on in a state, in graph form its label; "" if that is its name already."""
        if self.labelled:
            return "" if self.own_names else state.label
        return ", ".join(plain_option(self.phrasing, option) for option in self.on[state.code]) or "nothing is on"

    def strategy(self, owner: str, options: tuple[str, ...]) -> str:
        """One actor's strategy in a heading: its options that are on."""
        own = [act for act in self.phrasing.glossary.options if act.rpartition(".")[0] == owner]
        if not options:
            return f"no {self.act(own[0], owner)}" if len(own) == 1 else "nothing"
        return " + ".join(self.act(option, owner) for option in options)

    def act(self, option: str, owner: str) -> str:
        """An option below its actor, without the actor's name."""
        return plain_option(self.phrasing, option).removeprefix(f"{owner}.")

    def state_text(self, state: DrawnState) -> str:
        """A state in full."""
        under = concepts_phrase(state.equilibrium)
        stays = f"Everybody stays under {under}." if under else "No equilibrium."
        return f"{capital(described_text(state.code, self.on, self.phrasing))}. {stays}"

    def line(self, line: Line) -> str:
        """A move in full."""
        text = plain_move_text(line.actor, line.tail, line.head, self.on, self.phrasing)
        gains = "and gains" if line.gains else "without gaining"
        return f"{capital(text)}, {gains}."
