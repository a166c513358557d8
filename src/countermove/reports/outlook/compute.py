"""outlook: the forecasts of a case on a day: how many, which close next, and which are drawn from claims that do not
follow.

The next ones are those that close first after that day (of all if no day is known) and are not resolved on it; one
whose close has passed without a resolution is *overdue*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from countermove.questions.check.unsupported_forecasts import UnsupportedForecast, leaning
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.standing import standings, today_of
from gmcr.base.record import Key
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment.schema import Document

__all__ = ["Outlook", "outlook_of"]


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
    """Those that are drawn from a claim which does not follow."""


def outlook_of(document: Document, verdicts: Sequence[ClaimVerdict], *, as_of: date | None = None) -> Outlook | None:
    """The forecasts of a file on a day; by default the latest day that the file names. None if it has none. *verdicts*:
    on the claims that they are drawn from."""
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
        leaning=leaning(document, verdicts, today=today),
    )
