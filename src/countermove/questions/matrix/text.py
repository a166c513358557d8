"""matrix in words, as a grid, and as a table for spreadsheets: which premise bears on which claim.

Premises of a matrix in words: each as it reads in the games of the claims in which it occurs.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.assumptions import answer_clause
from countermove.presentation.blocks import AnswerText, Cell, Column, Sentence, Table
from countermove.presentation.numbers import decimal_text, exact_number
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_clause
from countermove.presentation.words import capital, concepts_phrase, count, listed, number, plural
from countermove.questions.matrix.compute import Bearing, Matrix, Premise

__all__ = ["matrix_table", "matrix_text", "premise_name", "premise_phrasing", "premise_text"]


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
    own_text = chosen.want(name, "")
    return chosen, [claim for claim, text in words.items() if text != own_text]


_WIDE = 12
"""With more claims than this the page lists them by premise instead of drawing the grid."""

_KEY = (
    "+ supports: changing the premise alone (another edit, answer or value) makes the claim less true; - speaks against: it makes "
    "the claim more true. The number counts the concepts under which that is so; a dot means that the premise is not part of the "
    "claim's game. Diagnosticity is the variance of this over the claims: a premise at 0 tells none of them apart."
)


def matrix_text(answer: Answer) -> AnswerText:
    """The premises, the most diagnostic first, with the claims that each supports and speaks against."""
    result, phrasing = answer.record, Phrasing(answer.glossary)
    title, under = "which premise bears on which claim", f"Under {concepts_phrase(result.concepts)}."
    if not (result.claims or result.complete):
        return AnswerText(title, (Sentence("Interrupted before any claim was looked at.", "caution"),), under=under)
    table = _lists(result, phrasing) if len(result.claims) > _WIDE else _grid(result)
    return AnswerText(title, tuple(_sentences(result, phrasing)), (table, Sentence(_KEY, "note")), under=under)


def _sentences(result: Matrix, phrasing: Phrasing) -> Iterator[Sentence]:
    if not result.complete:
        yield Sentence(f"Interrupted after {count(len(result.claims), 'claim')}.", "caution")
    yield Sentence(_answer(result, phrasing), "answer")
    idle = [_in_words(item, phrasing) for item in result.premises if not item.bears_on]
    if idle:
        yield Sentence("By themselves, these bear on no claim:")
        yield from (Sentence(f"{text}.", "item") for text in idle)
    alone = [claim for place, claim in enumerate(result.claims) if not any(row[place].bears for row in result.bearings)]
    if alone:
        yield Sentence(f"No single premise bears on {phrasing.claims(alone, 'or')}.", "caution")


def _answer(result: Matrix, phrasing: Phrasing) -> str:
    best = max((premise.diagnosticity for premise in result.premises), default=None)
    if not best:
        return "No premise tells the claims apart: each bears on all of them alike, or on none."
    most = [premise for premise in result.premises if premise.diagnosticity == best]
    named = [_reason_text(premise, phrasing) for premise in most]
    if len(most) > 1:
        return f"The most diagnostic premises are {listed(named)}, at {decimal_text(best)}."
    need = sum(bool(item.supports) for item in most[0].bearings)
    against = sum(bool(item.against) for item in most[0].bearings)
    parts = [f"{count(need, 'claim')} {plural(need, 'needs', 'need')} it"] if need else []
    parts += [f"it speaks against {number(against)}"] if against else []
    return f"The most diagnostic premise is {named[0]}, at {decimal_text(best)}: {listed(parts)}."


def _in_words(premise: Premise, phrasing: Phrasing) -> str:
    """A premise as a sentence, followed by its name."""
    if premise.kind == "want":
        return capital(want_clause(phrasing, premise.name))
    if premise.kind == "answer":
        return capital(answer_clause(premise.name, premise.value, phrasing.glossary))
    return premise_name(premise)


def _reason_text(premise: Premise, phrasing: Phrasing) -> str:
    """A premise by its reason if it has one, or in full, followed by its name."""
    if premise.kind == "want":
        return f"that {phrasing.whose_reason(premise.name, phrasing.branch(premise.name))}"
    if premise.kind == "answer":
        return f"that {answer_clause(premise.name, premise.value, phrasing.glossary)}"
    return premise_name(premise)


def _ranked(result: Matrix) -> list[tuple[int, Premise]]:
    """Premises that bear on something, with their indices, the most diagnostic first."""
    rows = [(place, premise) for place, premise in enumerate(result.premises) if premise.bears_on]
    return sorted(rows, key=lambda row: -row[1].diagnosticity)


def _lists(result: Matrix, phrasing: Phrasing) -> Table:
    rows = []
    for place, premise in _ranked(result):
        named = list(zip(result.claims, premise.bearings, strict=True))
        rows.append(
            (
                decimal_text(premise.diagnosticity),
                premise_text(result, place, phrasing),
                ", ".join(claim for claim, item in named if item.supports) or "-",
                ", ".join(claim for claim, item in named if item.against) or "-",
            )
        )
    columns = (
        Column("Diagnosticity", fixed=True, right=True),
        Column("Premise"),
        Column("Supports"),
        Column("Speaks against"),
    )
    return Table(columns, tuple(rows))


def _grid(result: Matrix) -> Table:
    """Premises that bear on something down, claims across; + and - with the number of concepts."""
    rows = tuple(
        (decimal_text(premise.diagnosticity), premise_name(premise), *map(_mark, premise.bearings))
        for _, premise in _ranked(result)
    )
    columns = (
        Column("Diagnosticity", fixed=True, right=True),
        Column("Premise", fixed=True),
        *(Column(claim, fixed=True) for claim in result.claims),
    )
    return Table(columns, rows)


def _mark(item: Bearing) -> str:
    """ "+5": supports it under five concepts; "" no bearing; "." not part of its game."""
    if not item.occurs:
        return "."
    text = f"+{len(item.supports)}" if item.supports else ""
    return text + (f"-{len(item.against)}" if item.against else "")


def matrix_table(answer: Answer) -> Table:
    """The whole table: one row a premise, one column a claim with the bearing, from -1 to 1, empty if the premise is
    not part of the claim's game."""
    result = answer.record
    columns = ("premise", "kind", "actor", "value", "diagnosticity", "bears_on", "among", *result.claims)
    return Table(tuple(map(Column, columns)), tuple(map(_row, result.premises)))


def _row(premise: Premise) -> tuple[Cell, ...]:
    value: Cell = Fraction(premise.value) if premise.kind == "driver" else premise.value
    bearings = (item.value if item.occurs else "" for item in premise.bearings)
    return (
        premise.name, premise.kind, premise.actor, value, premise.diagnosticity, premise.bears_on, premise.among, *bearings
    )  # fmt: skip
