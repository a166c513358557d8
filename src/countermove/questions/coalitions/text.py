"""coalitions in words: who could leave together, what each gains, whether it would last, and who stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Block, Cell, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import named_text, state_text, whole_text
from countermove.presentation.steps import explains, places_text, since_text
from countermove.presentation.words import capital, concepts_phrase, count, listed, plural, some_of
from countermove.questions.coalitions.compute import Able, Coalition, CoalitionMap, Pact
from countermove.verdicts.turning_points import conditions_text

__all__ = ["coalitions_text"]

COALITION_NAMES = {"cnash": "CNash", "cgmr": "CGMR", "csmr": "CSMR", "cseq": "CSEQ"}
_PACTS = 3
_ROWS = 24


def coalitions_text(answer: Answer) -> AnswerText:
    """What coalitions can do in one state."""
    phrasing, result = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.record
    what = "the status quo" if result.state == result.start else named_text(result.state, answer.on, phrasing)
    first = [] if result.complete else [Sentence(_interrupted(result), "caution")]
    if result.coalitions:
        first.append(Sentence(_answer(result, phrasing, what), "answer"))
    if result.coalitions and result.target is not None:
        first += _target(answer, phrasing)
    body: list[Block] = []
    for item in result.coalitions:
        if item.members in {*result.leaving, *result.reaching}:
            body += _coalition(item, answer, phrasing)
    body += _readings(result, phrasing, what)
    if any(item.pacts for item in result.coalitions):
        body.append(_table(result, phrasing))
    under = _state(answer, phrasing, what)
    return AnswerText(f"who could leave {what} together", tuple(first), tuple(body), under=under)


def _interrupted(result: CoalitionMap) -> str:
    if not result.coalitions:
        return "Interrupted before any coalition was looked at."
    if result.gone_through:
        verb = plural(result.gone_through, "was", "were")
        return f"Interrupted: only {result.gone_through:,} of {result.readings:,} readings {verb} examined."
    done = len(result.coalitions)
    first = "first coalition" if done == 1 else f"first {count(done, 'coalition')}"
    return f"Interrupted: what follows is about the {first} alone, in one reading."


def _state(record: Answer, phrasing: Phrasing, what: str) -> str:
    """The state in words; "" in graph form, whose labels say it already."""
    return "" if phrasing.labelled else f"{capital(what)}: {state_text(record.record.state, record.on, phrasing)}."


def _group(members: Sequence[str], phrasing: Phrasing) -> str:
    return phrasing.actors(members)


def _answer(result: CoalitionMap, phrasing: Phrasing, what: str) -> str:
    coalitions = result.coalitions
    if not result.leaving:
        if len(coalitions) == 1:
            gain = "with a gain for all of them" if phrasing.many(coalitions[0].members) else "with a gain"
            return f"{capital(_group(coalitions[0].members, phrasing))} cannot leave {what} {gain}."
        which = f" of up to {count(result.largest, 'actor')}" if result.complete else " that was looked at"
        return f"No coalition{which} can leave {what} with a gain for all its members."
    parts = [_group(group, phrasing) for group in result.leaving]
    together = all(len(group) > 1 for group in result.leaving)
    gain = " together, and each would gain" if together else ", and all who take part would gain"
    return f"{capital('; or '.join(parts))} could leave {what}{gain}."


def _target(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    result = record.record
    assert result.target is not None
    aim = phrasing.target(result.target)
    if result.target_now:
        yield Sentence(f"The state already has {aim}.")
        return
    if result.reaching:
        parts = [_group(group, phrasing) for group in result.reaching]
        who = "; or ".join(parts)
        yield Sentence(f"{capital(who)} could bring about {aim}, and all who take part would gain.", "answer")
        return
    if not result.able:
        yield Sentence(f"No coalition asked about is able to bring about {aim}.")
        return
    for item in result.able:
        yield from _able(item, record, phrasing, aim)


def _able(item: Able, record: Answer, phrasing: Phrasing, aim: str) -> Iterator[Sentence]:
    where = whole_text(item.state, record.on, phrasing)
    yield Sentence(f"{capital(_group(item.members, phrasing))} could bring about {aim}: {where}. But:")
    for gain in item.gains:
        who, why = capital(phrasing.the(gain.actor)), since_text(gain, phrasing, record.on)
        if gain.sign:
            yield Sentence(f"{who} would {'gain' if gain.sign > 0 else 'lose'}{why}.", "item")
        else:
            yield Sentence(f"{who} would gain nothing.", "item")


def _coalition(item: Coalition, record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    yield Sentence(phrasing.names(item.members), "heading")
    lean = [pact for pact in item.pacts if pact.lean]
    for pact in lean[:_PACTS]:
        yield from _pact(pact, item, record, phrasing)
    rest = len(item.pacts) - min(len(lean), _PACTS)
    if rest:
        who = "all of them prefer" if phrasing.many(item.members) else "it prefers"
        yield Sentence(
            f"There {plural(rest, 'is', 'are')} {count(rest, 'further state')} that {who}.", "note", "(--json)"
        )


def _pact(pact: Pact, item: Coalition, record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    who = phrasing.agree(item.members, "It", "They")
    lead = f"{who} could go to" if phrasing.labelled else f"{who} could go where"
    yield Sentence(f"{lead} {whole_text(pact.state, record.on, phrasing)}.")
    for gain in pact.gains:
        who, gains = capital(phrasing.the(gain.actor)), phrasing.agree(gain.actor, "gains", "gain")
        why = since_text(gain, phrasing) if explains(gain, phrasing) else ""
        yield Sentence(f"{who} {gains}, {places_text(gain.place)}{why}.", "item")
    yield Sentence(_deterrents(pact, record, phrasing), "item")
    yield Sentence(_lasting(pact, item, record, phrasing), "item")


def _deterrents(pact: Pact, record: Answer, phrasing: Phrasing) -> str:
    free = [name for name in pact.answers if pact.answers[name] is None]
    if len(free) == len(pact.answers):
        names = listed([COALITION_NAMES[name] for name in pact.answers], "or")
        return f"Nothing that the others can do deters this under {names}."
    held = [name for name, answer in pact.answers.items() if answer is not None]
    first = pact.answers[held[0]] or ()
    parts = [
        f"{phrasing.actors(movers)} {phrasing.agree(movers, 'moves', 'move')} to {named_text(code, record.on, phrasing)}"
        for movers, code in first
    ]
    names = listed(COALITION_NAMES[name] for name in held)
    return f"Under {names} the others deter this: {listed(parts, 'and then')}."


def _lasting(pact: Pact, item: Coalition, record: Answer, phrasing: Phrasing) -> str:
    if pact.holds:
        text = f"The state is an equilibrium under {_all(pact.holds, record.record.individual)}"
    else:
        text = "The state is an equilibrium under no concept"
    if len(item.members) > 1 and pact.self_enforcing:
        text += "; none of the members, alone or with others of them, would move on from there"
    elif pact.defecting:
        joined = "; but" if pact.holds else ", and"
        text += f"{joined} {listed((phrasing.actors(g) for g in pact.defecting), 'or')} would move on from there"
    others = [group for group in pact.upset if group not in pact.defecting and group != item.members]
    if not pact.upset:
        text += ", and no coalition at all would move on"
    elif others:
        text += f". Others that would move on: {'; '.join(phrasing.actors(group) for group in others)}"
    ends = set(pact.outcomes.values())
    if len(ends) == 1 and ends != {(pact.state,)} and (codes := next(iter(ends))):
        text += f". Single steps lead on to {listed((named_text(code, record.on, phrasing) for code in codes), 'or')}"
    return f"{text}."


def _all(names: Sequence[str], every: Sequence[str]) -> str:
    return "every concept" if len(names) == len(every) > 1 else concepts_phrase(names)


def _readings(result: CoalitionMap, phrasing: Phrasing, what: str) -> Iterator[Sentence]:
    if not result.gone_through:
        return
    which = "all" if result.gone_through == result.readings else "the first"
    if not result.over_readings:
        yield Sentence(f"This is so in {which} {count(result.gone_through, 'reading')}.")
        return
    least = [
        item
        for item in result.over_readings
        if not any(set(other.members) < set(item.members) for other in result.over_readings)
    ]

    def of(some: int) -> str:
        if which == "all":
            return some_of(some, result.readings, "reading")
        return f"{some:,} of the first {result.gone_through:,} {plural(result.gone_through, 'reading')}"

    for item in least:
        number = int(item.leaves.sum())
        who = _group(item.members, phrasing)
        text = f"{capital(who)} could leave {what} in {of(number)}"
        turning = conditions_text(
            item.turns_on, most=2, holds="they could", fails="they could not", words=phrasing.glossary
        )
        yield Sentence(f"{text}{f': {turning}' if turning else ''}.")


def _table(result: CoalitionMap, phrasing: Phrasing) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for item in result.coalitions:
        if item.pacts and len(rows) < _ROWS:
            best = sum(bool(pact.target) for pact in item.pacts)
            lasting = sum(pact.self_enforcing and bool(pact.holds) for pact in item.pacts)
            stable = listed(COALITION_NAMES[name] for name in item.stable) or "none"
            goal = [] if result.target is None else [best]
            rows.append((phrasing.names(item.members), len(item.pacts), *goal, lasting, stable))
    columns = (
        Column("Coalition"),
        Column("States all prefer", right=True),
        *([] if result.target is None else [Column("with the target", right=True)]),
        Column("that would last", right=True),
        Column("Yet it stays under"),
    )
    return Table(columns, tuple(rows), "Coalitions that could leave")
