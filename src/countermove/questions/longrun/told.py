"""longrun in words: where it ends, how soon, and what stays as noise vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.analysis.draws.chance import Chance
from countermove.analysis.roads.simulation import ROOM
from countermove.questions.longrun.asked import LongRunRecord
from countermove.questions.longrun.found import End, InConcept, Lasting
from countermove.telling.assumptions import game_text
from countermove.telling.blocks import Block, Column, Page, Sentence, Table
from countermove.telling.chances import chance_words
from countermove.telling.phrases import Teller
from countermove.telling.reasons import key_text
from countermove.telling.words import capital, concept_name, concepts_phrase, count, listed, shortened

__all__ = ["longrun_page"]

_ENDS = 8
_SHARES = 8
_CODES = 8


def longrun_page(record: LongRunRecord) -> Page:
    """The long run of one game."""
    teller = Teller(record.glossary, record.frame.assumptions.view)
    found = record.found
    blocks: list[Block] = [
        Sentence(f"{record.frame.case}: the long run", "heading"),
        Sentence(f"{game_text(record.frame, teller)} {_choice(record, teller)}", "note"),
    ]
    if not found.complete:
        blocks.append(Sentence(_interrupted(record), "caution"))
    blocks += _answers(record, teller)
    blocks += _ends_table(record, teller)
    blocks += _noisy(record, teller)
    blocks += _lasting(record, teller)
    blocks += _notes(record)
    return Page(tuple(blocks))


def _interrupted(record: LongRunRecord) -> str:
    found = record.found
    if not found.concepts:
        return "Interrupted before anything was known."
    last = found.concepts[-1]
    under = concepts_phrase([item.concept for item in found.concepts if item.concept is not None])
    told = f"Interrupted: what follows is about {under or 'logit'} alone"
    if last.method == "simulated" and last.runs < found.runs:
        told += f", {'the last ' if len(found.concepts) > 1 else ''}with {last.runs:,} of {found.runs:,} runs"
    return f"{told}."


def _choice(record: LongRunRecord, teller: Teller) -> str:
    found = record.found
    unequal = len(set(found.weights.values())) > 1
    weights = ", ".join(f"{teller.actor(actor)} {_short(weight)}" for actor, weight in found.weights.items())
    by_weight = f"by weight ({weights})" if unequal else "each as likely"
    if found.choice == "uniform":
        told = "Every step that somebody has is as likely as any other."
    elif found.choice == "actors":
        told = f"An actor that has a step is drawn, {by_weight}, then one of its steps."
    else:
        told = (
            f"An actor is drawn, {by_weight}, and stays or moves, the likelier the better for it "
            f"(logit, precision {found.precision:g})."
        )
    if found.noise is None:
        return told
    return (
        f"{told} With a chance of {chance_words(Chance(found.noise))} somebody makes a mistake: any move, {by_weight}."
    )


def _groups(record: LongRunRecord) -> list[list[InConcept]]:
    """Concepts under which all is the same, together."""
    groups: dict[tuple[object, ...], list[InConcept]] = {}
    for item in record.found.concepts:
        groups.setdefault((item.ends, item.time, item.unended), []).append(item)
    return list(groups.values())


def _answers(record: LongRunRecord, teller: Teller) -> Iterator[Sentence]:
    for items in _groups(record):
        yield Sentence(f"{_under(items)}{_told(items[0], record, teller)}", "answer")


def _under(items: Sequence[InConcept]) -> str:
    names = [item.concept for item in items if item.concept is not None]
    return f"Under {concepts_phrase(names)} " if names else "By logit "


def _told(item: InConcept, record: LongRunRecord, teller: Teller) -> str:
    if item.method == "simulated" and not item.runs:
        return "nothing is known: no run was made."
    if not item.ends:
        steps = count(record.found.horizon, "step")
        return f"no run had ended after {steps}, and none was in a circle that could be seen as one."
    first = item.ends[0]
    if first.states == (record.found.start,) and first.chance.value == 1:
        return "the status quo stays: nobody has a step."
    if len(item.ends) == 1 and len(first.states) == 1 and first.chance.value == 1:
        where = f"in {_state(first.states[0], record, teller)}"
        return f"it always ends {where}{';' if teller.glossary.options else ','} after {_steps(item)}."
    if len(item.ends) == 1 and first.chance.value == 1:
        when = "from the start on" if item.time is not None and not item.time.value else f"after {_steps(item)}"
        return f"it never comes to rest: {when} it circles through {count(len(first.states), 'state')}."
    outcomes = sum(len(end.states) == 1 for end in item.ends)
    circles = len(item.ends) - outcomes
    ways = [count(outcomes, "outcome")] if outcomes else []
    ways += [count(circles, "circle")] if circles else []
    return f"it can end in {' or '.join(ways)}, after {_steps(item)} on average (see the table)."


def _steps(item: InConcept) -> str:
    if item.time is None:
        return "no known number of steps"
    value = item.time.value
    if value == int(value) and not item.time.error:
        return count(int(value), "step")
    error = f" ± {item.time.error:.2g}" if item.time.error else ""
    return f"{value:,.0f}{error} steps" if value >= 1000 else f"{float(value):.4g}{error} steps"


def _ends_table(record: LongRunRecord, teller: Teller) -> Iterator[Table]:
    rows = []
    for items in _groups(record):
        item = items[0]
        if len(item.ends) == 1 and len(item.ends[0].states) == 1 and not item.unended.value:
            continue  # told already
        names = concepts_phrase([each.concept for each in items if each.concept is not None]) or "logit"
        rows += [
            (names, *_in_columns(_end(end, record, teller), teller), chance_words(end.chance))
            for end in item.ends[:_ENDS]
        ]
        if len(item.ends) > _ENDS:
            rows.append((names, *_in_columns(("...", f"and {len(item.ends) - _ENDS} more"), teller), ""))
        if item.unended.value:
            rows.append((names, *_in_columns(("none", "still under way"), teller), chance_words(item.unended)))
    if rows:
        columns = (Column("Concept"), *_state_columns(teller), Column("Chance", right=True))
        yield Table(columns, tuple(rows), "Where it ends")


def _end(end: End, record: LongRunRecord, teller: Teller) -> tuple[str, str]:
    if len(end.states) == 1:
        (code,) = end.states
        return _code(code, record, teller), _words(code, record, teller)
    if not end.shares:
        return "circle", f"of {count(len(end.states), 'state')}"
    pairs = sorted(zip(end.states, end.shares, strict=True), key=lambda pair: -pair[1].value)
    told = [f"{_code(code, record, teller)} {chance_words(share)}" for code, share in pairs]
    return "circle", f"of {count(len(pairs), 'state')}; of the time: {shortened(told, _CODES)}"


def _state(code: int, record: LongRunRecord, teller: Teller, *, mark: bool = False) -> str:
    """A state by its number and in words; in graph form its label."""
    if not teller.glossary.options:
        return f"state {record.on[code][0]}"
    return f"state {_code(code, record, teller) if mark else code}: {teller.state(record.on[code])}"


def _words(code: int, record: LongRunRecord, teller: Teller) -> str:
    """A state in words; in graph form its label."""
    return capital(teller.state(record.on[code])) if teller.glossary.options else record.on[code][0]


def _code(code: int, record: LongRunRecord, teller: Teller) -> str:
    """A state by its number, in graph form by its label; * marks the start."""
    return f"{'*' if code == record.found.start else ''}{key_text(code, record.on, teller)}"


def _state_columns(teller: Teller) -> tuple[Column, ...]:
    if not teller.glossary.options:
        return (Column("State"),)
    return Column("State", fixed=True, right=True), Column("In words")


def _in_columns(cells: tuple[str, str], teller: Teller) -> tuple[str, ...]:
    """A state's cells: in graph form one, since its label is both."""
    if teller.glossary.options:
        return cells
    key, words = cells
    return (key if words == key.lstrip("*") else f"{key} {words}",)


def _noisy(record: LongRunRecord, teller: Teller) -> Iterator[Table]:
    for item in record.found.concepts:
        if item.noisy:
            rows = tuple(
                (*_in_columns((_code(code, record, teller), _words(code, record, teller)), teller), chance_words(share))
                for code, share in item.noisy[:_SHARES]
            )
            columns = (*_state_columns(teller), Column("Of the time", right=True))
            rest = len(item.noisy) - len(rows)
            more = f" (the first {len(rows)} states; {rest} more)" if rest else ""
            yield Table(columns, rows, f"With mistakes, under {concept_name(str(item.concept))}{more}")


def _lasting(record: LongRunRecord, teller: Teller) -> Iterator[Sentence]:
    groups: dict[tuple[Lasting, ...], list[InConcept]] = {}
    for item in record.found.concepts:
        if item.lasting is not None:
            groups.setdefault(item.lasting, []).append(item)
    if groups:
        yield Sentence("What stays as noise vanishes", "heading")
    for parts, items in groups.items():
        for part in parts:
            yield Sentence(_last(part, items, record, teller), "item")
    if any(not any(part.with_start for part in item.lasting) for item in record.found.concepts if item.lasting):
        yield Sentence(
            "One-way acts are not taken back, by mistake either: once they are done, on purpose or by mistake, they stay "
            "done, and so what stays is a state in which they are.",
            "caution",
        )


def _last(part: Lasting, items: Sequence[InConcept], record: LongRunRecord, teller: Teller) -> str:
    codes = [_code(code, record, teller) for code in part.stable]
    if len(part.stable) == 1:
        what = _state(part.stable[0], record, teller, mark=True)
    else:
        what = f"the states {shortened(codes, _CODES)}"
        common = set.intersection(*(set(record.on[code]) for code in part.stable))
        if common and teller.glossary.options:
            what += (
                f", in all of which {teller.state(option for option in record.glossary.options if option in common)}"
            )
    return f"{_under(items)}{what}."


def _notes(record: LongRunRecord) -> Iterator[Sentence]:
    found = record.found
    methods = {item.method for item in found.concepts}
    if "simulated" in methods:
        yield Sentence(
            f"Simulated: {_runs(record)} of at most {count(found.horizon, 'step')}, seed {found.seed}; ± is one "
            f"standard error. Circles of up to {ROOM:,} states are recognised; a run in a larger one counts as still under way.",
            "note",
        )
    if methods & {"fractions", "floats"}:
        verb = "exact" if methods == {"fractions"} and found.noise is None else "computed, not simulated"
        yield Sentence(f"Chances and times without ± are {verb}. * marks the start.", "note")
    if found.choice == "logit":
        yield Sentence("Ranks are ordinal; logit takes a difference of ranks for more than it is.", "note")
    too_many = [item for item in found.concepts if item.lasting is None]
    if too_many:
        under = count(len(too_many), "concept")
        yield Sentence(f"Too many states, or circles, to say what stays as noise vanishes, under {under}.", "note")


def _runs(record: LongRunRecord) -> str:
    """Runs for each concept that was simulated; fewer under the last one after an interrupt."""
    made = dict.fromkeys(item.runs for item in record.found.concepts if item.method == "simulated")
    return listed((count(runs, "run") for runs in made), "or")


def _short(value: Fraction) -> str:
    return str(value) if value.denominator > 1000 else f"{float(value):g}"
