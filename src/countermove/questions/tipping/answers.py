"""What an answer of ``questions.tipping`` is called on a picture, and how it is filled."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from countermove.case.answer import Answer
from countermove.case.glossary import Glossary
from countermove.questions.tipping.found import Tip
from countermove.questions.tipping.watched import Value, Values
from countermove.telling.phrases import Teller
from countermove.telling.states import difference_text
from countermove.telling.words import concept_name, concepts_phrase, listed

__all__ = ["TippingAnswers", "drivers_now"]


class TippingAnswers:
    """The words for one thing of an answer that tips."""

    def __init__(self, tip: Tip, of: Answer) -> None:
        self.tip, self.concepts, self.glossary = tip, of.found.concepts, of.glossary
        self._on, self._start, self._reached = of.on, of.found.start, frozenset(of.found.reached)
        self._teller = Teller(of.glossary)

    @property
    def subject(self) -> str:
        """What tips."""
        if self.tip.kind == "claim":
            return f"claim {self.tip.claim}"
        if self.tip.kind == "target":
            return self._teller.target()
        return {"start": "the start", "outcomes": "the outcome"}[self.tip.kind]

    def name(self, answer: Values) -> str:
        """An answer in a few words."""
        if len(set(answer)) == 1:
            return self._of(answer[0])
        groups: dict[Value, list[str]] = {}
        for concept, value in zip(self.concepts, answer, strict=True):
            groups.setdefault(value, []).append(concept)
        if self.tip.kind != "outcomes" and True in groups and len(groups) == 2:
            return f"{self._of(True)} under {concepts_phrase(groups[True])} only"
        return "; ".join(f"{', '.join(map(concept_name, names))}: {self._of(value)}" for value, names in groups.items())

    def fill(self, answer: Values) -> str:
        """ "" as now, "dots" where the target is reached (or what is now false is true), else "hatch"."""
        if answer == self.tip.answer:
            return ""
        if self.tip.kind in ("target", "start", "claim") and all(value is True for value in answer):
            return "dots"
        ends = {code for value in answer if isinstance(value, tuple) for code in value}
        if self.tip.kind == "outcomes" and ends & self._reached:
            return "dots"
        return "hatch"

    def _of(self, value: Value) -> str:
        if value is None:
            return "undefined"
        if isinstance(value, tuple):
            return listed(map(self._state, value), "or") or "no end: it circles"
        words = {
            "start": ("the start holds", "the start breaks"),
            "target": (f"{self.subject} reached", f"no {self.subject}"),
            "claim": (f"{self.tip.claim} holds", f"{self.tip.claim} fails"),
        }[self.tip.kind]
        return words[0] if value else words[1]

    def _state(self, code: int) -> str:
        return difference_text(code, self._start, self._on, self._teller) or "as it is"


def drivers_now(tip: Tip, glossary: Glossary, view: str | None) -> Mapping[str, Fraction]:
    """The values of all drivers in the game of a thing that tips: a claim has its own."""
    game = glossary.claims[tip.claim].game if tip.claim else glossary.games[view]
    return game.drivers
