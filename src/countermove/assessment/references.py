"""Checks that whatever a file refers to by name exists: actors, options, drivers and the rest, and acts.

An act is an option, ``not option``, or ``option = level`` (``assessment.acts``).

Where a document refers to its sources, and which chances its forecasts state.

Check that the chances of forecasts are words of likelihood, and suggest words for those that are not; that what is drawn from
what comes first says what.

Checks key questions: the game in which each is answered, and how far the actors look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from countermove.assessment.acts import parse_act
from countermove.assessment.names import DRIFT, Names
from countermove.assessment.problems import Path, Report
from countermove.assessment.schema import CHECKS, Answering, Claim, Document, Entry, Forecast, KeyQuestion, Locator
from countermove.assessment.schema.kinds import Ref
from countermove.assessment.schema.record import Marked
from countermove.likelihood import ACCEPTED, Chance, scale, scale_of
from gmcr.base.errors import FormulaError, UnknownName, first_of, quoted
from gmcr.logic import Compare, Not, Symbol, parse

__all__ = [
    "chances_said",
    "check_act",
    "check_chances",
    "check_forecasts",
    "check_key_questions",
    "check_levels",
    "check_name",
    "counted_in",
    "default_source",
    "locators",
    "sources_used",
]


def default_source(document: Document) -> str | None:
    """The source that bare numbers refer to: the one marked so, or the only one."""
    sources = document.sources
    marked = [name for name, source in sources.items() if source.default]
    if marked:
        return marked[0]
    return next(iter(sources)) if len(sources) == 1 else None


def counted_in(document: Document, source: str | None) -> str:
    """What the numbers of a source (None: the default one) count: "paragraphs" or "chapters"."""
    name = default_source(document) if source is None else source
    while name is not None and name in document.sources:
        if counts := document.sources[name].counts:
            return counts
        name = document.sources[name].via
    return "paragraphs"


def locators(document: Document) -> Iterator[tuple[Path, Locator]]:
    """Every place in a source that the document names, with its path."""
    waiting: list[tuple[Path, object]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Locator):
            yield path, value
        else:
            waiting.extend(reversed(list(_below(path, value))))


def _below(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        yield from (((*path, key), inner) for key, inner in value.items())
    elif isinstance(value, tuple):
        yield from (((*path, place), inner) for place, inner in enumerate(value))
    elif isinstance(value, Entry):
        fields = type(value).model_fields
        yield from (((*path, field.alias or name), getattr(value, name)) for name, field in fields.items())


def sources_used(document: Document) -> frozenset[str]:
    """The sources that premises, claims, holders or other sources refer to."""
    used: set[str | None] = {place.source or default_source(document) for _, place in locators(document)}
    used.update(source.via for source in document.sources.values())
    used.update(claim.by for claim in document.claims.values())
    used.update(forecast.by for forecast in document.forecasts.values())
    used.update(view.holder for view in document.views.values())
    return frozenset(name for name in used if name in document.sources)


def chances_said(name: str, forecast: Forecast) -> Iterator[tuple[Path, Chance]]:
    """Every chance that a forecast states, with its place: its own, its base rate and its updates."""
    for key, chance in (("chance", forecast.chance), ("base_rate", forecast.base_rate)):
        if chance is not None:
            yield ("forecasts", name, key), chance
    for place, update in enumerate(forecast.updates):
        yield ("forecasts", name, "updates", place, "chance"), update.chance


_NUMBER = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(%|per ?cent)?\s*", re.IGNORECASE)
_SURE = ("high", "moderate", "medium", "low")


def check_chances(document: Document, report: Report) -> None:
    """Report every chance whose words stand for no likelihood."""
    for name, forecast in document.forecasts.items():
        for path, chance in chances_said(name, forecast):
            if isinstance(chance, str) and chance not in ACCEPTED:
                message = f"{quoted(chance)} is not a likelihood word: {_remedy(chance, document)}"
                report.add(path, "value", message, suggestion=_nearest_word(chance, report))


def _remedy(chance: str, document: Document) -> str:
    """What to write instead of words that stand for no likelihood."""
    if (number := _NUMBER.fullmatch(chance)) and (value := Fraction(number[1]) / (100 if number[2] else 1)) <= 1:
        return f"write the number, without quotes and signs: {float(value):g}."
    words = ", ".join(step.words[0] for step in scale(scale_of(document.scale)).steps)
    sure = " How firmly it rests is said in `note`." if chance.lower().removesuffix(" confidence") in _SURE else ""
    return f"write one ({words}), a number from 0 to 1, or a pair such as [0.55, 0.8].{sure}"


def _nearest_word(chance: str, report: Report) -> str | None:
    """The likelihood word that is meant: one among the words, or the nearest; None if it could be the opposite."""
    small = " ".join(chance.lower().split())
    if small in ACCEPTED:
        return small
    if re.search(r"\b(?:not|no|never|hardly)\b", small):
        return None
    inside = [word for word in ACCEPTED if re.search(rf"\b{re.escape(word)}\b", small)]
    meant = max(inside, key=len) if inside else report.suggest(small, ACCEPTED)
    return meant if meant and _denied(meant) == _denied(small) else None


def _denied(words: str) -> bool:
    return re.search(r"\b(?:un|im)(?:like|prob)|\b(?:no|not|little|remote)\b", words) is not None


def check_forecasts(document: Document, report: Report) -> None:
    """Report every forecast that is drawn from what comes first without saying what, and every check that is none of that."""
    kinds = [kind.discriminators[0] for kind in CHECKS if kind.about_drifts]
    asked = f"{', '.join(kinds[:-1])} or {kinds[-1]}"
    for name, forecast in document.forecasts.items():
        path: Path = ("forecasts", name)
        if forecast.check is None:
            if forecast.from_ == DRIFT and (*path, "check") not in report.removed:
                message = f"What is to come first? Say it in `check`: {asked}."
                report.add((*path, "from"), "expected", message)
        elif forecast.from_ is None or forecast.from_ in {*document.claims} - {DRIFT}:
            message = (
                f"Only a forecast `from: {DRIFT}` has a check of its own. Write that, or leave the check to the claim that it is "
                "drawn from."
            )
            report.add((*path, "check"), "expected", message, key=True)
        elif forecast.from_ == DRIFT and not forecast.check.about_drifts:
            message = (
                f"{forecast.check.discriminators[0]} does not ask what comes first: write {asked}, or make a claim of it and "
                "name that in `from`."
            )
            report.add((*path, "check"), "check", message)


def check_key_questions(document: Document, report: Report) -> None:
    """Report problems of the key questions and the concepts of a document whose names are known."""
    for name in document.left_out:
        if name in (document.concepts or {}):
            report.add(("left_out", name), "overlap", f"{name} is one of the `concepts`: it is not left out.", key=True)
        elif document.concepts is None:
            message = "Without `concepts` all five are used: say which are, or leave `left_out` out."
            report.add(("left_out", name), "expected", message, key=True)
    for name, question in document.key_questions.items():
        _check_games(("key_questions", name), question, document, report)
        if question.across is not None:
            for place, scenario in enumerate(question.across):
                if scenario in question.across[:place]:
                    report.add(("key_questions", name, "across", place), "duplicate", f"{scenario} is listed twice.")


def _check_games(path: Path, question: KeyQuestion, document: Document, report: Report) -> None:
    """Report what a question says about the game although its claim brings its own."""
    named = list(_claims(question, document))
    for side, answering, claim in named:
        games: tuple[tuple[Path, object, object], ...] = (
            (("across",), claim.in_, question.across),
            (("under",), claim.in_ or claim.under, question.under),
            (("with",), claim.in_ or claim.with_, question.with_),
            ((side, "under"), claim.in_ or claim.under, answering.under),
            ((side, "with"), claim.in_ or claim.with_, answering.with_),
        )
        for where, own, other in games:
            if own is not None and other is not None:
                message = f"{answering.claim} is judged in a game of its own: this question cannot say `{where[-1]}`."
                report.add((*path, *where), "overlap", message, key=True)
    scenarios = dict.fromkeys(claim.in_ for _, _, claim in named if claim.in_ is not None)
    if len(scenarios) > 1:
        message = f"Yes and no are read off different scenarios, {' and '.join(scenarios)}: ask two questions."
        report.add((*path, "answer_no"), "overlap", message)


def _claims(question: KeyQuestion, document: Document) -> Iterator[tuple[str, Answering, Claim]]:
    sides: tuple[tuple[str, Answering | None], ...] = (
        ("answer_yes", question.answer_yes),
        ("answer_no", question.answer_no),
    )
    for side, answering in sides:
        if answering is not None and answering.claim in document.claims:
            yield side, answering, document.claims[answering.claim or ""]


def check_name(path: Path, text: str, kind: str, names: Names, report: Report) -> None:
    """Check that a name is one of its kind."""
    if names.has(kind, text):
        return
    as_key = path[-1] == text and isinstance(path[-1], str)
    candidates = names.bare.get(text, ()) if kind == "option" else ()
    if candidates:
        message = f"{quoted(text)} could be {' or '.join(candidates)}: write the actor too."
        report.add(path, "unknown", message, key=as_key)
        return
    if (meant := names.meant(text)) and names.has(kind, meant):
        report.add(path, "unknown", f"{quoted(text)}: an actor goes by its id here. Write {meant}.", key=as_key)
        return
    valid = report.usable(names.listed(kind))
    near = report.suggest(text, valid)
    known = f" There are: {first_of(valid)}." if valid and not near else ""
    article = "an" if kind[0] in "aeiou" else "a"
    remedy = "" if near else _suggestion(path, text, kind, names)
    message = f"{quoted(text)} is not {article} {kind} here.{known}{remedy}"
    report.add(path, "unknown", message, suggestion=near, key=as_key)


def _suggestion(path: Path, text: str, kind: str, names: Names) -> str:
    """What to do about an unknown name where the nearest one is not meant; "" for nothing in particular."""
    other = next((item for item in _ELSEWHERE if item != kind and names.has(item, text)), None)
    if kind in _ELSEWHERE and other is not None:
        return f" {text} is a {other}: name it {_ELSEWHERE[other]}."
    if kind in _SECTIONS and not names.listed(kind):
        return f" There is none: write it under `{_SECTIONS[kind]}`."
    if kind != "want" or path[0] not in _OVERLAYS:
        return ""
    if "drop" in path:
        return " What nobody wants need not be dropped: leave it out."
    return (
        f" An overlay changes wants that there are: write {text} among those of its actor, as `want: true` where it is to count "
        "in no other game, and rewrite it here."
    )


_OVERLAYS = ("open", "scenarios", "views", "claims", "key_questions")
_SECTIONS = {
    "driver": "drivers",
    "scenario": "scenarios",
    "view": "views",
    "source": "sources",
    "claim": "claims",
    "question": "open",
    "indicator": "indicators",
}
"""Kinds → the section in which they are written."""
_ELSEWHERE = {"scenario": "in `in`", "view": "in `under`"}
"""Kinds that are mixed up, and where each is named."""


def check_act(path: Path, text: str, names: Names, report: Report) -> None:
    """Check that an act names an option, and a level of it."""
    try:
        tree = parse(text)
    except FormulaError:
        tree = None
    level: str | None = None
    match tree:
        case Symbol(option) | Not(Symbol(option)):
            pass
        case Compare("=" | "==", Symbol(option), Symbol(level)):
            pass
        case _:
            message = f"{quoted(text)} is not an act: write an option, `not option`, or `option = level`."
            report.add(path, "value", message)
            return
    check_name(path, option, "option", names, report)
    if level is None or not names.has("option", option):
        return
    full = names.option(option)
    own = names.levels.get(full, ())
    if not own:
        report.add(path, "unknown", f"{full} has no levels: it is on or off.")
    elif level not in own:
        message = f"{quoted(level)} is not a level of {full}: {', '.join(own)}."
        report.add(path, "unknown", message, suggestion=report.suggest(level, own))


def check_levels(document: Document, marks: Iterable[Marked], names: Names, report: Report) -> None:
    """Check that words for levels belong to existing levels, and that no list does two things with one option."""
    for actor, record in document.actors.items():
        for name, option in record.options.items():
            path: Path = ("actors", actor, "options", name, "does")
            for level in option.does if isinstance(option.does, dict) else ():
                if level not in option.levels:
                    what = f"a level of {actor}.{name}: {', '.join(option.levels)}" if option.levels else "a level here"
                    near = report.suggest(level, option.levels)
                    report.add((*path, level), "unknown", f"{quoted(level)} is not {what}.", suggestion=near, key=True)
    done: dict[tuple[Path, str], str] = {}
    for path, text, mark in marks:
        if isinstance(mark, Ref) and mark.kind == "act" and isinstance(path[-1], int):
            try:
                entry = (path[:-1], parse_act(text, names).option)
            except (FormulaError, UnknownName):
                continue
            if done.setdefault(entry, text) != text:
                report.add(path, "overlap", f"{done[entry]} and {text} are in one list: do one of the two.")
