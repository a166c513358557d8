"""What a call selects and sets, in words: a screen's second line, and where the file's own values override it."""

from __future__ import annotations

from countermove.context.context import Context
from countermove.context.glossary import Glossary
from countermove.context.precedence import OverriddenDriver, Overrides, overrides_in
from countermove.presentation.assumptions import answer_clause, chosen_parts, scenario_text
from countermove.presentation.byline import byline
from countermove.presentation.numbers import driver_text
from countermove.presentation.sentences import said
from countermove.presentation.words import capital, concept_words_named, listed

__all__ = ["overrides_text", "set_text", "under_title"]


def under_title(context: Context) -> str:
    """The line below the title: what is set, what overrides it, and whose case it is."""
    return " ".join(filter(None, (set_text(context), byline(context.glossary))))


def set_text(context: Context) -> str:
    """What is set, and what overrides it; "" if nothing is set."""
    parts = chosen_parts(context.selection, context.glossary)
    if context.asked_concepts:
        parts.append(said("set.concepts", concepts=listed(map(concept_words_named, context.concepts), "or")))
    if context.as_of is not None:
        parts.append(said("set.day", day=str(context.as_of)))
    if not parts:
        return ""
    overrides = overrides_text(overrides_in(context.assessment), context.glossary)
    return " ".join(filter(None, (said("set", parts="; ".join(parts)), overrides)))


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
