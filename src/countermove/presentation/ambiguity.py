"""Reasons that could be about either branch of a want: what to write instead."""

from __future__ import annotations

from countermove.assessment import Assessment
from countermove.assessment.branches import doubtful
from countermove.context.glossary import glossary_of
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said

__all__ = ["doubtful_texts"]


def doubtful_texts(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each want whose words are used nowhere for that reason: where it stands, and which two lines to
    write."""
    wants_in_doubt = doubtful(assessment)
    if not wants_in_doubt:
        return ()
    phrasing = Phrasing(glossary_of(assessment))
    texts = []
    for want in wants_in_doubt:
        record, actor = want.record, want.actor
        line, _ = assessment.positions.key((*want.path, "says"))
        wants = f"{phrasing.the(actor)} {phrasing.agree(actor, 'wants', 'want')}"
        first, other = (
            f"{wants} {phrasing.wish(phrasing.glossary.formula(text), actor)}"
            for text in (record.want, record.otherwise or "")
        )
        texts.append(
            said("branches.doubtful", want=want.id, place=f"{assessment.file}:{line}", first=first, other=other)
        )
    return tuple(texts)
