"""Validates a document beyond its structure, reporting all problems in one pass.

The passes: names that clash; terms; every name and formula of the document, by the marks of the schema; wants; drivers;
overlays and open questions; sources; claims; key questions; dates. The start is tried last, in each of the situations
that the file describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from countermove.assessment.acts import parse_act
from countermove.assessment.compile import FormulaBook
from countermove.assessment.grades import grades_in
from countermove.assessment.names import Names, check_clashes
from countermove.assessment.problems import Path, Report
from countermove.assessment.references import (
    check_act,
    check_chances,
    check_forecasts,
    check_key_questions,
    check_levels,
    check_name,
    default_source,
    locators,
)
from countermove.assessment.schema import Claim, Document, DriftLine, Driver, Overlay, Rewrite, Want, overlays_of
from countermove.assessment.schema.check import Around
from countermove.assessment.schema.drifts import FORMS, UNITS
from countermove.assessment.schema.kinds import FormulaMark, Ref
from countermove.assessment.schema.record import Marked, marked
from countermove.likelihood import ACCEPTED
from gmcr.base.errors import FormulaError, UnknownName, quoted
from gmcr.logic import Degrees
from gmcr.model import OptionForm

__all__ = ["DEFAULT_SCALE", "drift_lines", "overlays_of", "scale_words", "validate"]

DEFAULT_SCALE = {"high": Fraction(9, 10), "moderate": Fraction(4, 5), "low": Fraction(11, 20)}
"""What the words of ``certainty`` mean where a file has no ``scale``."""


def validate(
    document: Document,
    names: Names,
    book: FormulaBook,
    report: Report,
    known: dict[int, list[Marked]] | None = None,
) -> None:
    """Report all problems of a document whose structure is sound. *known*: see `marked`."""
    check_clashes(names, report)
    bits = len(names.options) + sum(len(levels) - 2 for levels in names.levels.values())
    if bits > OptionForm.MOST:
        more = ", counting each level above the lowest" if names.levels else ""
        message = f"{bits} options{more}: a conflict has at most {OptionForm.MOST}; merge or leave out some."
        report.add(("actors",), "large", message, key=True)
    marks = list(marked(document, known=known))
    _check_marks(marks, names, book, report)
    check_levels(document, marks, names, report)
    _check_wants(document, book, report)
    _check_drivers(document, report)
    for path, overlay in overlays_of(document):
        _check_overlay(path, overlay, document, names, report)
    _check_questions(document, names, book, report)
    _check_sources(document, report)
    _check_claims(document, names, report)
    check_key_questions(document, report)
    _check_dates(document, report)
    check_chances(document, report)
    check_forecasts(document, report)


def scale_words(document: Document) -> tuple[str, ...]:
    """The words that ``certainty`` may use."""
    own = tuple(document.scale) if isinstance(document.scale, dict) else tuple(DEFAULT_SCALE)
    return (*own, *ACCEPTED)


# -- names and formulas ------------------------------------------------------------------------------------------------


def _check_marks(marks: Iterable[Marked], names: Names, book: FormulaBook, report: Report) -> None:
    """Check that every name exists and that every formula makes sense in its place."""
    listed: set[tuple[Path, str]] = set()
    for place, text, mark in marks:
        path = place[:2] if place[0] == "terms" else place  # a term is its formula
        if isinstance(mark, Ref):
            if mark.kind == "act":
                check_act(path, text, names, report)
            else:
                check_name(path, text, mark.kind, names, report)
            entry = (path[:-1], text)
            if isinstance(path[-1], int) and entry in listed:
                report.add(path, "duplicate", f"{text} is listed twice.", warning=True)
            listed.add(entry)
        else:
            _check_formula(path, text, mark, book, report)


def _check_formula(path: Path, text: str, mark: FormulaMark, book: FormulaBook, report: Report) -> None:
    formula = book.check(text, mark.kind, path, report)
    if formula is None:
        return
    if not mark.options and (options := book.options(formula)):
        message = f"This condition is about drivers only; it mentions {_named(options)}."
        report.add(path, "formula", message)
    if not mark.drivers and (drivers := book.drivers(formula)):
        what = {"needs": "What an act needs", "while": "Where a driver drifts"}.get(str(path[-1]), "This rule")
        message = f"{what} is about options only; it mentions {', '.join(sorted(drivers))}."
        report.add(path, "formula", message)


def _named(options: Iterable[str]) -> str:
    """Options by name, those in degrees once."""
    return ", ".join(sorted(set(map(Degrees.option_of, options))))


# -- premises ----------------------------------------------------------------------------------------------------------


def _check_wants(document: Document, book: FormulaBook, report: Report) -> None:
    seen: dict[str, str] = {}
    words = scale_words(document)
    for actor, record in document.actors.items():
        for place, want in enumerate(record.wants):
            path: Path = ("actors", actor, "wants", place)
            if want.id in seen:
                message = (
                    f"{quoted(want.id)} is already the id of a want of {seen[want.id]}: ids are unique in the file."
                )
                report.add((*path, "id"), "duplicate", message)
            seen.setdefault(want.id, actor)
            _check_switch(path, want, book, report)
            _check_certainty(path, want, words, report)


def _check_switch(path: Path, want: Want | Rewrite, book: FormulaBook, report: Report) -> None:
    """Check that a `while` that mentions options has an `otherwise`; `otherwise` a `while`, and `otherwise_says` an
    `otherwise`.
    """
    if want.otherwise_says is not None and want.otherwise is None:
        message = "There is no `otherwise` that these words could be about: add it, or leave them out."
        report.add((*path, "otherwise_says"), "otherwise", message, key=True, warning=True)
    if want.while_ is None:
        if want.otherwise is not None:
            message = "Without a `while` this `otherwise` never counts: add the condition, or leave it out."
            report.add((*path, "otherwise"), "otherwise", message, key=True, warning=True)
        return
    if want.otherwise is not None:
        return
    quiet = Report("")
    condition = book.check(want.while_, "truth", (), quiet)
    if condition is not None and (options := book.options(condition)):
        message = f"This condition mentions {_named(options)}: say in `otherwise` what is wanted where it fails."
        report.add((*path, "while"), "otherwise", message)


def _check_certainty(path: Path, want: Want | Rewrite, words: tuple[str, ...], report: Report) -> None:
    word = want.certainty
    if isinstance(word, str) and word not in words:
        own = words[: len(words) - len(ACCEPTED)] or ACCEPTED
        message = (
            f"{quoted(word)} is not a word of the scale ({', '.join(own)}), nor a likelihood word: write one, or a number "
            "from 0 to 1."
        )
        report.add((*path, "certainty"), "value", message, suggestion=report.suggest(word, words))


def _check_drivers(document: Document, report: Report) -> None:
    for name, driver in document.drivers.items():
        _check_range((*("drivers", name), "now"), driver.now, driver, report)
    for name, observation in document.observations.items():
        for set_, value in (observation.sets or {}).items():
            if set_ in document.drivers:
                _check_range(("observations", name, "sets", set_), value, document.drivers[set_], report)
    _check_drifts(document, report)


def _check_drifts(document: Document, report: Report) -> None:
    """Check that every line about drifts says one way and one rate, and that rates are in one unit of time."""
    first: tuple[str, Path] | None = None
    for path, line in drift_lines(document):
        here = report.original(path)
        if any(removed[: len(here)] == here for removed in report.removed):
            continue  # a part of it is wrong already
        if (line.rises is None) == (line.falls is None):
            report.add(path, "drift", "A drift says one of `rises` and `falls`.")
            continue
        rate, way = line.rate, (*path, "falls" if line.rises is None else "rises")
        if not rate.known:
            continue
        if (rate.between is None) == (rate.at is None):
            report.add(way, "value", f"A rate is {FORMS}.")
        elif rate.per is None:
            report.add(way, "missing", f"Say what the rate is `per`: {', '.join(UNITS)}.")
        elif first is not None and rate.per != first[0]:
            where = ".".join(map(str, first[1]))
            message = f"Rates are per {first[0]} in {where}: a file has one unit of time."
            report.add((*way, "per"), "drift", message)
        elif first is None:
            first = (rate.per, path)


def drift_lines(document: Document) -> Iterator[tuple[Path, DriftLine]]:
    """Every line about drifts, with its path."""
    holders: list[tuple[Path, Mapping[str, Sequence[DriftLine]]]] = [
        ((*path, "drifts"), overlay.drifts) for path, overlay in overlays_of(document)
    ]
    own: list[tuple[Path, Sequence[DriftLine]]] = [
        (("drivers", name, "drifts"), driver.drifts) for name, driver in document.drivers.items()
    ]
    own += [((*path, name), lines) for path, drifts in holders for name, lines in drifts.items()]
    return (((*path, place), line) for path, lines in own for place, line in enumerate(lines))


def _check_range(path: Path, value: Fraction, driver: Driver, report: Report) -> None:
    low, high = driver.range or (Fraction(0), Fraction(1))
    if not low <= value <= high:
        hint = "" if driver.range else " (give it another `range` if that is meant)"
        message = f"{float(value):g} is outside the driver's range, {float(low):g} to {float(high):g}{hint}."
        report.add(path, "range", message)


# -- overlays ----------------------------------------------------------------------------------------------------------


def _check_overlay(path: Path, overlay: Overlay, document: Document, names: Names, report: Report) -> None:
    for want in overlay.drop:
        if want in overlay.rewrite:
            message = f"{want} is dropped and rewritten in one overlay: do one of the two."
            report.add((*path, "rewrite", want), "overlap", message, key=True)
    for name, place in overlay.move.items():
        side = "before" if place.before is not None else "after"
        anchor = place.before or place.after or ""
        actor, beside = names.wants.get(name), names.wants.get(anchor)
        if name == anchor:
            report.add(
                (*path, "move", name, side),
                "move",
                f"{name} cannot be placed beside itself: name another want of its actor.",
            )
        elif actor and beside and actor != beside:
            message = f"{name} is a want of {actor} and {anchor} one of {beside}: a want moves within its actor."
            report.add((*path, "move", name, side), "move", message)
    for name, value in overlay.set.items():
        if name in document.drivers:
            _check_range((*path, "set", name), value, document.drivers[name], report)


def _check_questions(document: Document, names: Names, book: FormulaBook, report: Report) -> None:
    """Check that open questions are independent: no two may change the same want, driver or option. Rewrites are
    checked on the way.
    """
    words = scale_words(document)
    for path, overlay in overlays_of(document):
        for want, rewrite in overlay.rewrite.items():
            _check_switch((*path, "rewrite", want), rewrite, book, report)
            _check_certainty((*path, "rewrite", want), rewrite, words, report)
    touched: dict[tuple[str, str], str] = {}
    for question, record in document.open.items():
        own: set[tuple[str, str]] = set()
        for answer, reading in record.readings.items():
            for kind, name, where in _touches(reading, names):
                if (kind, name) in touched:
                    message = (
                        f"The {kind} {name} is changed by {touched[kind, name]} too: open questions must not overlap. "
                        "Make one question of the two, or change it in one of them alone."
                    )
                    path = ("open", question, "readings", answer, *where)
                    report.add(path, "overlap", message, key=isinstance(where[-1], str))
                own.add((kind, name))
        touched.update(dict.fromkeys(own, question))


def _touches(overlay: Overlay, names: Names) -> Iterator[tuple[str, str, Path]]:
    """What an overlay changes: kind, name, and where in the overlay."""
    yield from (("want", name, ("drop", place)) for place, name in enumerate(overlay.drop))
    yield from (("want", name, ("rewrite", name)) for name in overlay.rewrite)
    yield from (("want", name, ("move", name)) for name in overlay.move)
    yield from (("driver", name, ("set", name)) for name in overlay.set)
    yield from (("drift of", name, ("drifts", name)) for name in overlay.drifts)
    for place, text in enumerate(overlay.happens):
        if option := _option(names, text):
            yield "option", option, ("happens", place)


# -- sources and dates -------------------------------------------------------------------------------------------------


def _check_sources(document: Document, report: Report) -> None:
    sources = document.sources
    defaults = [name for name, source in sources.items() if source.default]
    for name in defaults[1:]:
        report.add(
            ("sources", name, "default"),
            "duplicate",
            f"The default source is already {defaults[0]}: there is only one. Leave `default` out here, or there.",
        )
    seen: set[str] = set()
    for name in sources:
        trail: dict[str, None] = {}
        step: str | None = name
        while step in sources and step not in seen and step not in trail:
            trail[step] = None
            step = sources[step].via
        if step in trail:
            circle = list(trail)[list(trail).index(step) :]
            message = f"Sources report one another: {' → '.join((*circle[:12], step))}. Leave out one `via`."
            report.add(("sources", step, "via"), "cycle", message)
        seen.update(trail)
    if default_source(document) is None:
        bare = next((path for path, place in locators(document) if place.source is None), None)
        if bare is not None:
            message = "A bare number refers to the default source, but no source has `default: true`."
            report.add(bare, "expected", message)


def _check_dates(document: Document, report: Report) -> None:
    if document.as_of and document.horizon and document.horizon < document.as_of:
        report.add(
            ("horizon",),
            "date",
            f"The horizon lies before {document.as_of}, the day of the assessment (`as_of`): correct one of the two.",
        )
    for name, forecast in document.forecasts.items():
        # A later version keeps the forecasts of earlier ones, with how they were resolved.
        if document.as_of and forecast.closes < document.as_of and name not in document.resolutions:
            message = (
                f"The forecast closes before {document.as_of}, the day of the assessment: say under `resolutions` what came of "
                "it, or correct the day."
            )
            report.add(("forecasts", name, "closes"), "date", message)
        if forecast.made is None and document.as_of and forecast.updates and forecast.updates[0].date <= document.as_of:
            message = (
                f"The update does not come after {document.as_of}, the day of the assessment: say when it was `made`."
            )
            report.add(("forecasts", name, "updates", 0, "date"), "date", message)
        if forecast.otherwise == name:
            report.add(
                ("forecasts", name, "otherwise"),
                "value",
                "A forecast is not its own other branch: name the other one, or leave this out.",
            )


# -- claims ------------------------------------------------------------------------------------------------------------


def _check_claims(document: Document, names: Names, report: Report) -> None:
    actors = frozenset(document.actors)
    holders = {name: view.holder for name, view in document.views.items() if view.holder in actors}
    around = Around(document.target is not None, actors, holders, partial(_option, names), grades_in(document))
    for name, claim in document.claims.items():
        for wrong in claim.check.problems(around):
            path: Path = ("claims", name, "check", *wrong.path)
            report.add(path, wrong.code, wrong.message, warning=wrong.warning, key=wrong.key)
        _check_with(name, claim, document, report)


def _check_with(name: str, claim: Claim, document: Document, report: Report) -> None:
    """Check that what a claim changes is a want that its scenario and its view have."""
    gone: dict[str, str] = {}
    for kind, overlay in (
        ("scenario", document.scenarios.get(claim.in_ or "")),
        ("view", document.views.get(claim.under or "")),
    ):
        if overlay is not None:
            gone = {want: by for want, by in gone.items() if want not in overlay.rewrite}
            gone |= dict.fromkeys(overlay.drop, f"the {kind} {claim.in_ if kind == 'scenario' else claim.under}")
    own = claim.with_
    if own is None:
        return
    for place, want in enumerate(own.drop):
        if want in gone:
            message = f"{want} is dropped by {gone[want]} already: leave it out."
            report.add(("claims", name, "with", "drop", place), "overlap", message, warning=True)
    for want in own.move:
        if want in gone and want not in own.rewrite:
            message = (
                f"{want} is dropped by {gone[want]}, so moving it changes nothing: `rewrite` it too, which "
                "brings it back."
            )
            report.add(("claims", name, "with", "move", want), "overlap", message, warning=True, key=True)


def _option(names: Names, act: str) -> str:
    """The full name of the option that an act is about; "" for none."""
    try:
        return parse_act(act, names).option
    except (FormulaError, UnknownName):
        return ""
