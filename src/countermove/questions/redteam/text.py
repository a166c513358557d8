"""redteam in words: how each claim could be overturned, cheapest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from countermove.context.answer import Answer
from countermove.presentation.assumptions import answer_clause
from countermove.presentation.blocks import AnswerText, Column, Sentence, Table
from countermove.presentation.numbers import exact_number, move_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concepts_phrase, count, listed, plural
from countermove.questions.redteam.compute import Attack, Attacked, RedTeam

__all__ = ["redteam_text"]

_SHOWN = 3
"""The number of attacks shown for each claim, unless all are requested or there is only one claim."""


def redteam_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """The cheapest attacks on each claim. ``every``: leave none out."""
    result: RedTeam = answer.record
    phrasing = Phrasing(answer.glossary)
    title, under = "how conclusions could be overturned", f"Under {concepts_phrase(result.concepts)}."
    if not result.claims:
        none = Sentence("The file makes no claims: there is nothing to overturn.", "answer")
        stopped = Sentence("Interrupted before any claim was looked at.", "caution")
        return AnswerText(title, (none if result.complete else stopped,), under=under)
    most = None if every or len(result.claims) == 1 else _SHOWN
    rows = [row for item in result.claims for row in _rows(item, answer, most)]
    columns = (Column("Claim", fixed=True), Column("Cost", fixed=True, right=True), Column("How"), Column("Under"))
    return AnswerText(
        title,
        tuple(_answer(result, phrasing)),
        (Table(columns, tuple(rows), lead=2), *_reservations(result, phrasing)),
        under=under,
    )


def _answer(result: RedTeam, phrasing: Phrasing) -> Iterator[Sentence]:
    standing = [item for item in result.claims if item.stands is not None]
    safe = [item.claim for item in standing if not item.attacks]
    priced = [(item.attacks[0].cost, item.claim) for item in standing if item.attacks]
    if priced:
        least = min(cost for cost, _ in priced)
        named = [claim for cost, claim in priced if cost == least]
        lead = plural(len(named), "The claim most easily overturned is", "The claims most easily overturned are")
        yield Sentence(f"{lead} {phrasing.claims(named)}, at a cost of {exact_number(least)}.", "answer")
    if safe:
        yield Sentence(f"Nothing that was tried overturns {phrasing.claims(safe, 'or')}.", "answer")


def _rows(item: Attacked, answer: Answer, most: int | None) -> Iterator[tuple[str, str, str, str]]:
    claim = answer.glossary.claims[item.claim]
    says = claim.says
    if item.stands is None:
        yield item.claim, "", f"{says} (undefined under every concept: nothing to overturn)", ""
        return
    yield item.claim, "", f"{says} ({'true' if item.stands else 'false'} as it stands)", ""
    shown = item.attacks if most is None else item.attacks[:most]
    for attack in shown:
        every = _stood(item, answer)
        under = "" if attack.concept or attack.concepts == every else concepts_phrase(attack.concepts)
        yield "", exact_number(attack.cost), _attack(attack, answer, item.claim), under
    if not item.attacks:
        yield "", "", _nothing(item), ""
    elif len(shown) < len(item.attacks):
        rest = len(item.attacks) - len(shown)
        yield "", "", f"and {count(rest, 'further way')}: countermove redteam {answer.frame.case} {item.claim}", ""


def _stood(item: Attacked, answer: Answer) -> tuple[str, ...]:
    """The concepts under which a claim stands as it does."""
    value = int(bool(item.stands))
    return tuple(name for name, own in zip(answer.record.concepts, item.values, strict=True) if own == value)


def _nothing(item: Attacked) -> str:
    nothing = f"nothing: no driver, answer or concept, no set of up to {count(item.searched, 'edit')}"
    return nothing + (f" and no mixture of up to {count(item.mixed, 'part')}" if item.mixed > 1 else "")


def _attack(attack: Attack, answer: Answer, claim: str) -> str:
    """The parts of an attack, in order; wants as they read in the game in which they are edited."""
    phrasing = Phrasing(answer.glossary).of_claim(claim)
    if other := answer.record.games.get((claim, attack.answers)):
        phrasing = replace(phrasing, own=other)
    return capital("; and ".join(_parts(attack, answer, phrasing)))


def _parts(attack: Attack, answer: Answer, phrasing: Phrasing) -> Iterator[str]:
    if attack.answers:
        parts = [answer_clause(*pair, answer.glossary) for pair in attack.answers]
        yield f"{'another answer' if len(parts) == 1 else 'other answers'}: {listed(parts)}"
    if attack.edits:
        yield ", and ".join(map(phrasing.edit, attack.edits))
    if attack.moves:
        moves = (move_text(move.driver, move.now, move.goal, beyond=move.beyond) for move in attack.moves)
        yield f"moving {listed(moves)}"
    if attack.concept:
        yield f"another concept: {concepts_phrase(attack.concepts)}"


def _reservations(result: RedTeam, phrasing: Phrasing) -> Iterator[Sentence]:
    parts = [f"{name} {exact_number(price)}" for name, price in result.prices.items()]
    yield Sentence(
        f"Costs: {listed(parts)}. A driver costs that much for its whole range, an answer for each question.",
        "note",
    )
    mixtures = (
        f", and mixed attacks of up to {count(result.bound, 'part')} (edits, a driver, other answers, another concept)"
        if result.bound > 1
        else ""
    )
    yield Sentence(
        f"Sets of up to {count(result.bound, 'edit')} were tried{mixtures}, as long as they could be the cheapest.",
        "note",
    )
    open_ = [item.claim for item in result.claims if not item.settled and item.attacks]
    if open_:
        yield Sentence(
            f"Larger sets of edits, or larger mixed attacks, might be cheaper still for {phrasing.claims(open_, 'or')}.",
            "caution",
        )
    for item in result.claims:
        if item.drivers:
            yield Sentence(
                f"Moves of several drivers at once are undecided for {phrasing.claim(item.claim)}: {item.drivers}.",
                "caution",
            )
    if not result.complete:
        yield Sentence(
            f"Interrupted: {count(len(result.claims), 'claim')} only, the last perhaps incomplete.",
            "caution",
        )
