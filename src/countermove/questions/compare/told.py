"""compare in words: what the codings answer side by side, how far they agree, which lines split them, and the crux of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.case.answer import Answer
from countermove.errors import CountermoveError
from countermove.questions.compare.carrying import Carried
from countermove.questions.compare.crux import Crux
from countermove.questions.compare.records import AnswerAcross, ClaimAcross, Compare, LineForm, SplitLine
from countermove.questions.diff.lines_told import section_name
from countermove.telling.blocks import Block, Column, Sentence, Table, Telling
from countermove.telling.numbers import decimal_text
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, concepts_phrase, count, listed, number, plural, shortened

__all__ = ["compare_told"]

_WIDE = 6
"""With more codings than this a row tells who says what, instead of having a column for each."""

_ROWS = 24
"""Lines told, unless all are asked for."""

_SETS = 4
"""Sets of lines told of one answer."""

_CRUXES = 3
"""Observations told, unless all are asked for."""

_NAMES = 6


def compare_told(answer: Answer, *, every: bool = False) -> Telling:
    """The codings side by side. ``every``: leave nothing out."""
    found = answer.found
    title = (
        f"{capital(count(len(found.codings), 'coding'))} side by side: {_some([item.name for item in found.codings])}"
    )
    if len(found.compared) < 2:
        return Telling(title, (Sentence(_nothing(found), "answer"),), of_a_game=False, named=False)
    body: list[Block] = [_answers(answer)] if found.answers else []
    body += [_claims(answer, every)] if found.claims else []
    body += [_agreement(found)]
    body += [_lines(found, every)] if found.lines else []
    first = (Sentence(_judged(found), "note"), *_first(answer))
    return Telling(title, first, (*body, *_crux(answer, every), *_reservations(found)), of_a_game=False, named=False)


def _nothing(found: Compare) -> str:
    first, *others = (item.name for item in found.codings)
    return (
        f"{first} has nothing in common with {listed(others, 'or')}: no option, and no question or claim that says the same. "
        "What they call by other names is found by its words and by the lines that name it."
    )


def _judged(found: Compare) -> str:
    compared = [item for item in found.codings if not item.apart]
    own = {item.concepts for item in compared}
    if len(own) == 1:
        return f"Each is judged in all its readings under {concepts_phrase(compared[0].concepts)}."
    told = (f"{item.name} under {concepts_phrase(item.concepts)}" for item in compared)
    return f"Each is judged in all its readings and under its own concepts: {'; '.join(told)}."


# -- what is to be read first ------------------------------------------------------------------------------------------


def _first(answer: Answer) -> Iterator[Sentence]:
    found = answer.found
    if not found.lines:
        yield Sentence("No line that can bear on an answer or a verdict differs.", "answer")
    elif found.answers:
        yield from _agreeing(answer)
    else:
        yield Sentence("They ask no question in common.", "answer")
    yield from _carrying(found)
    if found.claims:
        yield Sentence(_holding(found), "answer")
    if found.crux:
        yield Sentence(_observed(found.crux[0], answer), "answer")
    elif found.crux == () and found.lines:
        yield Sentence(
            "Nothing that could be seen tells them apart: no act, no two acts and no end that one predicts or allows is excluded "
            "by the other.",
            "answer",
        )
    yield from _versions(found)


def _agreeing(answer: Answer) -> Iterator[Sentence]:
    found = answer.found
    apart = [item for item in found.answers if not item.agreed]
    if not apart:
        yield Sentence(f"{_all_of(len(found.answers))} the same in every coding.", "answer")
        return
    for item in apart:
        yield Sentence(f"{_asked(item, answer)}: {_who(item.answers, found.compared)}.", "answer")
    if same := len(found.answers) - len(apart):
        yield Sentence(f"{capital(count(same, 'other answer'))} {plural(same, 'is', 'are')} the same in all.", "answer")


def _all_of(answers: int) -> str:
    return "The one answer is" if answers == 1 else f"All {number(answers)} answers are"


def _who(words: Sequence[str | None], codings: Sequence[str]) -> str:
    """Who says what: "yes in a and b, no in c"."""
    groups: dict[str, list[str]] = {}
    for word, coding in zip(words, codings, strict=True):
        if word is not None:
            groups.setdefault(word, []).append(coding)
    return ", ".join(f"{word} in {_some(own)}" for word, own in groups.items())


def _some(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= _NAMES else shortened(names, _NAMES)


def _holding(found: Compare) -> str:
    parts = []
    if found.holds:
        parts.append(f"under every coding {plural(len(found.holds), 'follows', 'follow')} {_some(found.holds)}")
    if found.fails:
        parts.append(f"{'none bears out' if found.holds else 'no coding bears out'} {_some(found.fails)}")
    apart = [item.id for item in found.claims if not item.agreed]
    if apart:
        parts.append(f"verdicts differ on {_some(apart)}")
    rest = len(found.claims) - len(found.holds) - len(found.fails) - len(apart)
    if rest:
        parts.append(f"{count(rest, 'claim')} {plural(rest, 'is', 'are')} not determined, or vacuous, in all")
    return f"{capital('; '.join(parts))}."


def _carrying(found: Compare) -> Iterator[Sentence]:
    """What carries answers over: all together, and each that is carried over by something else."""
    carried = found.carried or ()
    whole = next((item for item in carried if not item.id), None)
    for item in carried:
        if item is whole or whole is None or (item.sets, item.undecided) != (whole.sets, whole.undecided):
            yield Sentence(_carried(item, found), "item")


def _carried(item: Carried, found: Compare) -> str:
    second = found.compared[1]
    what = "all answers" if not item.id else f"{_name(item.id, item.scenario)} (from {item.before} to {item.after})"
    if item.sets:
        told = [listed(_named(found.lines[place]) for place in own) for own in item.sets]
        if len(told) == 1:
            return f"{capital(what)}: carried over to {second} by {told[0]}."
        many = f"{number(len(told))} smallest sets of lines" if len(told) > 2 else "two smallest sets of lines"
        return f"{capital(what)}: carried over to {second} by {many}, each alone: {shortened(told, _SETS, sep='; ')}."
    bound = count(found.bound, "line")
    why = {
        "bound": f"no {bound} or fewer {plural(found.bound, 'carries', 'carry')} that over to {second}",
        "unfit": f"no {bound} or fewer that fit into {found.compared[0]} carry that over to {second}",
        "stopped": "the search for the lines was cut short",
    }[item.undecided]
    more = ""
    if item.reduced:
        named = [_named(found.lines[place]) for place in item.reduced]
        more = (
            f" These {number(len(named))} do, and no single one can be left out (there may be other and smaller sets): "
            f"{shortened(named, 2 * _NAMES)}."
        )
    return f"{capital(what)}: {why}.{more}"


def _versions(found: Compare) -> Iterator[Sentence]:
    first, *others = (item for item in found.codings if not item.apart)
    versions = [item for item in others if item.version]
    if versions:
        one = versions[0]
        if len(versions) > 1:
            names = _some([item.name for item in versions])
            told = f"{capital(number(len(versions)))} of them ({names}) say what {first.name} says nearly word for word: if they were made"
        elif one.same == one.of and not found.lines:
            told = f"{first.name} and {one.name} say the same word for word: if one was made"
        else:
            told = f"{first.name} and {one.name} share {one.same} of {one.of} lines word for word: if one was made"
        other = "the other" if len(versions) == 1 else "it"
        yield Sentence(f"{told} from {other}, that they agree says little; diff tells versions apart.", "caution")
    apart = [item.name for item in found.codings if item.apart]
    if apart:
        yield Sentence(
            f"{_some(apart)} {plural(len(apart), 'has', 'have')} nothing in common with {first.name}, no question, claim or option, "
            f"and {plural(len(apart), 'is', 'are')} not compared.",
            "caution",
        )


# -- side by side ------------------------------------------------------------------------------------------------------


def _asked(item: AnswerAcross, answer: Answer) -> str:
    return f"{_question(item, answer)} ({_name(item.id, item.scenario)})"


def _question(item: AnswerAcross, answer: Answer) -> str:
    if not item.about:
        return item.asks
    glossary = next((own for own in answer.glossaries if own.target is not None), None)
    if item.about == "status quo" or glossary is None:
        return "Does the status quo hold?"
    return f"Does it come to {Teller(glossary).target(glossary.target or '')}?"


def _name(name: str, scenario: str | None) -> str:
    return f"{name} in {scenario}" if scenario else name


def _answers(answer: Answer) -> Table:
    found = answer.found
    rows = []
    for item in found.answers:
        words = [
            word if word is None or since == word else f"{word}; since: {since}"
            for word, since in zip(item.answers, item.since, strict=True)
        ]
        rows.append((_mark(item), _name(item.id, item.scenario), *_across(words, found), _question(item, answer)))
    columns = (Column(""), Column("Question", fixed=True), *_heads(found), Column("It asks"))
    return Table(
        columns, tuple(rows), f"Answers: {_same(found.answers)} (=; x not; * asked in other terms)", by_row=True
    )


def _claims(answer: Answer, every: bool) -> Table:
    found = answer.found
    ranked = sorted(found.claims, key=lambda item: (item.agreed, not item.differ))
    shown = ranked if every else ranked[:_ROWS]
    rows = tuple(
        (_mark(item), item.id, *_across(item.verdicts, found), f"{item.differ} of {item.cells}", item.says)
        for item in shown
    )
    left = f" (the first {len(shown)} of {len(ranked)})" if len(shown) < len(ranked) else ""
    columns = (
        Column(""),
        Column("Claim", fixed=True),
        *_heads(found),
        Column("Cells apart", right=True),
        Column("What it says"),
    )
    return Table(
        columns, rows, f"Verdicts on claims{left}: {_same(found.claims)} (=; x not; * not the same claim)", by_row=True
    )


def _same(items: Sequence[AnswerAcross | ClaimAcross]) -> str:
    return f"{sum(item.agreed for item in items)} of {len(items)} the same in all"


def _mark(item: AnswerAcross | ClaimAcross) -> str:
    return ("=" if item.agreed else "x") + ("" if item.alike else "*")


def _heads(found: Compare) -> tuple[Column, ...]:
    if len(found.compared) > _WIDE:
        return (Column("Who says what"),)
    return tuple(Column(name) for name in found.compared)


def _across(words: Sequence[str | None], found: Compare) -> tuple[str, ...]:
    if len(found.compared) > _WIDE:
        return (_who(words, found.compared),)
    return tuple("-" if word is None else word for word in words)


def _agreement(found: Compare) -> Table:
    rows = tuple(
        (
            capital(item.on),
            f"{item.agreed:,} of {item.units:,}",
            "-" if item.alpha is None else decimal_text(item.alpha, 3),
        )
        for item in found.agreement
        if item.units
    )
    columns = (Column("On"), Column("All agree on", right=True), Column("Krippendorff's alpha", right=True))
    return Table(columns, rows, "How far they agree (alpha: 1 in all, 0 as by chance; - where all are the same)")


# -- lines -------------------------------------------------------------------------------------------------------------


def _named(item: SplitLine) -> str:
    if item.section in ("start", "target", "concepts"):
        return f"the {item.section}"
    owner = f" of {item.owner}" if item.section == "reading" else ""
    return f"{section_name(item.section)} {item.name}{owner}{' (its place)' if item.moved else ''}"


def _lines(found: Compare, every: bool) -> Table:
    ranked = sorted(found.lines, key=lambda item: (not item.turns, item.section in ("claim", "key question")))
    shown = ranked if every else ranked[:_ROWS]
    rows = []
    for item in shown:
        name = capital(_named(item))
        for form in item.forms:
            rows.append(
                (name, _some(form.codings), "-" if form.text is None else form.text, _turning(form, item, found))
            )
            name = ""
    left = f" (the first {len(shown)} of {len(ranked)})" if len(shown) < len(ranked) else ""
    columns = (Column("Line"), Column("In"), Column("It says"), Column(f"Alone in {found.compared[0]}"))
    return Table(columns, tuple(rows), f"Lines that split them{left}; {found.shared} are the same in all", by_row=True)


def _turning(form: LineForm, item: SplitLine, found: Compare) -> str:
    """What a line in some form does by itself."""
    if found.compared[0] in form.codings:
        return ""
    if form.fits is None:
        return "no answer: a claim" if item.section == "claim" else ""
    if not form.fits:
        return "does not fit"
    return "; ".join(f"{_name(turn.id, turn.scenario)}: {turn.answer}" for turn in form.turns) or "nothing"


# -- the crux ----------------------------------------------------------------------------------------------------------


def _observed(item: Crux, answer: Answer) -> str:
    """The observation as a sentence."""
    found = answer.found
    teller = Teller(answer.glossaries[[coding.name for coding in found.codings].index(found.compared[0])])
    try:
        what = f"{teller.clause(teller.glossary.formula(item.formula))} ({item.formula})"
    except CountermoveError:
        what = item.formula
    where = f"in {item.scenario}, " if item.scenario else ""
    under = "" if item.every else ", under the lead concept"
    about = f" It is about {listed(_named(found.lines[place]) for place in item.lines[:_NAMES])}." if item.lines else ""
    told = {
        "ends": f"{item.predicts} has it end so in every reading{under}; in {item.excludes} it ends so in none.",
        "comes": f"{item.predicts} has it come on every road in every reading{under}; in {item.excludes} it comes in none.",
        "may come": f"{item.predicts} allows it in every reading{under}; in {item.excludes} it comes in none: seen, it refutes "
        f"{item.excludes}; not seen, it refutes neither.",
    }[item.kind]
    return f"What would tell them apart: {where}{what}. {told}{about}"


def _crux(answer: Answer, every: bool) -> Iterator[Sentence]:
    more = (answer.found.crux or ())[1:]
    if more:
        yield Sentence("What else would tell them apart", "heading")
        for item in more if every else more[:_CRUXES]:
            yield Sentence(capital(_observed(item, answer).removeprefix("What would tell them apart: ")), "item")
        left = 0 if every else len(more) - _CRUXES
        if left > 0:
            yield Sentence(f"And {count(left, 'more observation')}.", "note", "Ask with --all.")


def _reservations(found: Compare) -> Iterator[Sentence]:
    if found.names:
        told = [f"{section_name(item.section)} {item.name} is {item.other} in {item.coding}" for item in found.names]
        yield Sentence(f"Other names: {shortened(told, _NAMES, sep='; ')}.", "note")
    other = [item.id for item in found.answers if not item.alike] + [item.id for item in found.claims if not item.alike]
    if other:
        yield Sentence(
            f"{_some(list(dict.fromkeys(other)))} {plural(len(set(other)), 'is', 'are')} not put in the same way in all: there a "
            "difference may be one of the question, not of the premises.",
            "caution",
        )
    if found.tried:
        what = f"{count(found.tried, 'set')} of lines" if found.carried else count(found.tried, "line")
        how = f"; up to {count(found.bound, 'line')} together" if found.carried else ", one by one"
        tried = f"{capital(what)} {plural(found.tried, 'was', 'were')} put into {found.compared[0]}"
        yield Sentence(f"{tried}, all else as it is there{how}.", "note")
    if found.interrupted:
        yield Sentence(f"Interrupted after {count(found.tried, 'set')} of lines: not all were tried.", "caution")
    elif not found.complete:
        yield Sentence(
            f"Cut short after {count(found.tried, 'set')} of lines: smaller or other sets may do it too.", "caution"
        )
