"""The two branches of a want and their words: `says` is about `want`, `otherwise_says` about `otherwise`.

Files older than `otherwise_says` describe both branches with one text. Where such a file begins with `otherwise` in
force, its `says` could be about either branch and no value decides which: it is never shown, and readers of the file
are told what to write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.assessment.document import Assessment
from countermove.assessment.overlays import Calculus, WantLine
from countermove.assessment.problems import Path
from countermove.assessment.schema import Rewrite, Want
from countermove.assessment.validate import overlays_of
from gmcr.base.record import Record
from gmcr.model import Branch, ModelWant

__all__ = ["WrittenWant", "doubtful", "in_doubt", "in_force", "written_wants"]


@dataclass(frozen=True, slots=True)
class WrittenWant(Record):
    """A want as the file writes it: the author's, or rewritten in an overlay."""

    path: Path
    actor: str
    id: str
    record: Want | Rewrite

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Key and formula of `want` and, where present, of `otherwise`."""
        parts = (("want", self.record.want), ("otherwise", self.record.otherwise))
        return tuple((key, text) for key, text in parts if text is not None)


def written_wants(assessment: Assessment) -> Iterator[WrittenWant]:
    """Every want of a file, those in overlays after the author's."""
    for actor, record in assessment.document.actors.items():
        for place, want in enumerate(record.wants):
            yield WrittenWant(("actors", actor, "wants", place), actor, want.id, want)
    owners = assessment.names.wants
    for path, overlay in overlays_of(assessment.document):
        for name, new in overlay.rewrite.items():
            yield WrittenWant((*path, "rewrite", name), owners[name], name, new)


def in_force(want: ModelWant, calculus: Calculus) -> Branch:
    """The branch of a want that counts at the start."""
    return want.branch(calculus.on, calculus.drivers)


def in_doubt(line: WantLine, first: Calculus) -> bool:
    """Whether the words of a want could be about either branch, in a file that names no branches. *first*: the game in
    which it begins."""
    return line.says is not None and line.want.otherwise is not None and in_force(line.want, first) == "otherwise"


def doubtful(assessment: Assessment) -> tuple[WrittenWant, ...]:
    """The wants whose words are shown nowhere."""
    if assessment.branched:
        return ()
    first, wants = assessment.begun, []
    for want in written_wants(assessment):
        record = want.record
        if record.says is None or record.otherwise is None or record.while_ is None:
            continue
        condition = assessment.formula(record.while_)
        made = ModelWant(assessment.formula(record.want), condition, assessment.formula(record.otherwise), id=want.id)
        if in_force(made, first) == "otherwise":
            wants.append(want)
    return tuple(wants)
