"""outlook: the forecasts of a case on a day: how many, which close next, and which are drawn from claims that do not
follow.

The next ones are those that close first after that day (of all if no day is known) and are not resolved on it; one
whose close has passed without a resolution is *overdue*.

outlook in words: how many forecasts there are and which is next, and those that are drawn from claims that do not
follow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from countermove.assessment.names import DRIFT
from countermove.context.glossary import Glossary
from countermove.likelihood import scale_of
from countermove.presentation.assumptions import day_text
from countermove.presentation.likelihoods import chance_text
from countermove.presentation.sentences import said
from countermove.presentation.words import all_of, capital, count, listed, number, plural
from countermove.questions.check.grounds import UnsupportedForecast, leaning
from countermove.questions.check.verdicts import class_meaning
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.drawn import bearing_text
from countermove.verdicts.forecasts import standings, today_of
from gmcr.base.record import Key, Record

if TYPE_CHECKING:
    from countermove.assessment.schema import Document

__all__ = [
    "OUTCOMES",
    "Outlook",
    "came_text",
    "forecasts_text",
    "leaning_text",
    "leanings_text",
    "outlook_of",
]


OUTCOMES: Mapping[str, str] = {
    "came_true": "came true",
    "did_not": "did not come true",
    "void": "void",
    "disputed": "disputed",
}
"""Outcome of a forecast → in words."""


@dataclass(frozen=True, slots=True)
class Outlook(Record):
    """The forecasts of a case on a day."""

    forecasts: int
    """The number of forecasts."""
    open: tuple[str, ...]
    """Those that are not resolved."""
    next_: Annotated[tuple[str, ...], Key("next")]
    """Those of them that close next, all on one day."""
    closes: date | None
    """That day; null if none is still to close."""
    overdue: tuple[str, ...]
    """Those whose close has passed and that nobody has resolved."""
    leaning: tuple[UnsupportedForecast, ...]
    """Those that are drawn from a claim which does not follow, or from what comes first and are not borne out by it."""
    drawn: tuple[ClaimVerdict, ...]
    """Those that are drawn from what comes first as drivers drift, each by its name, and whether that bears them out."""


def came_text(document: Document, as_of: date | None = None) -> str:
    """What came of the forecasts of a file until a day, by default the latest that it names; "" if nothing did."""
    today, standing = today_of(document, as_of), standings(document, as_of)
    done: Counter[str] = Counter(
        item.outcome for name, item in document.resolutions.items() if standing[name] != "open"
    )
    if not done:
        return ""
    outcomes = listed(f"{number(done[key])} {word}" for key, word in OUTCOMES.items() if done[key])
    when = f", as of {today}" if today else ""
    return f"Of {count(len(document.forecasts), 'forecast')}{when}: {outcomes}."


def outlook_of(
    document: Document,
    verdicts: Sequence[ClaimVerdict],
    drawn: Sequence[ClaimVerdict] = (),
    *,
    as_of: date | None = None,
) -> Outlook | None:
    """The forecasts of a file on a day; by default the latest day that the file names. None if it has none. *verdicts*:
    on the claims that they are drawn from; *drawn*: on those that are drawn from what comes first."""
    if not document.forecasts:
        return None
    today, standing = today_of(document, as_of), standings(document, as_of)
    unresolved = [name for name, how in standing.items() if how == "open"]
    ahead = [name for name in unresolved if today is None or document.forecasts[name].closes > today]
    closes = min((document.forecasts[name].closes for name in ahead), default=None)
    return Outlook(
        forecasts=len(document.forecasts),
        open=tuple(unresolved),
        next_=tuple(name for name in ahead if document.forecasts[name].closes == closes),
        closes=closes,
        overdue=tuple(name for name in unresolved if name not in ahead),
        leaning=leaning(document, verdicts, drawn, today=today),
        drawn=tuple(drawn),
    )


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
    some, lean = capital(_some(many, len(document.forecasts), counted)), plural(many, "leans", "lean")
    if most == 0:
        return said("forecasts.leaning.counted", some=some, lean=lean, where=more)
    return said("forecasts.leaning", some=some, lean=lean, each="; ".join(texts))


def _some(many: int, whole: int, counted: bool) -> str:
    """How many of all forecasts, in words."""
    if many == whole:
        both = "it" if whole == 1 else "both" if whole == 2 else f"all {number(whole)}"
        every = "the one forecast" if whole == 1 else all_of(whole, "forecast")
        return both if counted else every
    return f"{number(many)} of {'them' if counted else count(whole, 'forecast')}"


def leaning_text(item: UnsupportedForecast, document: Document, glossary: Glossary) -> str:
    """A forecast drawn from a claim that does not follow, or from what comes first, without a full stop: "“…” (F6: 55 to
    80%, likely) is drawn from “…” (C14), which depends"."""
    chance = chance_text(item.stated, scale_of(document.scale))
    if item.claim == DRIFT:
        which = bearing_text(item.verdict)
        return said("forecasts.drift", says=item.says.strip(" ."), name=item.forecast, chance=chance, which=which)
    return said(
        "forecasts.drawn",
        says=item.says.strip(" ."),
        name=item.forecast,
        chance=chance,
        claim=glossary.claims[item.claim].says.strip(" ."),
        id=item.claim,
        which=class_meaning([item.verdict]),
    )
