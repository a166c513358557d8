"""outlook in words: how many forecasts there are and which is next, and those that are drawn from claims that do not
follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from countermove.context.glossary import Glossary
from countermove.likelihood import scale_of
from countermove.presentation.byline import day_text
from countermove.presentation.likelihoods import chance_text
from countermove.presentation.sentences import said
from countermove.presentation.words import all_of, capital, count, number, plural
from countermove.questions.check.class_words import class_meaning
from countermove.questions.check.unsupported_forecasts import UnsupportedForecast
from countermove.reports.outlook.compute import Outlook

if TYPE_CHECKING:
    from countermove.assessment.schema import Document

__all__ = ["forecasts_text", "leaning_text", "leanings_text"]


def forecasts_text(outlook: Outlook, document: Document) -> str:
    """How many forecasts there are, and what is next: "Six forecasts; the next closes on 31 August 2022: “…” (F1)."."""
    many = len(outlook.open)
    open_ = "" if many == outlook.forecasts else said("forecasts.open", number=number(many) if many else "none")
    parts = [said("forecasts.many", forecasts=capital(count(outlook.forecasts, "forecast")), open=open_)]
    if outlook.closes is not None:
        parts.append(_next(outlook, document, day_text(outlook.closes.isoformat())))
    if late := len(outlook.overdue):
        verb = plural(late, "is", "are")
        parts.append(said("forecasts.overdue", number=number(late), are=verb))
    return f"{'; '.join(parts)}."


def _next(outlook: Outlook, document: Document, day: str) -> str:
    """The forecasts that close next: a single one in its words, several as a number."""
    if len(outlook.next_) > 1:
        return said("forecasts.next.many", number=number(len(outlook.next_)), day=day)
    [name] = outlook.next_
    forecast = document.forecasts[name]
    condition = said("forecasts.given", given=forecast.given.strip(" .")) if forecast.given else ""
    return said("forecasts.next", day=day, says=forecast.says.strip(" ."), given=condition, name=name)


def leanings_text(
    leaning: Sequence[UnsupportedForecast],
    document: Document,
    glossary: Glossary,
    *,
    counted: bool = False,
    most: int | None = None,
    more: str = "",
) -> str:
    """The forecasts drawn from claims that do not follow, each with its claim in words; "" if there are none.
    *counted*: read on from the number of forecasts; *most*: how many to word, the others are counted; *more*: read on
    from their number, how to see them."""
    many = len(leaning)
    if not many:
        return ""
    texts = [leaning_text(item, document, glossary) for item in leaning[:most]]
    if rest := many - len(texts):
        texts.append(said("forecasts.more", rest=number(rest), where=more))
    some = capital(_some(many, len(document.forecasts), counted))
    return said("forecasts.leaning", some=some, lean=plural(many, "leans", "lean"), each="; ".join(texts))


def _some(many: int, whole: int, counted: bool) -> str:
    """How many of all forecasts, in words."""
    if many == whole:
        both = "it" if whole == 1 else "both" if whole == 2 else f"all {number(whole)}"
        every = "the one forecast" if whole == 1 else all_of(whole, "forecast")
        return both if counted else every
    return f"{number(many)} of {'them' if counted else count(whole, 'forecast')}"


def leaning_text(item: UnsupportedForecast, document: Document, glossary: Glossary) -> str:
    """A forecast drawn from a claim that does not follow, without a full stop: "“…” (F6: 55 to 80 %, likely) is drawn
    from “…” (C14), which depends"."""
    return said(
        "forecasts.drawn",
        says=item.says.strip(" ."),
        name=item.forecast,
        chance=chance_text(item.stated, scale_of(document.scale)),
        claim=glossary.claims[item.claim].says.strip(" ."),
        id=item.claim,
        which=class_meaning([item.verdict]),
    )
