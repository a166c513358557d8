"""Assumptions in words: no result is shown without them.

The author of a case, its source, its day and its horizon: the line under its title and under each of its figures.

What a call selects and sets, in words: a screen's second line, and where the file's own values override it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from countermove.context.context import Context
from countermove.context.frame import Assumptions, Frame
from countermove.context.glossary import Glossary
from countermove.context.precedence import OverriddenDriver, Overrides, overrides_in
from countermove.context.selection import Selection
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.statements import WITHOUT
from countermove.presentation.words import capital, concept_words_named, listed
from gmcr.base.arguments import exactly
from gmcr.base.errors import first_of

__all__ = [
    "answer_clause",
    "byline",
    "chosen_parts",
    "day_text",
    "game_parts",
    "game_text",
    "overrides_text",
    "scenario_text",
    "scenario_words",
    "selected_text",
    "set_text",
    "under_title",
    "unlisted_text",
    "where_text",
]


def byline(glossary: Glossary) -> str:
    """The byline, as far as the file gives its parts: "By A, after B · summer of 416 BC · as of 15 August 2021 · looks
    to 31 August 2022"."""
    whose = [f"by {glossary.author}"] if glossary.author else []
    whose += [f"after {glossary.source}"] if glossary.source else []
    names = ", ".join(whose)
    parts = [names[:1].upper() + names[1:]] if names else []
    parts += [glossary.when] if glossary.when else []
    parts += [f"as of {day_text(glossary.as_of)}"] if glossary.as_of else []
    parts += [f"looks to {day_text(glossary.horizon)}"] if glossary.horizon else []
    return " · ".join(parts)


def day_text(day: str) -> str:
    """A day as people write it: "15 August 2021"."""
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B} {when.year}"


def scenario_text(name: str, glossary: Glossary) -> str:
    """A scenario as a clause, with its name: "shared interests outweigh (rapprochement)"; its name alone if it has no
    words."""
    why = scenario_words(name, glossary)
    return f"{why} ({name})" if why else name


def scenario_words(name: str, glossary: Glossary) -> str:
    """A scenario as a clause, without the file's words in brackets; "" if it has no words."""
    return (glossary.scenarios[name] or "").partition(" (")[0].rstrip(".")


def where_text(scenario: str | None, glossary: Glossary) -> str:
    """The scenario in which a question is answered, if it is not the selected one, read on from it: ", supposing that …"."""
    if scenario is None:
        return ""
    why = scenario_words(scenario, glossary)
    return said("answers.supposing", why=why, scenario=scenario) if why else said("answers.in", scenario=scenario)


def answer_clause(name: str, answer: str, glossary: Glossary) -> str:
    """An answer to an open question: "Washington would not sit down (O1)"; "O1 = refuses" if it has no words."""
    means = (glossary.questions[name].answers.get(answer) or "").rstrip(".")
    return said("read", answer=means, question=name) if means else said("read.bare", question=name, answer=answer)


def unlisted_text(frame: Frame) -> str:
    """How verdicts were decided if there are too many states to list; "" if they are listed."""
    options = frame.assumptions.unlisted
    return "" if options is None else f"Decided by proof, without listing the 2^{options} combinations of options."


def selected_text(frame: Frame, phrasing: Phrasing) -> str:
    """What is selected and set, for results over all readings of it; "" if nothing is."""
    parts = chosen_parts(frame.assumptions, phrasing.glossary)
    return said("set", parts="; ".join(parts)) if parts else ""


def game_text(frame: Frame, phrasing: Phrasing) -> str:
    """Which game a result is about: what is set, and the answers that differ from the base's. "" for a bare conflict,
    which has one game."""
    parts, assumptions = game_parts(frame, phrasing), frame.assumptions
    base = said("set.base")
    if parts and parts != [base]:
        text = said("set", parts="; ".join(parts))
    else:
        text = f"{capital(base)}." if parts else "" if phrasing.glossary.alone else "This is the author's model."
    if assumptions.apart:
        blocks = "; ".join(f"{phrasing.names(block)} together" for block in assumptions.apart)
        text += f" Its file has coalitions ({blocks}); here each actor stands alone."
    return text.strip()


def game_parts(frame: Frame, phrasing: Phrasing) -> list[str]:
    """The same as phrases; none if the author's model has no open question and nothing is set."""
    assumptions, glossary = frame.assumptions, phrasing.glossary
    reading = assumptions.reading or {}
    if len(reading) < len(glossary.questions):  # the result covers all that gives these answers, the base too
        return chosen_parts(assumptions, glossary)
    others = {
        name: answer for name, answer in reading.items() if answer != next(iter(glossary.questions[name].answers))
    }
    base = [said("set.base")] if reading and not others else []
    return [*chosen_parts(replace(assumptions, reading=others), glossary), *base]


def chosen_parts(chosen: Selection | Assumptions, glossary: Glossary) -> list[str]:
    """What is set and selected, as phrases: what is coded otherwise, drivers, scenario, view, answers."""
    parts = [said("set.coding", **words) for words in glossary.coded]
    if glossary.lost:
        parts.append(said("set.lost", what=first_of(glossary.lost, 6)))
    parts += [_driver_set(name, exactly(value), glossary) for name, value in chosen.drivers.items()]
    if chosen.scenario is not None:
        parts.append(said("set.scenario", scenario=scenario_text(chosen.scenario, glossary)))
    if chosen.view is not None:
        holder = glossary.views[chosen.view].holder_name
        parts.append(
            said("set.view", view=chosen.view) if holder is None else said("set.eyes", holder=holder, view=chosen.view)
        )
    return parts + [
        said("set.reading", answer=answer_clause(*pair, glossary)) for pair in (chosen.reading or {}).items()
    ]


def _driver_set(name: str, value: Fraction, glossary: Glossary) -> str:
    driver, before = name.replace("_", " "), glossary.unset.get(name)
    if before is None:  # for a certificate, whose case is at hand without its settings
        return said("set.driver.bare", driver=driver, value=driver_text(value))
    return said("set.driver", driver=driver, value=driver_text(value), before=driver_text(before))


def under_title(context: Context, *, coding: bool = True) -> str:
    """The line below the title: what is set, what overrides it, and whose case it is; *coding*: with how it is coded."""
    return " ".join(filter(None, (set_text(context, coding=coding), byline(context.glossary))))


def set_text(context: Context, *, coding: bool = True) -> str:
    """What is set, what overrides it, and that strength and doubt of wants are left out; "" if there is nothing of that."""
    glossary = context.glossary if coding else replace(context.glossary, coded=(), lost=())
    parts = chosen_parts(context.selection, glossary)
    if context.asked_concepts:
        parts.append(said("set.concepts", concepts=listed(map(concept_words_named, context.concepts), "or")))
    if context.as_of is not None:
        parts.append(said("set.day", day=str(context.as_of)))
    if not parts:
        return WITHOUT if glossary.graded else ""
    overrides = overrides_text(overrides_in(context.assessment), context.glossary)
    return " ".join(filter(None, (said("set", parts="; ".join(parts)), overrides, WITHOUT if glossary.graded else "")))


def overrides_text(kept: Overrides, glossary: Glossary) -> str:
    """Where parts of the file have values of their own that override what is set or selected; "" if none do."""
    texts = [
        said(
            "set.all_the_same",
            where=_where(item, glossary),
            driver=item.driver.replace("_", " "),
            value=driver_text(item.value),
        )
        for item in kept.drivers
    ]
    if kept.games:
        texts.append(said("set.own", what=listed(kept.games, "or")))
    return " ".join(f"{capital(text)}." for text in texts)


def _where(item: OverriddenDriver, glossary: Glossary) -> str:
    """Where a driver has a value of its own, as the beginning of a sentence."""
    if item.place == "answer":
        return said("set.where_read", answer=answer_clause(item.name, item.answer, glossary))
    if item.place == "scenario":
        return said("set.where_scenario", scenario=scenario_text(item.name, glossary))
    if item.place == "view":
        return said("set.where_view", view=item.name)
    if item.place == "question":
        return said("set.where_question", asks=glossary.asked[item.name].strip())
    return said("set.where_claim", says=glossary.claims[item.name].says.strip(" ."))
