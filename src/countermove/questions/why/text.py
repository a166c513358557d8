"""why in words: for each actor what keeps it in a state, or makes it leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from countermove.context.answer import Answer
from countermove.inquiry.walk import Obstacle
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.statements import statements_texts
from countermove.presentation.states import On, described_text, move_text
from countermove.presentation.steps import explains, preferred_text
from countermove.presentation.words import (
    all_of,
    capital,
    concepts_words_named,
    count,
    listed,
    plural,
    under_words,
)
from countermove.questions.why.compute import Why
from gmcr import Witness
from gmcr.stability import LITERAL_CONCEPTS, Countermove

__all__ = ["acts_table", "why_text"]

SHOWN = 4
"""The number of deterred improvements listed for each actor and concept, unless all are requested."""


def why_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """Why a state is stable or not. ``every``: list all deterred improvements."""
    result: Why = answer.record
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    body: list[Block] = []
    own = {actor: [witness for witness in result.witnesses if witness.actor == actor] for actor in result.actors}
    idle = [actor for actor, witnesses in own.items() if _idle(witnesses)]
    if len(idle) > 1:  # said once for all of them
        gain = _gain(result, idle, "they")
        body.append(Sentence(f"{capital(phrasing.actors(idle))} stay: they have no move by which {gain}."))
    for actor, witnesses in own.items():
        if len(idle) == 1 or actor not in idle:
            body.append(Sentence(phrasing.actor(actor), "heading"))
            body += _actor(answer, phrasing, actor, witnesses, every)
    body += [Sentence(text, "note") for text in statements_texts(result, phrasing)]
    if result.acts:
        caption = "What becomes of every single act" + (
            ", by the order alone" if result.great or result.unknown else ""
        )
        body.append(acts_table(result.acts, phrasing, caption, on=answer.on, state=result.state))
    return AnswerText(
        _title(answer, phrasing), (Sentence(_verdict(answer, phrasing), "answer"),), tuple(body), named=False
    )


def _title(answer: Answer, phrasing: Phrasing) -> str:
    return f"{capital(described_text(answer.record.state, answer.on, phrasing))}."


def _verdict(answer: Answer, phrasing: Phrasing) -> str:
    result: Why = answer.record
    what = "The start" if result.state == result.start else "The state"
    concepts = result.concepts
    stays = {name: _together([w.stable for w in result.witnesses if w.concept == name]) for name in concepts}
    if None in stays.values():
        return _partly(answer, phrasing, stays)
    whom = "everybody" if len(result.actors) == len(answer.glossary.actors) else phrasing.actors(result.actors)
    if all(stays.values()):
        under = "" if len(concepts) == 1 else " under every concept asked for"
        return f"{what} holds for {whom}{under or f' {under_words(concepts)}'}."
    if not any(stays.values()):
        leaving = dict.fromkeys(w.actor for w in result.witnesses if w.stable is False)
        under = "under every concept asked for" if len(concepts) > 1 else under_words(concepts)
        return f"{what} breaks {under}: {phrasing.actors(leaving)} can gain by leaving it."
    held = [name for name in concepts if stays[name]]
    broken = [name for name in concepts if not stays[name]]
    holds = "holds" if whom == "everybody" else f"holds for {whom}"
    return f"{what} {holds} {under_words(held)}, but breaks {under_words(broken)}."


def _together(stable: Sequence[bool | None]) -> bool | None:
    """Whether all stay; None if that is undecided."""
    return False if False in stable else None if None in stable else True


def _partly(answer: Answer, phrasing: Phrasing, stays: Mapping[str, bool | None]) -> str:
    """The verdict if some of it was not decided in time."""
    what = "the start" if answer.record.state == answer.record.start else "the state"
    words = ((True, "holds"), (False, "breaks"))
    named = {word: [name for name, held in stays.items() if held is value] for value, word in words}
    texts = [f"{word} {under_words(names)}" for word, names in named.items() if names]
    open_ = [name for name, held in stays.items() if held is None]
    rest = f"whether {what} holds {under_words(open_)} was not decided in the time allowed"
    return f"{capital(f'{what} {listed(texts)}; {rest}' if texts else rest)}."


def _actor(
    answer: Answer, phrasing: Phrasing, actor: str, witnesses: Sequence[Witness], every: bool
) -> Iterator[Block]:
    if _idle(witnesses):
        stays = phrasing.agree(actor, "stays: it has no move by which ", "stay: they have no move by which ")
        who = phrasing.agree(actor, "it", "they")
        yield Sentence(f"{stays}{_gain(answer.record, [actor], who)}.", "item")
        return
    for group in _alike(answer.record, witnesses):
        yield from _group(answer, phrasing, actor, group, every)


def _idle(witnesses: Sequence[Witness]) -> bool:
    """Whether an actor has no move by which it gains."""
    return all(witness.stable and not witness.deterred for witness in witnesses)


def _gain(result: Why, actors: Sequence[str], who: str) -> str:
    """What would tempt: "it gains", "they gain or may gain"."""
    may = result.type in ("a", "c") and not set(actors).isdisjoint(result.unknown)
    return f"{who} {'gains' if who == 'it' else 'gain'}{' or may gain' if may else ''}"


def _left(result: Why, actor: str, concept: str) -> str:
    """How a sanction leaves an actor, before the word "off"."""
    if concept not in LITERAL_CONCEPTS:
        return "no better"
    if actor in result.unknown:
        return "surely no better" if result.type in ("a", "b") else "perhaps no better"
    return "greatly worse" if result.strongly else "no better"


def _alike(result: Why, witnesses: Sequence[Witness]) -> list[list[Witness]]:
    """Witnesses of one actor, grouped by equal words."""
    groups: dict[tuple[object, ...], list[Witness]] = {}
    for witness in witnesses:
        groups.setdefault(
            (_left(result, witness.actor, witness.concept), witness.stable, witness.improvement, witness.deterred), []
        ).append(witness)
    return list(groups.values())


def _group(answer: Answer, phrasing: Phrasing, actor: str, group: Sequence[Witness], every: bool) -> Iterator[Block]:
    first = group[0]
    names = [witness.concept for witness in group]
    every_one = len(names) == len(answer.record.concepts) > 1
    under = f" under {all_of(len(names), 'concept')}" if every_one else f", {concepts_words_named(names, 'or')}"
    if first.stable is None:
        verb = phrasing.agree(actor, "stays", "stay")
        yield Sentence(
            f"Whether {phrasing.agree(actor, 'it', 'they')} {verb}{under}{'' if every_one else ','} was not decided in the time allowed.",
            "item",
        )
        return
    if first.improvement is not None:
        move = move_text(actor, answer.record.state, first.improvement, answer.on, phrasing)
        yield Sentence(f"{phrasing.agree(actor, 'leaves', 'leave')}{under}: {move}, and nothing deters it.", "item")
    else:
        yield Sentence(
            f"{phrasing.agree(actor, 'stays', 'stay')}{under}: {_stays(answer.record, phrasing, actor, first)}.", "item"
        )
    shown = first.deterred if every else first.deterred[:SHOWN]
    for improvement, path in shown:
        yield Sentence(_deterrence_text(answer, phrasing, first, improvement, path), "subitem")
    if len(shown) < len(first.deterred):
        rest = len(first.deterred) - len(shown)
        what = "further countermove" if first.proof == "paths" else "further move"
        text = f"There {plural(rest, 'is', 'are')} {count(rest, what)}, {'which deter' if first.proof == 'paths' else 'deterred'} likewise"
        yield Sentence(f"{text}.", "subitem", "(--full)")


def _stays(result: Why, phrasing: Phrasing, actor: str, witness: Witness) -> str:
    """The number of moves by which an actor that stays would gain."""
    may = "would or may" if result.type in ("a", "c") and actor in result.unknown else "would"
    would, many = f"{phrasing.agree(actor, 'it', 'they')} {may} gain by", len(witness.deterred)
    if witness.proof == "listed":
        return f"{would} {count(many, 'move')}, and {'each' if many > 1 else 'that'} is deterred"
    ways = "in this way" if many == 1 else f"in one of {count(many, 'way')}"
    return f"{would} moving, and every such move is deterred {ways}"


def _deterrence_text(
    answer: Answer, phrasing: Phrasing, witness: Witness, improvement: int, path: tuple[Countermove, ...]
) -> str:
    actor = witness.actor
    parts = [f"if {move_text(actor, answer.record.state, improvement, answer.on, phrasing)}"]
    here = improvement
    answers = []
    for mover, target in path:
        answers.append(move_text(mover, here, target, answer.on, phrasing))
        here = target
    parts.append(f"then {listed(answers, 'and then')}")
    return f"{', '.join(parts)}, which leaves {phrasing.the(actor)} {_left(answer.record, actor, witness.concept)} off."


def acts_table(
    acts: Sequence[Obstacle], phrasing: Phrasing, caption: str, *, on: On | None = None, state: int | None = None
) -> Table:
    """Every single act from a *state*, and what stops it or speaks for it. ``on``: for states that are named."""
    rows = tuple(
        (capital(phrasing.act(act.option, on=act.on)), _result(act), _because(act, phrasing, state, on or {}))
        for act in acts
    )
    return Table((Column("If"), Column("The actor", fixed=True), Column("Because")), rows, caption)


def _result(act: Obstacle) -> str:
    return {
        "worse": "loses",
        "better": "gains",
        "indifferent": "is indifferent",
        "infeasible": "cannot",
        "settled": "cannot",
        "not ready": "cannot yet",
    }[act.result]


def _because(act: Obstacle, phrasing: Phrasing, state: int | None, on: On) -> str:
    if act.result == "infeasible":
        why = phrasing.glossary.rules.get(act.rule or "") or ""
        if why.startswith("never "):  # a conflict's own, which has no name
            return f"({why})"
        return f"(rule {act.rule} excludes it{f': {why}' if why else ''})"
    if act.needs is not None:
        return f"(possible only once {phrasing.clause(phrasing.glossary.formula(act.needs))})"
    if act.result == "settled":
        return "(this act cannot be taken back)"
    if act.want is not None and explains(act, phrasing):
        return phrasing.whole_reason(act.want, act.part)
    if act.result == "indifferent":
        return ""
    text = preferred_text(act.place, (state, act.target), phrasing, on, gains=act.result == "better")
    return f"{phrasing.agree(act.actor, 'prefers', 'prefer')} {text}"
