"""Where premises are from, on the page: their places, and the sentences themselves where texts are served."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from countermove.assessment import Assessment
from countermove.context.glossary import glossary_of
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.places import PlaceTold
from countermove.reports.report.cited import PlaceShown, places_shown, places_told

__all__ = ["cited_in"]


def cited_in(opened: Opened) -> Mapping[tuple[str, str], PlaceShown]:
    """Kind and name of everything with a place in the file → where it is from."""
    return places_shown(_told(opened.written), None if opened.texts is None else opened.texts.passages)


@lru_cache(maxsize=8)
def _told(written: Assessment) -> Mapping[tuple[str, str], PlaceTold]:
    """The places of a file, which stay the same at every push."""
    return places_told(written.document, glossary_of(written))
