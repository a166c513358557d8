"""The scorecard: the nine analytic standards of ICD 203 (2015, part D.6.e), as far as a program can see.

What each asks for is *present* or *absent*, by a rule that the scorecard prints; beside it stands what no program can judge.
Present is not good: a file of nonsense with every field filled has all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countermove.brief import Brief
from countermove.desk.report.blocks import Section
from countermove.desk.report.evidence import ENOUGH
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.likelihoods import score_text
from countermove.desk.report.questions import since_title
from countermove.forecasting import EVEN_ODDS, Score, mean_score
from countermove.questions.check.class_words import claims_summary
from countermove.telling.blocks import Column, Sentence, Table
from countermove.telling.words import capital, count, listed, number, plural

__all__ = ["ABSENT", "PRESENT", "Standard", "standards_of", "standards_section"]

Result = Literal["present", "absent"]
PRESENT: Result = "present"
ABSENT: Result = "absent"


@dataclass(frozen=True, slots=True)
class Standard(Brief):
    """``result``: whether what the standard asks for is there; ``why``: what of it is there, or is not; ``unjudged``: what no
    program can judge; ``where``: the section that shows it."""

    number: int
    name: str
    result: Result
    why: str
    unjudged: str
    where: str


def standards_of(record: ReportRecord, *, pictures: int, form: str = "html") -> tuple[Standard, ...]:
    """The nine standards. *pictures*: how many figures the report has; *form*: "html", "pdf" or "markdown"."""
    seen = (
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
    return tuple(Standard(place, *item) for place, item in enumerate(seen, 1))


def _sources(record: ReportRecord) -> tuple[Result, str]:
    sources = record.grounds.sources
    bare = [source.name for source in sources if source.grade is None]
    if not sources:
        return ABSENT, "the file names no sources"
    if bare:
        return ABSENT, f"{listed(bare)} {plural(len(bare), 'has', 'have')} no grade"
    return PRESENT, f"{plural(len(sources), 'the one source has', f'all {number(len(sources))} sources have')} a grade"


def _uncertainty(record: ReportRecord) -> tuple[Result, str]:
    document = record.document
    means = []
    if document.open:
        means.append(count(len(document.open), "open question"))
    if document.drivers:
        means.append(count(len(document.drivers), "driver") + " with thresholds")
    bare = [name for name, forecast in document.forecasts.items() if forecast.chance is None]
    if bare:
        return ABSENT, f"{listed(bare)} {plural(len(bare), 'states', 'state')} no chance"
    if document.forecasts:
        means.append(f"a chance for every forecast ({len(document.forecasts)})")
    if not means:
        return ABSENT, "nothing is left open, no number varies and nothing is forecast"
    return PRESENT, listed(means)


def _assumptions(record: ReportRecord) -> tuple[Result, str]:
    bare = record.grounds.premises["unsourced"]
    if bare:
        return (
            ABSENT,
            f"{count(bare, 'premise')} {plural(bare, 'has', 'have')} neither a source nor a mark that it is assumed",
        )
    return (
        PRESENT,
        "every premise has a source or is marked as assumed, and conclusions are checked apart from premises",
    )


def _alternatives(record: ReportRecord) -> tuple[Result, str]:
    document = record.document
    readings = record.assess.over_readings.readings
    means = [count(readings, "reading")] if readings > 1 else []
    means += [count(len(document.views), "view")] if document.views else []
    means += [count(len(document.scenarios), "scenario")] if document.scenarios else []
    means += [f"{count(found, 'probe')} against the author" for found in [_probes(record)] if found]
    if not means:
        return ABSENT, "one reading, no view, no scenario"
    return PRESENT, listed(means)


def _probes(record: ReportRecord) -> int:
    return sum(claim.probe for claim in record.assess.claims)


def _relevance(record: ReportRecord) -> tuple[Result, str]:
    document = record.document
    missing = [] if document.target is not None else ["a target"]
    missing += [] if document.indicators else ["what to watch"]
    missing += [] if document.title else ["the question that it answers"]
    if missing:
        return ABSENT, f"the file does not state {listed(missing, 'or')}"
    return PRESENT, f"a target, changes that lead to it, levers, and {count(len(document.indicators), 'sign')} to watch"


def _argument(record: ReportRecord) -> tuple[Result, str]:
    own = [claim for claim in record.assess.claims if claim.of_the_author]
    if not own:
        return ABSENT, "the author draws no conclusion that could be checked"
    told = claims_summary(own)
    lead = f"of the author's {count(len(own), 'conclusion')} {told}" if len(own) > 1 else f"the one conclusion {told}"
    against = [claim.id for claim in own if claim.verdict in ("contradicted", "vacuous")]
    if against:
        return ABSENT, f"{lead}; {listed(against)} {plural(len(against), 'holds', 'hold')} in no reading"
    drawn = [claim.id for claim in own if claim.verdict == "follows" and claim.rests_on and not claim.restated]
    if not drawn:
        return ABSENT, f"{lead}; none follows from premises that do not say the same or make no difference"
    return (
        PRESENT,
        f"{lead}; {count(len(drawn), 'conclusion')} {plural(len(drawn), 'follows', 'follow')} from several premises",
    )


def _consistency(record: ReportRecord) -> tuple[Result, str]:
    if record.since is None:
        return ABSENT, "no earlier version was given to compare with"
    turned = sum(item.before != item.after for item in record.since.found.claims)
    told = f"{count(turned, 'conclusion')} {plural(turned, 'has', 'have')} another verdict"
    return PRESENT, f"compared with an earlier version: {told}, told with the lines that turn it"


def _accuracy(record: ReportRecord) -> tuple[Result, str]:
    if not record.document.forecasts:
        return ABSENT, "nothing is forecast"
    mean, many = mean_score(list(record.scores.values())), len(record.scores)
    if mean is None:
        return ABSENT, "no forecast can be scored yet"
    even = f"{score_text(Score(EVEN_ODDS, EVEN_ODDS))} is what always saying even odds has, 0 is best"
    told = f"{count(many, 'scored forecast')} with {score_text(mean)} on average; {even}"
    if many < ENOUGH:
        return ABSENT, f"{told}; fewer than {number(ENOUGH)} are no record"
    return PRESENT, told


def _visual(pictures: int, form: str) -> tuple[Result, str]:
    if not pictures:
        return ABSENT, "there is no picture"
    told = count(pictures, "picture")
    if form == "markdown":
        return PRESENT, f"{told} in the HTML and PDF forms; here the tables behind them, or sketches"
    return PRESENT, f"{told}, each with the table behind it" if form == "html" else told


def standards_section(standards: tuple[Standard, ...]) -> Section:
    """The scorecard as a section."""
    return Section(
        "standards",
        "Analytic standards (ICD 203)",
        (Sentence(_summary(standards), "answer"), Sentence(_NO_GRADE, "caution"), _table(standards)),
    )


_NO_GRADE = (
    "This is no grade. A program sees whether something stands there, not whether it is right or makes sense: that needs a "
    "reader, standard by standard."
)


def _summary(standards: tuple[Standard, ...]) -> str:
    there = sum(item.result == PRESENT for item in standards)
    verb = plural(there, "is", "are")
    return (
        f"Of what the nine standards ask for, {number(there)} {verb} present, {number(len(standards) - there)} absent."
    )


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
        (str(item.number), item.name, item.result, capital(item.why), capital(item.unjudged), item.where)
        for item in standards
    )
    return Table(columns, rows, "The scorecard")
