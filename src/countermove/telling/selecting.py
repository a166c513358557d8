"""What a call selects and sets, in words: a screen's second line, and where something wins over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from countermove.assessment.schema import Overlay
from countermove.case.context import Context
from countermove.telling.assumptions import answer_given, chosen_parts, scenario_text
from countermove.telling.byline import byline
from countermove.telling.numbers import driver_text
from countermove.telling.sentences import said
from countermove.telling.words import capital, concept_words_named, listed

__all__ = ["kept_text", "set_text", "under_title"]


def under_title(context: Context) -> str:
    """What stands below the title: what is set, with what wins over it, and whose the case is."""
    told = set_text(context)
    return " ".join(filter(None, (told, kept_text(context) if told else "", byline(context.glossary))))


def set_text(context: Context) -> str:
    """What is set, as one sentence; "" where nothing is."""
    parts = chosen_parts(context.selection, context.glossary)
    if context.asked_concepts:
        parts.append(said("set.concepts", concepts=listed(map(concept_words_named, context.concepts), "or")))
    if context.as_of is not None:
        parts.append(said("set.day", day=str(context.as_of)))
    return said("set", parts="; ".join(parts)) if parts else ""


def kept_text(context: Context) -> str:
    """Where what a question, a conclusion or an answer has of its own wins over what is set or selected; "" where nothing does."""
    told = [*_drivers(context), *_games(context)]
    return " ".join(f"{capital(text)}." for text in told)


def _drivers(context: Context) -> Iterator[str]:
    """Drivers that are set, and have another value in a game all the same."""
    at = {name: driver.now for name, driver in context.assessment.document.drivers.items()}
    for where, overlay in _overlays(context):
        values: Mapping[str, Fraction] = overlay.set
        for name, value in values.items():
            if name in context.selection.drivers and value != at[name]:
                yield said("set.all_the_same", where=where, driver=_named(name), value=driver_text(value))


def _overlays(context: Context) -> Iterator[tuple[str, Overlay]]:
    """What comes after what is set, each with where it counts: answers to questions that are not selected, the scenarios and views
    that questions and conclusions have of their own, and the overlays of these."""
    document, chosen, glossary = context.assessment.document, context.selection, context.glossary
    for question, item in document.open.items():
        if question not in chosen.reading:
            for answer, overlay in item.readings.items():
                yield said("set.where_read", answer=answer_given(question, answer, glossary)), overlay
    for name in dict.fromkeys(_own_scenarios(context)):
        yield said("set.where_scenario", scenario=scenario_text(name, glossary)), document.scenarios[name]
    for name in dict.fromkeys(_own_views(context)):
        yield said("set.where_view", view=name), document.views[name]
    for claim in document.claims.values():
        if claim.with_ is not None:
            yield said("set.where_claim", says=claim.says.strip(" .")), claim.with_


def _own_scenarios(context: Context) -> Iterator[str]:
    """The scenarios that a question or a conclusion has of its own."""
    document, chosen = context.assessment.document, context.selection.scenario
    yield from (claim.in_ for claim in document.claims.values() if claim.in_ is not None)
    for question in document.key_questions.values():
        across = question.across if question.across is not None else () if chosen else document.scenarios
        yield from (name for name in across if name != chosen)
    if not document.key_questions and chosen is None:
        yield from document.scenarios


def _own_views(context: Context) -> Iterator[str]:
    document = context.assessment.document
    yield from (claim.under for claim in document.claims.values() if claim.under is not None)
    for question in document.key_questions.values():
        sides = [side for side in (question.answer_yes, question.answer_no) if side is not None]
        yield from (own for own in (question.under, *(side.under for side in sides)) if own is not None)


def _games(context: Context) -> Iterator[str]:
    """That what has a scenario or a view of its own keeps it."""
    chosen = context.selection
    kept = [
        *(["scenario"] if chosen.scenario is not None and set(_own_scenarios(context)) - {chosen.scenario} else []),
        *(["view"] if chosen.view is not None and set(_own_views(context)) - {chosen.view} else []),
    ]
    if kept:
        yield said("set.own", what=listed(kept, "or"))


def _named(driver: str) -> str:
    return driver.replace("_", " ")
