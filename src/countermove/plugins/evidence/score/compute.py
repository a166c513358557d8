"""score: how the forecasts of a case did, compared with less informed ones, and a post-mortem.

A post-mortem: which readings remain, which premises were never tested, and which claims deserve credit or cannot get
it.

A premise is *tested* where what happened bears on it: an open question some of whose answers the observations exclude;
a driver that was seen to have a value; a want without which other cells (a reading under a concept) would allow what
happened. All others are as they were on the first day, whatever happened.

A claim *deserves credit* where it follows from what actors want and a forecast that was drawn from it came true. It
*cannot get it* where nothing that happened could have spoken against it; each has its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from countermove.assessment import Assessment
from countermove.assessment.names import DRIFT
from countermove.assessment.schema import Document
from countermove.context.context import context_of
from countermove.context.frame import Frame, frame_of
from countermove.context.glossary import Glossary, glossary_of
from countermove.plugins.evidence.score.record import Fate, Scored, TrackRecord, read_crowd, track_record
from countermove.questions.check.grounds import UnsupportedForecast, leaning
from countermove.verdicts.claims import ClaimVerdict, check
from countermove.verdicts.drawn import drawn_verdicts
from countermove.verdicts.forecasts import today_of
from countermove.verdicts.observations import Observed, as_day, observed
from countermove.verdicts.values import ClaimClass
from gmcr import Edit
from gmcr.base.arguments import RNG, as_seed
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL, Record

__all__ = ["Credit", "PostMortem", "Reason", "ScoreRecord", "Untested", "post_mortem", "score_case"]


Reason = Literal[
    "came true",
    "did not come true",
    "no forecast",
    "no chance",
    "open",
    "void",
    "disputed",
    "contradicted",
    "depends",
    "restates",
    "condition",
    "whatever",
    "inaction",
    "other scenario",
]
"""``came true``, ``did not come true``: a forecast from it, past its close. ``no forecast``: none is drawn from it, so
that no day can show it wrong. ``no chance``: its forecast states none. ``open``, ``void``, ``disputed``: the forecast
is. It came true, and the premises contradict the claim (``contradicted``), leave it open (``depends``), say it
themselves (``restates``), set a condition that is met nowhere (``condition``), or the claim would hold whatever anybody
wants (``whatever``), or as long as nobody wants otherwise (``inaction``). ``other scenario``: it is about one that did
not come about."""


@dataclass(frozen=True, slots=True)
class Credit(Record):
    """The credit of one of the author's claims for what happened."""

    claim: str
    """Its name; `drift`: what comes first, from which the forecast is drawn."""
    credit: Literal["deserved", "debit", "none"]
    """Whether it deserves credit, was wrong, or cannot get any."""
    reason: Reason
    """The reason."""
    forecast: str | None
    """The forecast that decides; null where there is none."""


@dataclass(frozen=True, slots=True)
class Untested(Record):
    """Premises on which nothing that happened bears."""

    questions: tuple[str, ...]
    """Open questions all of whose answers remain."""
    wants: tuple[str, ...]
    """Wants without which what happened would be allowed in the same cells."""
    drivers: tuple[str, ...]
    """Drivers whose value nobody has seen."""


@dataclass(frozen=True, slots=True, eq=False)
class PostMortem(Record):
    """What happened, and what that implies for the assessment."""

    observed: Observed | None
    """The observations, and the readings that they leave; null where the file has no observations."""
    untested: Untested | None
    """Premises never tested; null where nothing was seen."""
    claims: tuple[Credit, ...]
    """The author's claims, in file order, then what comes first for each forecast that is drawn from it."""
    omitted: tuple[str, ...]
    """Actors and options that could have mattered and are not modelled."""


def post_mortem(
    assessment: Assessment,
    record: TrackRecord,
    verdicts: Sequence[ClaimVerdict],
    drawn: Sequence[ClaimVerdict] = (),
    *,
    as_of: date | None = None,
) -> PostMortem:
    """The lessons of a case by a day (by default from everything that its file knows). *verdicts*: on its claims; *drawn*: on
    the forecasts that are drawn from what comes first."""
    seen = observed(assessment, as_of=as_of)
    return PostMortem(
        observed=seen,
        untested=None if seen is None else _untested(assessment, seen, as_of),
        claims=(*_credits(assessment, verdicts, record, seen), *_credits_of_drifts(assessment, drawn, record)),
        omitted=assessment.document.omitted,
    )


def _untested(assessment: Assessment, seen: Observed, as_of: date | None) -> Untested:
    every = assessment.questions
    remaining = dict(seen.left)
    known = {
        driver
        for item in assessment.document.observations.values()
        if as_of is None or (item.day is not None and item.day <= as_of)
        for driver in item.sets or ()
    }
    return Untested(
        questions=tuple(name for name, answers in every.items() if set(remaining.get(name, ())) == set(answers)),
        wants=tuple(_untested_wants(assessment, seen, as_of)),
        drivers=tuple(name for name in assessment.document.drivers if name not in known),
    )


def _untested_wants(assessment: Assessment, seen: Observed, as_of: date | None) -> Iterator[str]:
    for actor, record in assessment.document.actors.items():
        for want in record.wants:
            try:
                without = observed(assessment.changed(edits=(Edit(actor, want.id, "drop"),)), as_of=as_of)
            except CountermoveError:  # something else in the file needs it: it cannot be removed alone
                continue
            if without is not None and _as_before(seen, without):
                yield want.id


def _as_before(seen: Observed, without: Observed) -> bool:
    return all((one.leaves == other.leaves).all() for one, other in zip(seen.seen, without.seen, strict=True))


# -- claims ------------------------------------------------------------------------------------------------------------


def _credits(
    assessment: Assessment, verdicts: Sequence[ClaimVerdict], record: TrackRecord, seen: Observed | None
) -> Iterator[Credit]:
    came = {item.scenario for item in seen.seen} if seen is not None else set()
    for verdict in verdicts:
        claim = assessment.claims[verdict.id]
        if claim.probe or claim.by is not None:
            continue
        drawn = [item for item in record.forecasts if assessment.document.forecasts[item.name].from_ == verdict.id]
        if not drawn:
            elsewhere = verdict.scenario is not None and seen is not None and verdict.scenario not in came
            yield Credit(verdict.id, "none", "other scenario" if elsewhere else "no forecast", None)
        else:
            yield _credit(verdict, drawn)


def _credits_of_drifts(assessment: Assessment, drawn: Sequence[ClaimVerdict], record: TrackRecord) -> Iterator[Credit]:
    """The credit of what comes first as drivers drift, for each of the author's forecasts that is drawn from it."""
    for verdict in drawn:
        if assessment.document.forecasts[verdict.id].by is None:
            credit = _credit(verdict, [item for item in record.forecasts if item.name == verdict.id])
            yield replace(credit, claim=DRIFT)


_CLASSES: Mapping[ClaimClass | None, Reason] = {
    "vacuous": "depends",
    "unsupported": "contradicted",
    "contradicted": "contradicted",
    "restates": "restates",
    "condition_never_met": "condition",
    "holds_whatever": "whatever",
    "holds_by_inaction": "inaction",
}

_FATES: Mapping[Fate, Reason] = {"no chance": "no chance", "void": "void", "disputed": "disputed"}


def _credit(verdict: ClaimVerdict, drawn: Sequence[Scored]) -> Credit:
    """The credit of a claim: one forecast that failed weighs more than those that did not."""
    judged = [item for item in drawn if item.fate == "scored"]
    failed = next((item for item in judged if not item.came_true), None)
    if failed is not None:
        return Credit(verdict.id, "debit", "did not come true", failed.name)
    if not judged:
        first = drawn[0]
        return Credit(verdict.id, "none", _FATES.get(first.fate, "open"), first.name)
    name = judged[0].name
    if verdict.kind != "follows":
        return Credit(verdict.id, "none", _CLASSES.get(verdict.kind, "depends"), name)
    return Credit(verdict.id, "deserved", "came true", name)


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
    assessment: Assessment, *, as_of: date | str | None = None, crowd: str | Path | None = None, rng: RNG = 0
) -> ScoreRecord:
    """How the forecasts of a case did by a day (by default the latest day that its file names). ``crowd``: a CSV file
    with others' chances for the same forecasts. ``rng``: the seed of the resampling for intervals, or a NumPy ``Generator`` or
    ``SeedSequence`` that one is drawn from (None: any). Raises CountermoveError,
    AssessmentError with the line of the crowd's file that is wrong."""
    document, day, seed = assessment.document, as_day(as_of), as_seed(rng)
    crowd_chances = (
        None if crowd is None else read_crowd(Path(crowd), list(document.forecasts), today=today_of(document, day))
    )
    record = track_record(document, as_of=day, crowd=crowd_chances, seed=seed)
    verdicts = check(assessment, as_of=day) if assessment.claims else ()
    drawn = drawn_verdicts(context_of(assessment, "score", as_of=day))
    return ScoreRecord(
        frame=frame_of(assessment, seed=seed),
        glossary=glossary_of(assessment),
        document=document,
        record=record,
        leaning=leaning(document, verdicts, drawn, today=today_of(document, day)),
        after=post_mortem(assessment, record, verdicts, drawn, as_of=day),
    )
