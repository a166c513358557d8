"""The scorecard: whether the conclusions have content, then the nine analytic standards of ICD 203 (2015, part D.6.e),
as far as a program can see.

Each is *present*, *absent*, or *cannot be judged here*; beside it stands what no program can judge. Nothing is present
because a field is filled in: that a grade, a mark or a target is written down does not show that it is deserved.
Present is what was computed: that open questions make a difference, that conclusions follow, that forecasts came out
better than even odds. There is no total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.sentences import said
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.questions.check.verdicts import claims_summary
from countermove.reports.report.blocks import Section
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.evidence import ENOUGH, score_text
from countermove.reports.report.pictures import since_title
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.forecasts import EVEN_ODDS, Score, mean_score
from countermove.verdicts.turning_points import Condition
from gmcr.base.record import Record

__all__ = ["ABSENT", "PRESENT", "UNJUDGED", "Standard", "standards_of", "standards_section"]

Result = Literal["present", "absent", "cannot be judged here"]
PRESENT: Result = "present"
ABSENT: Result = "absent"
UNJUDGED: Result = "cannot be judged here"


@dataclass(frozen=True, slots=True)
class Standard(Record):
    """``number``: of the standard, 0 for content; ``result``: whether what it asks for is there; ``why``: which of it
    is there, or is not; ``unjudged``: what no program can judge; ``where``: the section that shows it."""

    number: int
    name: str
    result: Result
    why: str
    unjudged: str
    where: str


def standards_of(record: ReportRecord, *, pictures: int, form: str = "html") -> tuple[Standard, ...]:
    """Whether the conclusions have content, then the nine standards. *pictures*: the number of figures in the report;
    *form*: "html", "pdf" or "markdown"."""
    seen = (
        (
            "Conclusions have content",
            *_content(record),
            "whether they say anything worth knowing",
            "What follows, and what does not",
        ),
        (
            "Sources: describes their quality and credibility",
            *_sources(record),
            "whether the grades are deserved, and the sources say that",
            "What it rests on",
        ),
        (
            "Uncertainty: expresses and explains it",
            *_uncertainty(record),
            "whether that is what is uncertain",
            "What tips it",
        ),
        (
            "Separates evidence from assumptions and judgements",
            *_assumptions(record),
            "whether the evidence bears the premises out",
            "What is left out and taken for granted",
        ),
        (
            "Analyses alternatives",
            *_alternatives(record),
            "whether they are the alternatives that matter",
            "What follows, and what does not",
        ),
        (
            "Is relevant to its reader and draws implications",
            *_relevance(record),
            "whether the reader needs to know that",
            "What would change it",
        ),
        (
            "Argues clearly and logically",
            *_argument(record),
            "whether the premises are true",
            "What follows, and what does not",
        ),
        (
            "Explains change from, or consistency with, earlier judgements",
            *_consistency(record),
            "whether the change is for the better",
            "Method and limits" if record.since is None else since_title(record),
        ),
        (
            "Judges accurately",
            *_accuracy(record),
            "whether what is yet to come is judged as well",
            "Forecasts and what came of them",
        ),
        (
            "Shows information in pictures where that helps",
            *_visual(pictures, form),
            "whether they help",
            "Throughout",
        ),
    )
    return tuple(Standard(place, *item) for place, item in enumerate(seen))


def _content(record: ReportRecord) -> tuple[Result, str]:
    """Whether something follows that is neither empty nor stated by a premise already."""
    own = _own(record)
    if not own:
        return ABSENT, "the author draws no conclusion that could be checked"
    if any(claim.kind is None for claim in own):
        return UNJUDGED, "the classes of the conclusions were not computed"
    lead = _counted(own)
    if any(claim.kind == "follows" for claim in own):
        return PRESENT, lead
    if any(claim.kind == "holds_by_inaction" for claim in own):
        return (
            UNJUDGED,
            f"{lead}; what follows would do so with no wants at all, and whether that says anything is for a reader to judge",
        )
    return ABSENT, f"{lead}; none follows that has content and is not already a premise"


def _own(record: ReportRecord) -> list[ClaimVerdict]:
    return [claim for claim in record.assess.claims if claim.of_the_author]


def _counted(own: Sequence[ClaimVerdict]) -> str:
    """The number of the author's conclusions in each class."""
    summary = claims_summary(own)
    return (
        f"of the author's {count(len(own), 'conclusion')} {summary}"
        if len(own) > 1
        else f"the one conclusion {summary}"
    )


def _sources(record: ReportRecord) -> tuple[Result, str]:
    sources = record.grounds.sources
    bare = [source.name for source in sources if source.grade is None]
    if not sources:
        return ABSENT, "the file names no sources"
    if bare:
        return ABSENT, f"{listed(bare)} {plural(len(bare), 'has', 'have')} no grade"
    graded = plural(len(sources), "the one source has", f"all {number(len(sources))} sources have")
    return UNJUDGED, f"{graded} a grade, which the file gives itself"


def _uncertainty(record: ReportRecord) -> tuple[Result, str]:
    document = record.document
    bare = [name for name, forecast in document.forecasts.items() if forecast.chance is None]
    if bare:
        return ABSENT, f"{listed(bare)} {plural(len(bare), 'states', 'state')} no chance"
    if not (document.open or document.drivers or document.forecasts):
        return ABSENT, "nothing is left open, no number varies and nothing is forecast"
    turning = sum(_turns(claim.turns_on, record) for claim in record.assess.claims)
    tips = () if record.tipping is None else record.tipping.tips
    numbers = {line.driver for tip in tips for line in tip.lines if line.thresholds}
    means = [f"{count(turning, 'claim')} {plural(turning, 'turns', 'turn')} on what is left open"] if turning else []
    means += [f"{count(len(numbers), 'number')} {plural(len(numbers), 'tips', 'tip')} what follows"] if numbers else []
    if means:
        return PRESENT, listed(means)
    return (
        UNJUDGED,
        "nothing that is computed turns on what is left open or varies; a chance is what the file says it is",
    )


def _turns(conditions: Sequence[Condition], record: ReportRecord) -> bool:
    """Whether something turns on an open question."""
    return any(name in record.document.open for item in conditions for name, _ in item.equations)


def _assumptions(record: ReportRecord) -> tuple[Result, str]:
    bare = record.grounds.premises["unsourced"]
    if bare:
        verb = plural(bare, "has", "have")
        return ABSENT, f"{count(bare, 'premise')} {verb} neither a source nor a mark that it is assumed"
    return (
        UNJUDGED,
        "every premise names a place or is marked as assumed; whether the places bear it out cannot be seen from here",
    )


def _alternatives(record: ReportRecord) -> tuple[Result, str]:
    document, over = record.document, record.assess.over_readings
    probes = sum(claim.probe for claim in record.assess.claims)
    means = [count(over.readings, "reading")] if over.readings > 1 else []
    means += [count(len(document.views), "view")] if document.views else []
    means += [count(len(document.scenarios), "scenario")] if document.scenarios else []
    means += [f"{count(probes, 'probe')} against the author"] if probes else []
    if not means:
        return ABSENT, "one reading, no view, no scenario"
    answers = [] if record.assess.answered is None else record.assess.answered.questions
    others = sum(len({one.answer for one in item.answers}) > 1 or item.first.answer == "it depends" for item in answers)
    turning = sum(_turns(claim.turns_on, record) for claim in record.assess.claims)
    effects = [f"{count(others, 'answer')} {plural(others, 'is', 'are')} not the same in all"] if others else []
    effects += [f"{count(turning, 'claim')} {plural(turning, 'turns', 'turn')} on them"] if turning else []
    if effects:
        return PRESENT, f"{listed(means)}: {listed(effects)}"
    return UNJUDGED, f"{listed(means)}, which make no difference to any answer or claim"


def _relevance(record: ReportRecord) -> tuple[Result, str]:
    document = record.document
    missing = [] if document.target is not None else ["a target"]
    missing += [] if document.indicators else ["what to watch"]
    missing += [] if document.title else ["the question that it answers"]
    if missing:
        return ABSENT, f"the file does not state {listed(missing, 'or')}"
    signs = count(len(document.indicators), "sign")
    return UNJUDGED, f"a question, a target and {signs} to watch are written down"


def _argument(record: ReportRecord) -> tuple[Result, str]:
    own = _own(record)
    if not own:
        return ABSENT, "the author draws no conclusion that could be checked"
    if any(claim.kind is None for claim in own):
        return UNJUDGED, "the classes of the conclusions were not computed"
    lead = _counted(own)
    against = [claim.id for claim in own if claim.kind in ("contradicted", "unsupported", "vacuous")]
    if against:
        return ABSENT, f"{lead}; {listed(against)} {plural(len(against), 'holds', 'hold')} in no reading"
    outlook = record.assess.outlook
    if outlook is not None and outlook.leaning:
        leaning = [item.forecast for item in outlook.leaning]
        return ABSENT, f"{lead}; {listed(leaning)} {plural(len(leaning), 'leans', 'lean')} on what does not follow"
    drawn = [claim for claim in own if claim.kind == "follows" and claim.rests_on]
    if not drawn:
        return ABSENT, f"{lead}; none follows from premises that do not say the same or make no difference"
    return PRESENT, f"{lead}; {count(len(drawn), 'conclusion')} {plural(len(drawn), 'follows', 'follow')} from premises"


def _consistency(record: ReportRecord) -> tuple[Result, str]:
    if record.since is None:
        return UNJUDGED, "no earlier version was given to compare with"
    turned = sum(item.before != item.after for item in record.since.record.claims)
    text = f"{count(turned, 'conclusion')} {plural(turned, 'has', 'have')} a different verdict"
    return PRESENT, f"compared with an earlier version: {text}, shown with the lines that turn it"


def _accuracy(record: ReportRecord) -> tuple[Result, str]:
    if not record.document.forecasts:
        return ABSENT, "nothing is forecast"
    mean, many = mean_score(list(record.scores.values())), len(record.scores)
    if mean is None:
        return UNJUDGED, "no forecast can be scored yet"
    even = Score(EVEN_ODDS, EVEN_ODDS)
    text = f"{count(many, 'scored forecast')} with {score_text(mean)} on average"
    text += f"; {score_text(even)} is what always giving even odds scores, 0 is best"
    if many < ENOUGH:
        return UNJUDGED, f"{text}; fewer than {number(ENOUGH)} make no record"
    if mean.high < even.low:
        return PRESENT, text
    return (ABSENT if mean.low >= even.high else UNJUDGED), text


def _visual(pictures: int, form: str) -> tuple[Result, str]:
    if not pictures:
        return ABSENT, "there is no picture"
    text = count(pictures, "picture")
    if form == "markdown":
        return PRESENT, f"{text} in the HTML and PDF forms; here the tables behind them, or sketches"
    return PRESENT, f"{text}, each with the table behind it" if form == "html" else text


def standards_section(standards: tuple[Standard, ...]) -> Section:
    """The scorecard as a section: first whether the conclusions have content, then each standard."""
    blocks = (Sentence(_above_all(standards[0]), "answer"), Sentence(_NO_GRADE, "caution"), _table(standards))
    return Section("standards", "Analytic standards (ICD 203)", blocks)


_NO_GRADE = (
    "This is not a grade, and it has no total. A program sees whether something is there or comes out, not whether it is right "
    "or makes sense: that needs a reader, standard by standard."
)


def _above_all(content: Standard) -> str:
    label = {PRESENT: "standards.content", ABSENT: "standards.no_content"}.get(content.result, "standards.unjudged")
    return said(label, why=content.why)


def _table(standards: tuple[Standard, ...]) -> Table:
    columns = (
        Column("", fixed=True, right=True),
        Column("Standard"),
        Column("Is there", fixed=True),
        Column("Seen"),
        Column("What no program can judge"),
        Column("Where"),
    )
    rows = tuple(
        (str(item.number or ""), item.name, item.result, capital(item.why), capital(item.unjudged), item.where)
        for item in standards
    )
    return Table(columns, rows, "The scorecard")
