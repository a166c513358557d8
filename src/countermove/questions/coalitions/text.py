"""coalitions in words: who could leave together, what each gains, whether it would last, and who stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.context.answer import Answer
from countermove.presentation.blocks import Block, Cell, Column, Sentence, Table, Telling
from countermove.presentation.phrases import Phrasing
from countermove.presentation.reasons import because_text, decided, places_text
from countermove.presentation.states import named_text, state_text, whole_text
from countermove.presentation.words import capital, concepts_phrase, count, listed, plural, some_of
from countermove.questions.coalitions.compute import Able, Coalition, CoalitionMap, Pact
from countermove.verdicts.condition_words import conditions_text

__all__ = ["coalitions_told"]

COALITION_NAMES = {"cnash": "CNash", "cgmr": "CGMR", "csmr": "CSMR", "cseq": "CSEQ"}
_PACTS = 3
_ROWS = 24


def coalitions_told(answer: Answer) -> Telling:
    """What coalitions can do in one state."""
    phrasing, found = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.found
    what = "the status quo" if found.state == found.start else named_text(found.state, answer.on, phrasing)
    first = [] if found.complete else [Sentence(_interrupted(found), "caution")]
    if found.coalitions:
        first.append(Sentence(_answer(found, phrasing, what), "answer"))
    if found.coalitions and found.target is not None:
        first += _target(answer, phrasing)
    body: list[Block] = []
    for item in found.coalitions:
        if item.members in {*found.leaving, *found.reaching}:
            body += _coalition(item, answer, phrasing)
    body += _readings(found, phrasing, what)
    if any(item.pacts for item in found.coalitions):
        body.append(_table(found, phrasing))
    under = _state(answer, phrasing, what)
    return Telling(f"who could leave {what} together", tuple(first), tuple(body), under=under)


def _interrupted(found: CoalitionMap) -> str:
    if not found.coalitions:
        return "Interrupted before any coalition was looked at."
    if found.gone_through:
        verb = plural(found.gone_through, "was", "were")
        return f"Interrupted: only {found.gone_through:,} of {found.readings:,} readings {verb} examined."
    done = len(found.coalitions)
    first = "first coalition" if done == 1 else f"first {count(done, 'coalition')}"
    return f"Interrupted: what follows is about the {first} alone, in one reading."


def _state(record: Answer, phrasing: Phrasing, what: str) -> str:
    """The state in words; nothing in graph form, whose labels say it already."""
    return "" if phrasing.labelled else f"{capital(what)}: {state_text(record.found.state, record.on, phrasing)}."


def _group(members: Sequence[str], phrasing: Phrasing) -> str:
    return phrasing.actors(members)


def _answer(found: CoalitionMap, phrasing: Phrasing, what: str) -> str:
    asked = found.coalitions
    if not found.leaving:
        if len(asked) == 1:
            gain = "to the gain of all of them" if phrasing.many(asked[0].members) else "to its gain"
            return f"{capital(_group(asked[0].members, phrasing))} cannot leave {what} {gain}."
        which = f", of up to {count(found.largest, 'actor')}," if found.complete else " that was looked at"
        return f"No coalition{which} can leave {what} to the gain of all its members."
    told = [_group(group, phrasing) for group in found.leaving]
    together = all(len(group) > 1 for group in found.leaving)
    gain = " together, each to its own gain" if together else ", to the gain of all who take part"
    return f"{capital('; or '.join(told))} could leave {what}{gain}."


def _target(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    found = record.found
    assert found.target is not None
    aim = phrasing.target(found.target)
    if found.target_now:
        yield Sentence(f"The state already has {aim}.")
        return
    if found.reaching:
        told = [_group(group, phrasing) for group in found.reaching]
        who = "; or ".join(told)
        yield Sentence(f"{capital(who)} could bring about {aim}, to the gain of all who take part.", "answer")
        return
    if not found.able:
        yield Sentence(f"No coalition asked about is able to bring about {aim}.")
        return
    for item in found.able:
        yield from _able(item, record, phrasing, aim)


def _able(item: Able, record: Answer, phrasing: Phrasing, aim: str) -> Iterator[Sentence]:
    where = whole_text(item.state, record.on, phrasing)
    yield Sentence(f"{capital(_group(item.members, phrasing))} would be able to bring about {aim}: {where}. But:")
    for gain in item.gains:
        because = because_text(gain, phrasing, record.on)
        who, why = capital(phrasing.the(gain.actor)), f": {because}" if because else ""
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
        why = f": {because_text(gain, phrasing)}" if decided(gain, phrasing) else ""
        yield Sentence(f"{who} {gains}, {places_text(gain.place)}{why}.", "item")
    yield Sentence(_deterred(pact, record, phrasing), "item")
    yield Sentence(_lasting(pact, item, record, phrasing), "item")


def _deterred(pact: Pact, record: Answer, phrasing: Phrasing) -> str:
    free = [name for name in pact.answers if pact.answers[name] is None]
    if len(free) == len(pact.answers):
        names = listed([COALITION_NAMES[name] for name in pact.answers], "or")
        return f"Nothing that the others can do deters this under {names}."
    held = [name for name, answer in pact.answers.items() if answer is not None]
    first = pact.answers[held[0]] or ()
    told = [f"{phrasing.actors(movers)} to {named_text(code, record.on, phrasing)}" for movers, code in first]
    names = listed(COALITION_NAMES[name] for name in held)
    return f"Under {names} the others deter them: {listed(told, 'and then')}."


def _lasting(pact: Pact, item: Coalition, record: Answer, phrasing: Phrasing) -> str:
    if pact.holds:
        told = f"The state is an equilibrium under {_all(pact.holds, record.found.individual)}"
    else:
        told = "The state is an equilibrium under no concept"
    if len(item.members) > 1 and pact.self_enforcing:
        told += "; none of the members, alone or with others of them, would move on from there"
    elif pact.defecting:
        joined = "; but" if pact.holds else ", and"
        told += f"{joined} {listed((phrasing.actors(g) for g in pact.defecting), 'or')} would move on from there"
    others = [group for group in pact.upset if group not in pact.defecting and group != item.members]
    if not pact.upset:
        told += ", and no coalition at all would move on"
    elif others:
        told += f". Others that would move on: {'; '.join(phrasing.actors(group) for group in others)}"
    ends = set(pact.outcomes.values())
    if len(ends) == 1 and ends != {(pact.state,)} and (codes := next(iter(ends))):
        told += f". Single steps lead on to {listed((named_text(code, record.on, phrasing) for code in codes), 'or')}"
    return f"{told}."


def _all(names: Sequence[str], every: Sequence[str]) -> str:
    return "every concept" if len(names) == len(every) > 1 else concepts_phrase(names)


def _readings(found: CoalitionMap, phrasing: Phrasing, what: str) -> Iterator[Sentence]:
    if not found.gone_through:
        return
    which = "all" if found.gone_through == found.readings else "the first"
    if not found.over_readings:
        yield Sentence(f"This is so in {which} {count(found.gone_through, 'reading')}.")
        return
    least = [
        item
        for item in found.over_readings
        if not any(set(other.members) < set(item.members) for other in found.over_readings)
    ]

    def of(some: int) -> str:
        if which == "all":
            return some_of(some, found.readings, "reading")
        return f"{some:,} of the first {found.gone_through:,} {plural(found.gone_through, 'reading')}"

    for item in least:
        number = int(item.leaves.sum())
        who = _group(item.members, phrasing)
        told = f"{capital(who)} could leave {what} in {of(number)}"
        turning = conditions_text(
            item.turns_on, most=2, holds="they could", fails="they could not", words=phrasing.glossary
        )
        yield Sentence(f"{told}{f': {turning}' if turning else ''}.")


def _table(found: CoalitionMap, phrasing: Phrasing) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for item in found.coalitions:
        if item.pacts and len(rows) < _ROWS:
            best = sum(bool(pact.target) for pact in item.pacts)
            lasting = sum(pact.self_enforcing and bool(pact.holds) for pact in item.pacts)
            stable = listed(COALITION_NAMES[name] for name in item.stable) or "none"
            goal = [] if found.target is None else [best]
            rows.append((phrasing.names(item.members), len(item.pacts), *goal, lasting, stable))
    columns = (
        Column("Coalition"),
        Column("States all prefer", right=True),
        *([] if found.target is None else [Column("with the target", right=True)]),
        Column("that would last", right=True),
        Column("Yet it stays under"),
    )
    return Table(columns, tuple(rows), "Coalitions that could leave")
