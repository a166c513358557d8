"""Premises of a matrix in words: each as it reads in the games of the claims in which it occurs."""

from __future__ import annotations

from fractions import Fraction

from countermove.presentation.numbers import exact_number
from countermove.presentation.phrases import Phrasing
from countermove.questions.matrix.compute import Matrix, Premise

__all__ = ["premise_name", "premise_phrasing", "premise_text"]


def premise_name(premise: Premise) -> str:
    """A premise in short: a want's id, a question or driver with its value."""
    if premise.kind == "want":
        return premise.name
    value = exact_number(Fraction(premise.value)) if premise.kind == "driver" else premise.value
    return f"{premise.name} = {value}"


def premise_text(result: Matrix, place: int, phrasing: Phrasing) -> str:
    """The premise at an index in full, with the claims in whose games it reads differently."""
    premise = result.premises[place]
    if premise.kind == "answer":
        question = phrasing.glossary.questions[premise.name]
        if means := (question.answers.get(premise.value) or "").rstrip("."):
            return f"{premise_name(premise)}: {means}"
        return premise_name(premise) + (f": {question.asks}" if question.asks else "")
    if premise.kind == "driver":
        return premise_name(premise)
    own, others = premise_phrasing(result, place, phrasing)
    wants = phrasing.agree(premise.actor, "wants", "want")
    text = f"{premise.name}: {phrasing.the(premise.actor)} {wants} {own.want(premise.name, '')}"
    return text + (f" (it reads differently for {phrasing.claims(others)})" if others else "")


def premise_phrasing(result: Matrix, place: int, phrasing: Phrasing) -> tuple[Phrasing, list[str]]:
    """The phrasing for the want at an index: that of the author's game or, if no claim's game has it in those words, of
    the first that has it; and the claims in whose games it reads differently."""
    name = result.premises[place].name
    occurs = [claim for claim, item in zip(result.claims, result.bearings[place], strict=True) if item.occurs]
    tellers = {claim: phrasing.of_claim(claim) for claim in occurs if claim in phrasing.glossary.claims}
    # Claims share their games: each is read once.
    texts = {game: own.want(name, "") for game, own in {own.game: own for own in tellers.values()}.items()}
    words = {claim: texts[own.game] for claim, own in tellers.items()}
    usual = phrasing.want(name, "")
    chosen = phrasing if not words or usual in words.values() else next(iter(tellers.values()))
    return chosen, [claim for claim, text in words.items() if text != chosen.want(name, "")]
