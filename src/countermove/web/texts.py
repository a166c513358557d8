"""The texts of sources that stand beside a page, as one case points at them: read when something of them is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.desk.sources.passages import Passages, passages_or_why
from countermove.web.alike import Alike

__all__ = ["Texts"]


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

    @cached_property
    def alike(self) -> dict[str, Alike]:
        """Name of a text → which of its sentences are about what."""
        return {text.source: Alike(text) for text in self.passages.texts.values()}
