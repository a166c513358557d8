"""longrun in words: where it ends, how soon, and what persists as noise vanishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.inquiry.draws import Chance
from countermove.presentation.blocks import AnswerText, Block, Cell, Column, Number, Sentence, Table
from countermove.presentation.chances import chance_number, chance_words
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import described_text, key_text, state_columns, state_text
from countermove.presentation.words import capital, concept_name, concepts_phrase, count, listed, plural, under_words
from countermove.questions.longrun.compute import End, InConcept, Lasting, LongRun
from gmcr.analysis import Dynamics

__all__ = ["alike", "ends_table", "longrun_text"]

_ENDS = 8
_SHARES = 8

_CAPTION = "Where it ends (* marks the start), after how many steps on average, and whether that lasts as mistakes become ever rarer"

_SHORT = 1000
"""The largest denominator of a fraction that is shown beside its percentage."""


def longrun_text(answer: Answer) -> AnswerText:
    """The long run of one game."""
    phrasing, result = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.record
    first: list[Block] = [] if result.complete else [Sentence(_interrupted(result), "caution")]
    first += _answers(answer, phrasing)
    rest: list[Block] = [ends_table(answer, groups, _ENDS)] if (groups := _uncertain(result)) else []
    rest += _noisy(answer, phrasing)
    rest += (*_lasting(answer, phrasing), *_notes(result))
    return AnswerText("the long run", tuple(first), tuple(rest), under=_choice(result, phrasing))


def _interrupted(result: LongRun) -> str:
    if not result.by_concept:
        return "Interrupted before anything was known."
    last = result.by_concept[-1]
    under = concepts_phrase(result.concepts) if result.concepts else ""
    text = f"Interrupted: what follows is about {under or 'logit'} alone"
    if last.method == "simulated" and last.runs < result.runs:
        text += f", {'the last ' if len(result.by_concept) > 1 else ''}with {last.runs:,} of {result.runs:,} runs"
    return f"{text}."


def _choice(result: LongRun, phrasing: Phrasing) -> str:
    unequal = len(set(result.weights.values())) > 1
    weights = ", ".join(f"{phrasing.actor(actor)} {_short(weight)}" for actor, weight in result.weights.items())
    by_weight = f"by weight ({weights})" if unequal else "each equally likely"
    if result.choice == "uniform":
        text = "Every available step is as likely as any other."
    elif result.choice == "actors":
        text = f"An actor with a step available is drawn, {by_weight}, then one of its steps."
    else:
        text = (
            f"An actor is drawn, {by_weight}, and stays or moves, the likelier the better that is for it "
            f"(logit, precision {result.precision:g})."
        )
    if result.noise is None:
        return text
    return (
        f"{text} With a chance of {chance_words(Chance(result.noise))} somebody makes a mistake: any move, {by_weight}."
    )


def alike(
    concepts: Sequence[InConcept], apart: Callable[[InConcept, End], object] = InConcept.stays
) -> list[list[InConcept]]:
    """Concepts with equal results, grouped. ``apart``: what else has to be equal for each end."""
    groups: dict[tuple[object, ...], list[InConcept]] = {}
    for item in concepts:
        stays = tuple(apart(item, end) for end in item.ends)
        groups.setdefault((item.ends, item.time, item.unended, stays), []).append(item)
    return list(groups.values())


def _answers(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    for items in alike(record.record.by_concept, lambda *_: None):
        yield Sentence(f"{_under(items, record.record)}{_ends_text(items[0], record, phrasing)}", "answer")


def _under(items: Sequence[InConcept], result: LongRun) -> str:
    names = [item.concept for item in items if item.concept is not None]
    return f"{capital(under_words(names, result.concepts))}, " if names else "By logit, "


def _ends_text(item: InConcept, record: Answer, phrasing: Phrasing) -> str:
    if item.method == "simulated" and not item.runs:
        return "nothing is known: no run was made."
    if not item.ends:
        steps = count(record.record.horizon, "step")
        return f"no run had ended after {steps}, and none was in a circle that could be recognised as one."
    first = item.ends[0]
    if first.states == (record.record.start,) and first.chance.value == 1:
        return "the status quo stays: nobody moves."
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
    """Where it ends, a row for each group of concepts and end. ``most``: the number of ends of a group, and of states
    of a circle, that are shown."""
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
    """A chance as a percentage, with its fraction if that is short and the percentage is rounded."""
    text, value = chance_words(chance), chance.value
    short = isinstance(value, Fraction) and value.denominator <= _SHORT and (1000 * value).denominator > 1
    return f"{text} ({value})" if short else text


def _number(time: Chance) -> str:
    return decimal_text(time.value, 3) + (f" ± {time.error:.2g}" if time.error else "")


def _uncertain(result: LongRun) -> list[list[InConcept]]:
    """The results that no sentence covers: all but certain outcomes."""
    certain = [
        len(item.ends) == 1 and len(item.ends[0].states) == 1 and not item.unended.value for item in result.by_concept
    ]
    return alike([item for item, covered in zip(result.by_concept, certain, strict=True) if not covered])


def _end(end: End, record: Answer, phrasing: Phrasing, most: int | None) -> tuple[str, str]:
    if len(end.states) == 1:
        (code,) = end.states
        return _code(code, record, phrasing), _words(code, record, phrasing)
    if not end.shares:
        codes = [str(code) for code in end.states[:most]]
        more = f" and {len(end.states) - len(codes)} more" if len(codes) < len(end.states) else ""
        return "circle", f"of {count(len(end.states), 'state')}: {', '.join(codes)}{more}"
    pairs = sorted(zip(end.states, end.shares, strict=True), key=lambda pair: -pair[1].value)
    parts = [f"{_code(code, record, phrasing)} {chance_words(share)}" for code, share in pairs]
    return "circle", f"of {count(len(pairs), 'state')}; of the time: {', '.join(parts)}"


def _words(code: int, record: Answer, phrasing: Phrasing) -> str:
    """A state in words, capitalized to begin a sentence; in graph form its label."""
    text = state_text(code, record.on, phrasing)
    return text if phrasing.labelled else capital(text)


def _code(code: int, record: Answer, phrasing: Phrasing) -> str:
    """A state by its number, in graph form by its label; * marks the start."""
    return key_text(code, record.on, phrasing, start=record.record.start)


def _in_columns(cells: tuple[str, str], phrasing: Phrasing) -> tuple[str, ...]:
    """The cells of a state: one in graph form, whose label is both."""
    if not phrasing.labelled:
        return cells
    key, words = cells
    return (key if words == key.lstrip("*") else f"{key} {words}",)


def _noisy(record: Answer, phrasing: Phrasing) -> Iterator[Table]:
    for item in record.record.by_concept:
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
    for item in record.record.by_concept:
        if item.lasting is not None:
            groups.setdefault(item.lasting, []).append(item)
    if groups:
        yield Sentence("Where it ends if everybody errs now and then", "heading")
    for parts, items in groups.items():
        for part in parts:
            yield Sentence(_last(part, items, record, phrasing), "item")
    if any(not any(part.with_start for part in item.lasting) for item in record.record.by_concept if item.lasting):
        yield Sentence(
            "One-way acts are not taken back, not even by mistake: once they are done, on purpose or by mistake, they stay "
            "done, so what lasts is a state in which they are done.",
            "caution",
        )


def _last(part: Lasting, items: Sequence[InConcept], record: Answer, phrasing: Phrasing) -> str:
    codes = [_code(code, record, phrasing) for code in part.stable]
    if len(part.stable) == 1:
        what = f"in {described_text(part.stable[0], record.on, phrasing, start=record.record.start)}"
    else:
        what = f"in the states {listed(codes)}"
        common = set.intersection(*(set(record.on[code]) for code in part.stable))
        if common and not phrasing.labelled:
            whole = phrasing.state(option for option in record.glossary.options if option in common)
            what += f", in {plural(len(codes) - 1, 'both', 'all')} of which {whole}"
    return f"{_under(items, record.record)}it ends {what}."


def _notes(result: LongRun) -> Iterator[Sentence]:
    methods = {item.method for item in result.by_concept}
    if "simulated" in methods:
        yield Sentence(
            f"Simulated: {_runs(result)} of at most {count(result.horizon, 'step')}, seed {result.seed}; ± is one "
            f"standard error. Circles of up to {Dynamics.ROOM:,} states are recognised; a run in a larger one counts as still under way.",
            "note",
        )
    if methods & {"fractions", "floats"}:
        verb = "exact" if methods == {"fractions"} and result.noise is None else "computed, not simulated"
        yield Sentence(f"Chances and times without ± are {verb}. * marks the start.", "note")
    if result.choice == "logit":
        yield Sentence("Ranks are ordinal; logit takes a difference of ranks for more than it is.", "note")
    too_many = [item for item in result.by_concept if item.lasting is None]
    if too_many:
        under = count(len(too_many), "concept")
        yield Sentence(f"Too many states, or circles, to say what stays as noise vanishes, under {under}.", "note")


def _runs(result: LongRun) -> str:
    """The number of runs for each simulated concept; smaller for the last one after an interrupt."""
    made = dict.fromkeys(item.runs for item in result.by_concept if item.method == "simulated")
    return listed((count(runs, "run") for runs in made), "or")


def _short(value: Fraction) -> str:
    return str(value) if value.denominator > 1000 else f"{float(value):g}"
