"""robust in words: how the status quo, its outcomes and the claims fare if premises are false."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.inquiry.draws import Chance
from countermove.presentation.blocks import AnswerText, Block, Column, Number, Sentence, Table, TableCell, Words
from countermove.presentation.chances import chance_number, chance_words, difference_words, range_words, share_phrase
from countermove.presentation.numbers import percent_text, tick_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_clause, want_in_force
from countermove.presentation.states import key_text, options_text
from countermove.presentation.words import capital, concept_name, concepts_phrase, count, under_words
from countermove.questions.robust.compute import Bar, Finding, OutcomeChance, Robust
from countermove.verdicts.premises import UncertainWant

__all__ = [
    "FAILING",
    "FEW",
    "few_draws",
    "premise_cell",
    "premises_table",
    "robust_text",
    "significant_bars",
    "stays_text",
    "sure_text",
]

_MODELS = {"dropped": "if false premises are dropped", "reversed": "if false premises are reversed"}
FAILING = "Where premises fail as often as their certainty says"
FEW = 30
"""With fewer draws in which a premise is true, or false, their number is shown with the error."""

_BARS = 8
_NAMED = 3
_OUTCOMES = 6


def robust_text(answer: Answer) -> AnswerText:
    """Uncertain premises."""
    phrasing, result = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.record
    interrupted = [] if result.complete else [Sentence(_interrupted(result), "caution")]
    return AnswerText(
        "how robust the results are if premises are false",
        (*interrupted, *_answers(result, phrasing)),
        (
            *_start_tables(result, phrasing),
            *_answer_tables(result),
            *_outcomes(answer, phrasing),
            *_claims(result),
            *_notes(result),
        ),
    )


def _interrupted(result: Robust) -> str:
    ended = "Interrupted" if result.lost is None else f"{result.lost} It ended"
    if not result.draws:
        what = "draw was done" if result.asked else "combinations of premises were tried"
        lead = f"{ended} before {'any' if result.asked else 'all'} {what}"
        return f"{lead}: only shares that are products are given." if result.findings else f"{lead}."
    ended = ended if result.lost is None else f"{ended} early"
    return f"{ended}: {result.draws:,} of {result.asked:,} draws are done, and these are what they show."


def _of(result: Robust, kind: str, name: str, model: str) -> list[Finding]:
    """A subject's findings under one model, one for each concept (a single one if all are the same)."""
    return [item for item in result.findings if (item.kind, item.name, item.model) == (kind, name, model)]


def _answers(result: Robust, phrasing: Phrasing) -> Iterator[Sentence]:
    uncertain = [premise.probability for premise in result.premises if premise.uncertain]
    if not uncertain:
        yield Sentence("No premise of this game is uncertain: give wants a certainty below 1.", "answer")
    subjects = dict.fromkeys((item.kind, item.name) for item in result.findings if item.kind in ("answer", "start"))
    sentences = [text for kind, name in sorted(subjects) if (text := stays_text(result, kind, name, phrasing))]
    for place, text in enumerate(sentences):
        yield Sentence(f"{FAILING}, {text}" if not place else capital(text), "answer")
    if uncertain:
        each = "" if len(uncertain) == 1 else "each "
        chances = range_words(map(Chance, uncertain))
        yield Sentence(
            f"{capital(count(len(uncertain), 'premise'))} may be false, {each}true in {chances} of draws, as its certainty says."
        )
    dropped = _of(result, "start", "", "dropped")
    if uncertain and dropped and all(item.chance is not None and item.chance.value == 1 for item in dropped):
        yield Sentence(
            "That dropping premises never breaks it shows little: inaction is what every concept falls back on.",
            "caution",
        )


def stays_text(result: Robust, kind: str, name: str, phrasing: Phrasing) -> str:
    """In how many draws the status quo, or the answer to a key question, stays what it is under the first concept, a
    false premise dropped or reversed; "" if that is unknown or undefined."""
    shares: list[str] = []
    for model in _MODELS:
        finding = next(iter(_of(result, kind, name, model)), None)
        if finding is None or (kind == "answer" and finding.stays is None):
            return ""
        shares.append(share_phrase(finding.chance))
        what = (
            "the status quo stays as it is"
            if kind == "start"
            else f'the answer to {phrasing.key_question(name)} stays "{finding.stays}"'
        )
    more = f", {under_words(result.concepts[:1])}" if len(result.concepts) > 1 else ""
    dropped, turned = shares
    if dropped == turned:
        return f"{what} {dropped}, whether false premises are dropped or reversed{more}."
    return f"{what} {dropped} if false premises are dropped, and {turned} if they are reversed{more}."


def _answer_tables(result: Robust) -> Iterator[Table]:
    yield from _by_concept(
        result, "answer", "Key question", "The answers in the selected reading, and how often they stay"
    )


def _by_concept(result: Robust, kind: str, head: str, caption: str) -> Iterator[Table]:
    """One table a model, one row a subject, one column a concept; and the premises on which each depends most."""
    names = list(dict.fromkeys(item.name for item in result.findings if item.kind == kind))
    answers = kind == "answer"
    for model, title in _MODELS.items() if names else ():
        rows = []
        for name in names:
            own = _of(result, kind, name, model)
            cells = {item.concept: chance_words(item.chance) for item in own}
            stays = [", ".join(dict.fromkeys(item.stays or "undefined" for item in own))] if answers else []
            shares = (cells.get(concept, cells.get(None, "not known")) for concept in result.concepts)
            rows.append((name, *stays, *shares, _weightiest([own])))
        columns = (
            Column(head, fixed=True),
            *([Column("Stays")] if answers else []),
            *(Column(concept_name(name), right=True) for name in result.concepts),
            Column("Leans most on"),
        )
        yield Table(columns, tuple(rows), f"{caption}, {title}")


def _start_tables(result: Robust, phrasing: Phrasing) -> Iterator[Table]:
    concepts = result.concepts
    subjects = [
        ("start", "", "everybody"),
        *(("content", name, phrasing.actor(name)) for name in phrasing.glossary.actors),
    ]
    for model, title in _MODELS.items():
        rows = []
        for kind, name, who in subjects:
            chances = {item.concept: item.chance for item in _of(result, kind, name, model)}
            rows.append((who, *(chance_words(chances[c]) if c in chances else "not known" for c in concepts)))
        columns = (Column("Stable for"), *(Column(concept_name(c), right=True) for c in concepts))
        yield Table(columns, tuple(rows), f"The status quo, {title}")
    for model, title in _MODELS.items():
        findings = [item for item in _of(result, "start", "", model) if item.bars]
        if findings:
            first = findings[0]
            caption = f"What the status quo leans on under {concept_name(str(first.concept))}, {title}"
            yield _first(first.bars, result, phrasing, caption)


# -- dependence on premises --------------------------------------------------------------------------------------------


def premises_table(bars: Sequence[Bar], result: Robust, phrasing: Phrasing, caption: str) -> Table:
    """The importance of premises, a row each."""
    sure = {premise.want: premise for premise in result.premises}
    rows = tuple(
        (
            premise_cell(bar.want, phrasing),
            sure_text(sure.get(bar.want)),
            chance_number(bar.given_true),
            chance_number(bar.given_false),
            _difference(bar),
        )
        for bar in bars
    )
    numbers = (Column(title, right=True, measured=True) for title in ("If true", "If false", "Difference"))
    return Table((Column("Premise"), Column("How sure"), *numbers), rows, caption)


def premise_cell(name: str, phrasing: Phrasing, behind: str = "") -> TableCell:
    """A want by its branch in force, and its id. ``behind``: text that stands with it if it is drawn."""
    want = phrasing.game.wants.get(name)
    if want is None:
        return TableCell((Words(name, "bold"),))
    drawn = Words(want_in_force(phrasing, name).wish), Words(f"{name} · {behind}" if behind else name, "faint")
    return TableCell((drawn,), ring=want.actor, plain=capital(want_clause(phrasing, name)))


def sure_text(premise: UncertainWant | None) -> str:
    """The certainty of a want: its word and the number that it stands for."""
    if premise is None:
        return ""
    word = "moderate" if premise.certainty is None else premise.certainty
    share = tick_text(premise.probability)
    return share if isinstance(word, Fraction) else f"{word} ({share})"


def few_draws(bar: Bar) -> int:
    """The number of draws that a difference rests on if it is so small that it says more than the error; otherwise 0."""
    fewest = min((chance.draws for chance in (bar.given_true, bar.given_false) if not chance.exact), default=FEW)
    return fewest if fewest < FEW else 0


def _difference(bar: Bar) -> Number:
    few = f" (n = {few_draws(bar)})" if few_draws(bar) else ""
    return Number(bar.difference, f"{difference_words(float(bar.difference), bar.error, 1)}{few}", bar.error)


def _first(bars: Sequence[Bar], result: Robust, phrasing: Phrasing, caption: str) -> Table:
    """The table of the first premises."""
    rest = len(bars) - _BARS
    caption += f" (the first {_BARS} premises; {rest} more)" if rest > 0 else ""
    return premises_table(bars[:_BARS], result, phrasing, caption)


# -- outcomes and claims -----------------------------------------------------------------------------------------------


def _outcomes(answer: Answer, phrasing: Phrasing) -> Iterator[Block]:
    result = answer.record
    concepts = result.concepts
    for model, title in _MODELS.items():
        cells: dict[int | None, dict[str, OutcomeChance]] = {}
        for item in result.outcomes:
            if item.model == model:
                cells.setdefault(item.code, {})[item.concept] = item
        order = sorted(cells, key=lambda code: -max(item.chance.value for item in cells[code].values()))
        rows = tuple(
            (
                "none" if code is None else key_text(code, answer.on, phrasing, start=result.start),
                "(the roads only circle)" if code is None else options_text(answer.on[code], phrasing),
                *(chance_words(cells[code][c].chance) if c in cells[code] else percent_text(0) for c in concepts),
            )
            for code in order[:_OUTCOMES]
        )
        if rows:
            columns = (
                Column("State", fixed=True, right=True),
                Column("On"),
                *(Column(concept_name(c), right=True) for c in concepts),
            )
            rest = len(order) - len(rows)
            more = f" (the first {len(rows)}; {rest} more)" if rest else ""
            yield Table(columns, rows, f"Where it ends, {title}{more}")
        yield from _outcome_tornado(result, model, phrasing, title)


def _outcome_tornado(result: Robust, model: str, phrasing: Phrasing, title: str) -> Iterator[Table]:
    """The premises on which the most frequent outcome other than the start depends, under the concept that makes it
    most frequent."""
    other = [item for item in result.outcomes if item.model == model and item.code not in (result.start, None)]
    if not other:
        return
    frequent = max(other, key=lambda item: float(item.chance.value))
    if bars := significant_bars(frequent.bars or ()):
        under = concept_name(frequent.concept)
        yield _first(bars, result, phrasing, f"What outcome {frequent.code} leans on under {under}, {title}")


def significant_bars(bars: Sequence[Bar]) -> list[Bar]:
    """The bars whose difference does not vanish within the error."""
    return [bar for bar in bars if abs(float(bar.difference)) > 2 * bar.error]


def _claims(result: Robust) -> Iterator[Block]:
    yield from _by_concept(result, "claim", "Claim", "The claims, each in its own scenario and view")
    if any(item.kind == "claim" for item in result.findings):
        yield Sentence("Claims in words: check.", "note")


def _weightiest(cells: Sequence[Sequence[Finding]]) -> str:
    """The premises with the longest bars anywhere, if these do not vanish within the error."""
    longest: dict[str, float] = {}
    for finding in (item for own in cells for item in own):
        for bar in significant_bars(finding.bars):
            size = float(bar.difference)
            if abs(size) > abs(longest.get(bar.want, 0.0)):
                longest[bar.want] = size
    order = sorted(longest, key=lambda want: -abs(longest[want]))[:_NAMED]
    return ", ".join(f"{want} ({difference_words(longest[want], 0)})" for want in order) or "none"


def _notes(result: Robust) -> Iterator[Sentence]:
    if result.exhaustive:
        yield Sentence("All combinations of premises were computed: everything is exact.", "note")
        return
    if not result.draws:
        return
    yield Sentence(
        f"Figures with an error (±, one standard error) are shares of {result.draws:,} draws, seed {result.seed}; all others are "
        "exact. For an event that no draw shows, 3 in that number is an upper bound on its share.",
        "note",
    )
    yield Sentence(
        f"Premises are independent of one another. Concepts: {concepts_phrase(result.concepts)}. A difference is the share "
        "where the premise is true minus the share where it is false, in percentage points. None of this is a forecast.",
        "note",
    )
