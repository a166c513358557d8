"""The texts of sources beside a page, as one case points at them: read when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from countermove.assessment import Assessment
from countermove.extensions import offered
from countermove.sources.alike import SentenceMatcher
from countermove.sources.coverage import TextCovered
from countermove.sources.passages import Passages, passages_or_why
from countermove.sources.places import Place
from countermove.sources.texts import SourceText, Stretch
from gmcr.base.summary import Record

__all__ = ["WHOLE", "Texts"]

WHOLE = 600_000
"""The most letters of a text that is searched as a whole for cues and repeats before any of it is shown."""


@dataclass(frozen=True, eq=False)
class Texts(Record):
    """``folder``: of the texts; ``file``: the path of the case, None if it is bundled, or at the path that it names."""

    assessment: Assessment
    folder: str | Path
    file: Path | None = None

    @cached_property
    def passages(self) -> Passages:
        """The passages that the premises of the case point at, or why none are shown."""
        return passages_or_why(self.assessment, self.folder, file=self.file)

    def covered(self, text: SourceText) -> TextCovered | None:
        """What the case uses of a text, by its passages as they are now; None if it is too long for that, or no plugin
        computes it."""
        if text.source not in self._covered:
            self._covered[text.source] = self._coverage(text) if sum(map(len, text.paragraphs)) <= WHOLE else None
        return self._covered[text.source]

    @cached_property
    def _covered(self) -> dict[str, TextCovered | None]:
        return {}

    def _coverage(self, text: SourceText) -> TextCovered | None:
        places: dict[Place, Stretch | None] = {}
        for passages in self.passages.by_premise.values():
            for passage in passages:
                place = passage.place
                stretch = (place.found[0][0] - 1, place.found[0][1]) if passage.paragraphs else None
                places[Place(place.source, place.what, place.value)] = stretch
        return next((covered(self.assessment, text, places) for covered in offered("coverage")), None)

    @cached_property
    def alike(self) -> dict[str, SentenceMatcher]:
        """Name of a text → an index of what its sentences are about."""
        return {text.source: SentenceMatcher(text) for text in self.passages.texts.values()}
