"""score: how the forecasts of a case did, compared with less informed ones, and a post-mortem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from countermove.assessment import Assessment
from countermove.assessment.schema import Document
from countermove.context.frame import Frame, frame_of
from countermove.context.glossary import Glossary, glossary_of
from countermove.plugins.evidence.forecasting.crowd import read_crowd
from countermove.plugins.evidence.forecasting.record import TrackRecord, track_record
from countermove.plugins.evidence.score.postmortem import PostMortem, post_mortem
from countermove.questions.check.unsupported_forecasts import UnsupportedForecast, leaning
from countermove.verdicts.claims import check
from countermove.verdicts.observations import as_day
from countermove.verdicts.standing import today_of
from gmcr.base.record import INTERNAL
from gmcr.base.summary import Record

__all__ = ["ScoreRecord", "score_case"]


@dataclass(frozen=True, slots=True, eq=False)
class ScoreRecord(Record):
    """How the forecasts of a case did."""

    frame: Annotated[Frame, INTERNAL]
    glossary: Annotated[Glossary, INTERNAL]
    document: Annotated[Document, INTERNAL]
    record: TrackRecord
    """How the forecasts turned out."""
    leaning: tuple[UnsupportedForecast, ...]
    """Forecasts that rest on a claim which does not follow."""
    after: PostMortem
    """What happened, and what that implies for the assessment."""

    def gist(self) -> str:
        """The number scored."""
        return f"{self.record.scored} of {len(self.record.forecasts)} forecasts scored"


def score_case(
    assessment: Assessment, *, as_of: date | str | None = None, crowd: str | Path | None = None, seed: int = 0
) -> ScoreRecord:
    """How the forecasts of a case did by a day (by default the latest day that its file names). ``crowd``: a CSV file
    with others' chances for the same forecasts. ``seed``: of the resampling for intervals. Raises CountermoveError,
    AssessmentError with the line of the crowd's file that is wrong."""
    document, day = assessment.document, as_day(as_of)
    crowd_chances = (
        None if crowd is None else read_crowd(Path(crowd), list(document.forecasts), today=today_of(document, day))
    )
    record = track_record(document, as_of=day, crowd=crowd_chances, seed=seed)
    verdicts = check(assessment, as_of=day) if assessment.claims else ()
    return ScoreRecord(
        frame=frame_of(assessment, seed=seed),
        glossary=glossary_of(assessment),
        document=document,
        record=record,
        leaning=leaning(document, verdicts, today=today_of(document, day)),
        after=post_mortem(assessment, record, verdicts, as_of=day),
    )
