"""Whether a forecast has come true, by the dates in its file and never by the clock.

*Today* is the requested day, otherwise the latest day on which the file says that something was resolved or observed. A
resolution of a later day is not known yet. One that came true or did not is *final* once the day on which the forecast
closes is not after today, or if it says that its rule settles it (``settled``); until then the forecast could still
change, and it is so only *so far*.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from countermove.assessment.schema import Document

__all__ = ["Standing", "standings", "today_of"]

Standing = Literal["open", "so far", "final", "without a score"]
"""``final``: it came true or did not, and can be scored; ``without a score``: void or disputed."""


def today_of(document: Document, as_of: date | None = None) -> date | None:
    """The day whose knowledge counts; None if nothing has a day."""
    if as_of is not None:
        return as_of
    days = [resolution.date for resolution in document.resolutions.values()]
    days += [record.day for record in document.observations.values() if record.day is not None]
    return max(days, default=None)


def standings(document: Document, as_of: date | None = None) -> dict[str, Standing]:
    """How every forecast stands today."""
    today = today_of(document, as_of)
    standings: dict[str, Standing] = {}
    for name, forecast in document.forecasts.items():
        resolution = document.resolutions.get(name)
        if resolution is None or today is None or resolution.date > today:
            standings[name] = "open"
        elif resolution.outcome not in ("came_true", "did_not"):
            standings[name] = "without a score"
        else:
            standings[name] = "final" if resolution.settled or forecast.closes <= today else "so far"
    return standings
