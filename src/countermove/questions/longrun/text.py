"""longrun in words: where it ends, how soon, and what stays as noise vanishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.inquiry.draws.chance import Chance
from countermove.presentation.blocks import Block, Cell, Column, Number, Sentence, Table, Telling
from countermove.presentation.chances import chance_number, chance_words
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import described_text, key_text, state_columns, state_text
from countermove.presentation.words import capital, concept_name, concepts_phrase, count, listed, under_words
from countermove.questions.longrun.compute import End, InConcept, Lasting, LongRun
from gmcr.analysis import Dynamics

__all__ = ["alike", "ends_table", "longrun_told"]

_ENDS = 8
_SHARES = 8

_CAPTION = "Where it ends (* marks the start), after how many steps on average, and whether that lasts as mistakes become ever rarer"

_SHORT = 1000
"""The largest denominator of a fraction that is told besides its share of 100."""


def longrun_told(answer: Answer) -> Telling:
    """The long run of one game."""
    phrasing, found = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.found
    first: list[Block] = [] if found.complete else [Sentence(_interrupted(found), "caution")]
    first += _answers(answer, phrasing)
    rest: list[Block] = [ends_table(answer, groups, _ENDS)] if (groups := _uncertain(found)) else []
    rest += _noisy(answer, phrasing)
    rest += (*_lasting(answer, phrasing), *_notes(found))
    return Telling("the long run", tuple(first), tuple(rest), under=_choice(found, phrasing))


def _interrupted(found: LongRun) -> str:
    if not found.by_concept:
        return "Interrupted before anything was known."
    last = found.by_concept[-1]
    under = concepts_phrase(found.concepts) if found.concepts else ""
    told = f"Interrupted: what follows is about {under or 'logit'} alone"
    if last.method == "simulated" and last.runs < found.runs:
        told += f", {'the last ' if len(found.by_concept) > 1 else ''}with {last.runs:,} of {found.runs:,} runs"
    return f"{told}."


def _choice(found: LongRun, phrasing: Phrasing) -> str:
    unequal = len(set(found.weights.values())) > 1
    weights = ", ".join(f"{phrasing.actor(actor)} {_short(weight)}" for actor, weight in found.weights.items())
    by_weight = f"by weight ({weights})" if unequal else "each equally likely"
    if found.choice == "uniform":
        told = "Every available step is as likely as any other."
    elif found.choice == "actors":
        told = f"An actor with a step available is drawn, {by_weight}, then one of its steps."
    else:
        told = (
            f"An actor is drawn, {by_weight}, and stays or moves, the likelier the better that is for it "
            f"(logit, precision {found.precision:g})."
        )
    if found.noise is None:
        return told
    return (
        f"{told} With a chance of {chance_words(Chance(found.noise))} somebody makes a mistake: any move, {by_weight}."
    )


def alike(
    concepts: Sequence[InConcept], apart: Callable[[InConcept, End], object] = InConcept.stays
) -> list[list[InConcept]]:
    """Concepts under which all is the same, together. ``apart``: what also has to be the same of each end."""
    groups: dict[tuple[object, ...], list[InConcept]] = {}
    for item in concepts:
        stays = tuple(apart(item, end) for end in item.ends)
        groups.setdefault((item.ends, item.time, item.unended, stays), []).append(item)
    return list(groups.values())


def _answers(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    for items in alike(record.found.by_concept, lambda *_: None):
        yield Sentence(f"{_under(items, record.found)}{_told(items[0], record, phrasing)}", "answer")


def _under(items: Sequence[InConcept], found: LongRun) -> str:
    names = [item.concept for item in items if item.concept is not None]
    return f"{capital(under_words(names, found.concepts))}, " if names else "By logit, "


def _told(item: InConcept, record: Answer, phrasing: Phrasing) -> str:
    if item.method == "simulated" and not item.runs:
        return "nothing is known: no run was made."
    if not item.ends:
        steps = count(record.found.horizon, "step")
        return f"no run had ended after {steps}, and none was in a circle that could be recognised as one."
    first = item.ends[0]
    if first.states == (record.found.start,) and first.chance.value == 1:
        return "the status quo stays: nobody has a step."
    if len(item.ends) == 1 and len(first.states) == 1 and first.chance.value == 1:
        where = f"in {described_text(first.states[0], record.on, phrasing)}"
        return f"it always ends {where}{',' if phrasing.labelled else ';'} after {_steps(item)}."
    if len(item.ends) == 1 and first.chance.value == 1:
        when = "from the start" if item.time is not None and not item.time.value else f"after {_steps(item)}"
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


# -- the table ---------------------------------------------------------------------------------------------------------


def ends_table(record: Answer, groups: Sequence[Sequence[InConcept]], most: int | None = None) -> Table:
    """Where it ends, a row a group of concepts and an end. ``most``: so many ends of a group are shown, and states of a circle."""
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    rows: list[tuple[Cell, ...]] = []
    for items in groups:
        item = items[0]
        names = concepts_phrase([each.concept for each in items if each.concept is not None]) or "logit"
        steps = "" if item.time is None else Number(item.time.value, _number(item.time), item.time.error)
        for end in item.ends[:most]:
            lasts = "" if (stays := item.stays(end)) is None else "yes" if stays else "no"
            cells = _in_columns(_end(end, record, phrasing, most), phrasing)
            rows.append((names, *cells, Number(end.chance.value, _share(end.chance), end.chance.error), lasts, steps))
        if most is not None and len(item.ends) > most:
            more = f"and {len(item.ends) - most} more: countermove longrun {record.frame.case} --json"
            rows.append((names, *_in_columns(("", more), phrasing), "", "", ""))
        if item.unended.value:
            cells = _in_columns(("none", "still under way"), phrasing)
            rows.append((names, *cells, chance_number(item.unended), "", ""))
    columns = (
        Column("Concept"),
        *state_columns(phrasing, "In words"),
        Column("Chance", right=True, measured=True),
        Column("Lasts"),
        Column("Steps", right=True, measured=True),
    )
    return Table(columns, tuple(rows), _CAPTION)


def _share(chance: Chance) -> str:
    """A chance, and the fraction that it is where that is a short one and the share of 100 is rounded."""
    told, value = chance_words(chance), chance.value
    short = isinstance(value, Fraction) and value.denominator <= _SHORT and (1000 * value).denominator > 1
    return f"{told} ({value})" if short else told


def _number(time: Chance) -> str:
    return decimal_text(time.value, 3) + (f" ± {time.error:.2g}" if time.error else "")


def _uncertain(found: LongRun) -> list[list[InConcept]]:
    """What no sentence has told: all but certain outcomes."""
    certain = [
        len(item.ends) == 1 and len(item.ends[0].states) == 1 and not item.unended.value for item in found.by_concept
    ]
    return alike([item for item, told in zip(found.by_concept, certain, strict=True) if not told])


def _end(end: End, record: Answer, phrasing: Phrasing, most: int | None) -> tuple[str, str]:
    if len(end.states) == 1:
        (code,) = end.states
        return _code(code, record, phrasing), _words(code, record, phrasing)
    if not end.shares:
        codes = [str(code) for code in end.states[:most]]
        more = f" and {len(end.states) - len(codes)} more" if len(codes) < len(end.states) else ""
        return "circle", f"of {count(len(end.states), 'state')}: {', '.join(codes)}{more}"
    pairs = sorted(zip(end.states, end.shares, strict=True), key=lambda pair: -pair[1].value)
    told = [f"{_code(code, record, phrasing)} {chance_words(share)}" for code, share in pairs]
    return "circle", f"of {count(len(pairs), 'state')}; of the time: {', '.join(told)}"


def _words(code: int, record: Answer, phrasing: Phrasing) -> str:
    """A state in words, as a sentence begins; in graph form its label."""
    told = state_text(code, record.on, phrasing)
    return told if phrasing.labelled else capital(told)


def _code(code: int, record: Answer, phrasing: Phrasing) -> str:
    """A state by its number, in graph form by its label; * marks the start."""
    return key_text(code, record.on, phrasing, start=record.found.start)


def _in_columns(cells: tuple[str, str], phrasing: Phrasing) -> tuple[str, ...]:
    """A state's cells: in graph form one, since its label is both."""
    if not phrasing.labelled:
        return cells
    key, words = cells
    return (key if words == key.lstrip("*") else f"{key} {words}",)


def _noisy(record: Answer, phrasing: Phrasing) -> Iterator[Table]:
    for item in record.found.by_concept:
        if item.noisy:
            rows = tuple(
                (
                    *_in_columns((_code(code, record, phrasing), _words(code, record, phrasing)), phrasing),
                    chance_words(share),
                )
                for code, share in item.noisy[:_SHARES]
            )
            columns = (*state_columns(phrasing, "In words"), Column("Of the time", right=True))
            rest = len(item.noisy) - len(rows)
            more = f" (the first {len(rows)} states; {rest} more)" if rest else ""
            yield Table(columns, rows, f"With mistakes, under {concept_name(str(item.concept))}{more}")


def _lasting(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    groups: dict[tuple[Lasting, ...], list[InConcept]] = {}
    for item in record.found.by_concept:
        if item.lasting is not None:
            groups.setdefault(item.lasting, []).append(item)
    if groups:
        yield Sentence("Where it ends if everybody errs now and then", "heading")
    for parts, items in groups.items():
        for part in parts:
            yield Sentence(_last(part, items, record, phrasing), "item")
    if any(not any(part.with_start for part in item.lasting) for item in record.found.by_concept if item.lasting):
        yield Sentence(
            "One-way acts are not taken back, not even by mistake: once they are done, on purpose or by mistake, they stay "
            "done, so what lasts is a state in which they are done.",
            "caution",
        )


def _last(part: Lasting, items: Sequence[InConcept], record: Answer, phrasing: Phrasing) -> str:
    codes = [_code(code, record, phrasing) for code in part.stable]
    if len(part.stable) == 1:
        what = described_text(part.stable[0], record.on, phrasing, start=record.found.start)
    else:
        what = f"the states {listed(codes)}"
        common = set.intersection(*(set(record.on[code]) for code in part.stable))
        if common and not phrasing.labelled:
            what += (
                f", in all of which {phrasing.state(option for option in record.glossary.options if option in common)}"
            )
    return f"{_under(items, record.found)}{what}."


def _notes(found: LongRun) -> Iterator[Sentence]:
    methods = {item.method for item in found.by_concept}
    if "simulated" in methods:
        yield Sentence(
            f"Simulated: {_runs(found)} of at most {count(found.horizon, 'step')}, seed {found.seed}; ± is one "
            f"standard error. Circles of up to {Dynamics.ROOM:,} states are recognised; a run in a larger one counts as still under way.",
            "note",
        )
    if methods & {"fractions", "floats"}:
        verb = "exact" if methods == {"fractions"} and found.noise is None else "computed, not simulated"
        yield Sentence(f"Chances and times without ± are {verb}. * marks the start.", "note")
    if found.choice == "logit":
        yield Sentence("Ranks are ordinal; logit takes a difference of ranks for more than it is.", "note")
    too_many = [item for item in found.by_concept if item.lasting is None]
    if too_many:
        under = count(len(too_many), "concept")
        yield Sentence(f"Too many states, or circles, to say what stays as noise vanishes, under {under}.", "note")


def _runs(found: LongRun) -> str:
    """Runs for each concept that was simulated; fewer under the last one after an interrupt."""
    made = dict.fromkeys(item.runs for item in found.by_concept if item.method == "simulated")
    return listed((count(runs, "run") for runs in made), "or")


def _short(value: Fraction) -> str:
    return str(value) if value.denominator > 1000 else f"{float(value):g}"
