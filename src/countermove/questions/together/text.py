"""together in words: what can be true together, what excludes what, and what would settle most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import (
    capital,
    concept_name,
    concepts_phrase,
    count,
    listed,
    number,
    part_text,
    plural,
    some_of,
)
from countermove.questions.together.compute import Exclusion, Nearly, Together

__all__ = ["together_text"]

_ROWS = 8
"""The number of readings and exclusions shown, unless all are requested."""

_MOST = 3
"""The number of sets of claims named in short."""


def together_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """Whether claims can be true together. ``every``: leave nothing out."""
    result, glossary = answer.record, answer.glossary
    what = f"{count(len(result.claims), 'claim')} in {count(result.readings, 'reading')}"
    first = [Sentence(f"{capital(what)} under {concepts_phrase(result.concepts)}.", "note")]
    if result.left_out:
        first.append(Sentence(_interrupted(result), "caution"))
    if result.claims:
        first.append(_answer(result))
    elif not result.left_out:
        first.append(
            Sentence("There are no claims of the author's to put together.", "answer", "(--claim names others)")
        )
    rest = (*_exclusions(result, glossary, every), _closest(result, every), *_settles(result, glossary))
    return AnswerText(
        "what can be true together",
        tuple(first),
        rest if result.claims else (),
        short=" ".join([_answer(result).text, *_excluded(result, glossary)]),
        of_a_game=False,
    )


def _interrupted(result: Together) -> str:
    missing = f"{listed(result.left_out)} {plural(len(result.left_out), 'was', 'were')} not judged"
    if not result.claims:
        return f"Interrupted before any claim was judged: {missing}."
    return f"Interrupted: {missing}. Claims that exclude one another here do so with them too; what is possible here may not be possible then."


def _answer(result: Together) -> Sentence:
    if result.holding:
        readings = len({tuple(item.reading.items()) for item in result.holding})
        where = some_of(readings, result.readings, "reading")
        whom = "All that were judged" if result.left_out else "All of them"
        return Sentence(f"{whom} are true together in {where}, under some concept.", "answer")
    return Sentence("The conclusions cannot all be true: no reading makes them so under any concept.", "answer")


def _excluded(result: Together, glossary: Glossary) -> Iterator[str]:
    """The exclusions, in short."""
    alone = [name for item in result.exclusions if item.alone for name in item.claims]
    phrasing = Phrasing(glossary)
    sets = [phrasing.claims(item.claims) for item in result.exclusions if not item.alone]
    if alone:
        yield f"{phrasing.claims(alone)} {plural(len(alone), 'is', 'are')} true nowhere."
    if sets:
        rest = f"; {number(len(sets) - _MOST)} more sets do too" if len(sets) > _MOST else ""
        yield f"{'; '.join(sets[:_MOST])} exclude one another{rest}."


def _exclusions(result: Together, glossary: Glossary, every: bool) -> Iterator[Sentence]:
    if not result.exclusions:
        return
    yield Sentence("Conclusions that cannot all be true", "heading")
    shown = result.exclusions if every else result.exclusions[:_ROWS]
    yield from (Sentence(_exclusion(item, glossary), "item") for item in shown)
    if len(shown) < len(result.exclusions):
        rest = len(result.exclusions) - len(shown)
        yield Sentence(f"And {number(rest)} more.", "item", "(--full)")
    if not result.listed:
        yield Sentence("There may be more of these: there were too many to list.", "caution")


def _exclusion(item: Exclusion, glossary: Glossary) -> str:
    text = Phrasing(glossary).claims(item.claims)
    if item.alone:
        return f"{text} {'is undefined everywhere' if item.undefined else 'is never true, even by itself'}."
    return f"{text} exclude one another."


def _closest(result: Together, every: bool) -> Table:
    """The readings in which most of them are true."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Nearly]] = {}
    for item in result.closest:
        groups.setdefault((item.false, item.undefined), []).append(item)
    near = [item for group in groups.values() for item in group]
    shown = [
        (_reading(item.reading), ", ".join(map(concept_name, item.concepts)), _failing(item))
        for item in (near if every else near[:_ROWS])
    ]
    fails = result.closest[0].fails if result.closest else 0
    caption = "Where all of them are true" if not fails else _best(result, fails)
    if len(shown) < len(near):
        caption += f" (the first {len(shown)}; {len(near) - len(shown)} more)"
    return Table((Column("Reading"), Column("Under"), Column("Not true")), tuple(shown), caption)


def _best(result: Together, fails: int) -> str:
    """How many are true at best, and which then never are."""
    total = len(result.claims)
    never = [name for name in result.claims if all(name in (*item.false, *item.undefined) for item in result.closest)]
    text = f"At best {part_text(total - fails, total)} of {part_text(total, total)} are true together"
    return f"{text}, always without {listed(never)}" if never else text


def _failing(item: Nearly) -> str:
    text = listed(item.false)
    if item.undefined:
        text += f"{'; ' if text else ''}undefined: {listed(item.undefined)}"
    return text or "nothing"


def _reading(reading: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {answer}" for name, answer in reading.items()) or "the one reading"


def _settles(result: Together, glossary: Glossary) -> Iterator[Block]:
    if not result.settles:
        return
    rows = []
    for item in result.settles:
        question = glossary.questions.get(item.factor)
        asks = "Which concept do the actors follow?" if question is None else question.asks or ""
        by_answer = "; ".join(f"{_answer_name(item.factor, name)}: {len(own)}" for name, own in item.by_answer)
        rows.append(
            (
                item.factor,
                asks,
                decimal_text(item.determined, 1, fixed=True),
                by_answer,
                decimal_text(item.bits, fixed=True),
            )
        )
    columns = (
        Column("Question", fixed=True),
        Column("Asks"),
        Column("Settled", fixed=True, right=True),
        Column("By answer"),
        Column("Bits", fixed=True, right=True),
    )
    yield Table(columns, tuple(rows), "What an answer would settle, on average")
    settled = capital(some_of(len(result.determined), len(result.claims), "claim"))
    verb = "has" if len(result.determined) <= 1 else "have"
    yield Sentence(
        f"{settled} already {verb} the same value in all readings under all of these concepts. Answers, readings and concepts "
        "count alike; bits measure the information about the claims.",
        "note",
    )


def _answer_name(factor: str, name: str) -> str:
    return concept_name(name) if factor == "concept" else name
