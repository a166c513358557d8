"""The texts of sources that stand beside a page, as one case points at them: read when something of them is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from countermove.assessment import Assessment
from countermove.plugins.evidence.documents.reading import Read
from countermove.plugins.evidence.documents.scripts import script_of
from countermove.plugins.evidence.draft.coverage import Coverage, coverage
from countermove.sources.alike import Alike
from countermove.sources.passages import Passages, passages_or_why
from countermove.sources.places import Place
from countermove.sources.texts import SourceText, Stretch
from gmcr.base.brief import Brief

__all__ = ["WHOLE", "Texts"]

WHOLE = 600_000
"""Letters of a text up to which all of it is looked through for cues and repeats before any of it is shown."""


@dataclass(frozen=True, eq=False)
class Texts(Brief):
    """``folder``: where they are; ``file``: where the case is, None for one that is bundled, or is where it says."""

    assessment: Assessment
    folder: str | Path
    file: Path | None = None

    @cached_property
    def passages(self) -> Passages:
        """What the premises of the case point at, or why nothing is shown."""
        return passages_or_why(self.assessment, self.folder, file=self.file)

    def covered(self, text: SourceText) -> Coverage | None:
        """What the case uses of a text, by passages as they stand now; None where it is too long for that."""
        if text.source not in self._covered:
            self._covered[text.source] = self._coverage(text) if sum(map(len, text.paragraphs)) <= WHOLE else None
        return self._covered[text.source]

    @cached_property
    def _covered(self) -> dict[str, Coverage | None]:
        return {}

    def _coverage(self, text: SourceText) -> Coverage:
        places: dict[Place, Stretch | None] = {}
        for passages in self.passages.by_premise.values():
            for passage in passages:
                place = passage.place
                found = (place.found[0][0] - 1, place.found[0][1]) if passage.paragraphs else None
                places[Place(place.source, place.what, place.value)] = found
        read = Read(text.file, "text", text.sha256, text, "", script_of(text.paragraphs), ())
        return coverage(self.assessment, read, source=text.source, places=places)

    @cached_property
    def alike(self) -> dict[str, Alike]:
        """Name of a text → which of its sentences are about what."""
        return {text.source: Alike(text) for text in self.passages.texts.values()}
