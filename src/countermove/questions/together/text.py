"""together in words: what can be true together, what excludes what, and what would settle most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import Block, Column, Sentence, Table, Telling
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import (
    capital,
    concept_name,
    concepts_phrase,
    count,
    listed,
    number,
    plural,
    some_of,
    told_of,
)
from countermove.questions.together.compute import Exclusion, Nearly, Together

__all__ = ["together_told"]

_ROWS = 8
"""Readings and exclusions told, unless all are asked for."""

_MOST = 3
"""Sets of claims named in short, at most."""


def together_told(answer: Answer, *, every: bool = False) -> Telling:
    """Whether claims can be true together. ``every``: leave nothing out."""
    found, glossary = answer.found, answer.glossary
    what = f"{count(len(found.claims), 'claim')} in {count(found.readings, 'reading')}"
    first = [Sentence(f"{capital(what)} under {concepts_phrase(found.concepts)}.", "note")]
    if found.left_out:
        first.append(Sentence(_interrupted(found), "caution"))
    if found.claims:
        first.append(_answer(found))
    elif not found.left_out:
        first.append(
            Sentence("There are no claims of the author's to put together.", "answer", "(--claim names others)")
        )
    rest = (*_exclusions(found, glossary, every), _closest(found, every), *_settles(found, glossary))
    return Telling(
        "what can be true together",
        tuple(first),
        rest if found.claims else (),
        short=" ".join([_answer(found).text, *_excluded(found, glossary)]),
        of_a_game=False,
    )


def _interrupted(found: Together) -> str:
    left = f"{listed(found.left_out)} {plural(len(found.left_out), 'was', 'were')} not judged"
    if not found.claims:
        return f"Interrupted before any claim was judged: {left}."
    return f"Interrupted: {left}. Claims that exclude one another here do so with them too; what is possible here may not be possible then."


def _answer(found: Together) -> Sentence:
    if found.holding:
        readings = len({tuple(item.reading.items()) for item in found.holding})
        where = some_of(readings, found.readings, "reading")
        whom = "All that were judged" if found.left_out else "All of them"
        return Sentence(f"{whom} are true together in {where}, under some concept.", "answer")
    return Sentence("The conclusions cannot all be true: no reading makes them so under any concept.", "answer")


def _excluded(found: Together, glossary: Glossary) -> Iterator[str]:
    """What excludes what, in short."""
    alone = [name for item in found.exclusions if item.alone for name in item.claims]
    phrasing = Phrasing(glossary)
    sets = [phrasing.claims(item.claims) for item in found.exclusions if not item.alone]
    if alone:
        yield f"{phrasing.claims(alone)} {plural(len(alone), 'is', 'are')} true nowhere."
    if sets:
        rest = f"; {number(len(sets) - _MOST)} more sets do too" if len(sets) > _MOST else ""
        yield f"{'; '.join(sets[:_MOST])} exclude one another{rest}."


def _exclusions(found: Together, glossary: Glossary, every: bool) -> Iterator[Sentence]:
    if not found.exclusions:
        return
    yield Sentence("Conclusions that cannot all be true", "heading")
    shown = found.exclusions if every else found.exclusions[:_ROWS]
    yield from (Sentence(_exclusion(item, glossary), "item") for item in shown)
    if len(shown) < len(found.exclusions):
        rest = len(found.exclusions) - len(shown)
        yield Sentence(f"And {number(rest)} more.", "item", "(--all)")
    if not found.listed:
        yield Sentence("There may be more of these: there were too many to list.", "caution")


def _exclusion(item: Exclusion, glossary: Glossary) -> str:
    told = Phrasing(glossary).claims(item.claims)
    if item.alone:
        return f"{told} {'is undefined everywhere' if item.undefined else 'is never true, even by itself'}."
    return f"{told} exclude one another."


def _closest(found: Together, every: bool) -> Table:
    """The readings in which most of them are true."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Nearly]] = {}
    for item in found.closest:
        groups.setdefault((item.false, item.undefined), []).append(item)
    near = [item for group in groups.values() for item in group]
    shown = [
        (_reading(item.reading), ", ".join(map(concept_name, item.concepts)), _failing(item))
        for item in (near if every else near[:_ROWS])
    ]
    fails = found.closest[0].fails if found.closest else 0
    caption = "Where all of them are true" if not fails else _best(found, fails)
    if len(shown) < len(near):
        caption += f" (the first {len(shown)}; {len(near) - len(shown)} more)"
    return Table((Column("Reading"), Column("Under"), Column("Not true")), tuple(shown), caption)


def _best(found: Together, fails: int) -> str:
    """How many are true at best, and which never are then."""
    total = len(found.claims)
    never = [name for name in found.claims if all(name in (*item.false, *item.undefined) for item in found.closest)]
    told = f"At best {told_of(total - fails, total)} of {told_of(total, total)} are true together"
    return f"{told}, always without {listed(never)}" if never else told


def _failing(item: Nearly) -> str:
    told = listed(item.false)
    if item.undefined:
        told += f"{'; ' if told else ''}undefined: {listed(item.undefined)}"
    return told or "nothing"


def _reading(reading: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {answer}" for name, answer in reading.items()) or "the one reading"


def _settles(found: Together, glossary: Glossary) -> Iterator[Block]:
    if not found.settles:
        return
    rows = []
    for item in found.settles:
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
    settled = capital(some_of(len(found.determined), len(found.claims), "claim"))
    verb = "has" if len(found.determined) <= 1 else "have"
    yield Sentence(
        f"{settled} already {verb} the same value in all readings under all of these concepts. Answers, readings and concepts "
        "count alike; bits measure the information about the claims.",
        "note",
    )


def _answer_name(factor: str, name: str) -> str:
    return concept_name(name) if factor == "concept" else name
