"""The scorecard: the nine analytic standards of ICD 203 (2015, part D.6.e), as far as a program can judge them.

Each is met, not met or not applicable, by a rule that the scorecard prints; none of them says that the assessment is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.brief import Brief
from countermove.desk.report.blocks import Section
from countermove.desk.report.evidence import ENOUGH
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.likelihoods import score_text
from countermove.desk.report.questions import since_title
from countermove.forecasting import EVEN_ODDS, Score, mean_score
from countermove.telling.blocks import Column, Sentence, Table
from countermove.telling.words import capital, count, listed, number, plural

__all__ = ["MET", "NOT_APPLICABLE", "NOT_MET", "Standard", "standards_of", "standards_section"]

MET, NOT_MET, NOT_APPLICABLE = "met", "not met", "not applicable"


@dataclass(frozen=True, slots=True)
class Standard(Brief):
    """``result``: met, not met or not applicable; ``why``: by what it is judged; ``where``: the section that shows it."""

    number: int
    name: str
    result: str
    why: str
    where: str


def standards_of(record: ReportRecord, *, pictures: int, form: str = "html") -> tuple[Standard, ...]:
    """The nine standards. *pictures*: how many figures the report has; *form*: "html", "pdf" or "markdown"."""
    judged = (
        ("Sources: describes their quality and credibility", *_sources(record), "What it rests on"),
        ("Uncertainty: expresses and explains it", *_uncertainty(record), "What tips it"),
        (
            "Separates evidence from assumptions and judgements",
            *_assumptions(record),
            "What is left out, assumed and open",
        ),
        ("Analyses alternatives", *_alternatives(record), "What follows, and what does not"),
        ("Is relevant to its reader and draws implications", *_relevance(record), "What would change it"),
        ("Argues clearly and logically", *_argument(record), "What follows, and what does not"),
        ("Explains change from, or consistency with, earlier judgements", *_consistency(record)),
        ("Judges accurately", *_accuracy(record), "Forecasts and what came of them"),
        ("Shows information in pictures where that helps", *_visual(pictures, form), "Throughout"),
    )
    return tuple(Standard(place, *item) for place, item in enumerate(judged, 1))


def _sources(record: ReportRecord) -> tuple[str, str]:
    sources = record.grounds.sources
    bare = [source.name for source in sources if source.grade is None]
    if not sources:
        return NOT_MET, "the file names no sources"
    if bare:
        return NOT_MET, f"{listed(bare)} {plural(len(bare), 'has', 'have')} no grade"
    return MET, f"{plural(len(sources), 'the one source has', f'all {number(len(sources))} sources have')} a grade"


def _uncertainty(record: ReportRecord) -> tuple[str, str]:
    document = record.document
    means = []
    if document.open:
        means.append(count(len(document.open), "open question"))
    if document.drivers:
        means.append(count(len(document.drivers), "driver") + " with thresholds")
    bare = [name for name, forecast in document.forecasts.items() if forecast.chance is None]
    if bare:
        return NOT_MET, f"{listed(bare)} {plural(len(bare), 'states', 'state')} no chance"
    if document.forecasts:
        means.append(f"a chance for every forecast ({len(document.forecasts)})")
    if not means:
        return NOT_MET, "nothing is left open, no number varies and nothing is forecast"
    return MET, listed(means)


def _assumptions(record: ReportRecord) -> tuple[str, str]:
    bare = record.grounds.premises["unsourced"]
    if bare:
        return (
            NOT_MET,
            f"{count(bare, 'premise')} {plural(bare, 'has', 'have')} neither a source nor a mark that it is assumed",
        )
    return MET, "every premise has a source or is marked as assumed, and conclusions are checked apart from premises"


def _alternatives(record: ReportRecord) -> tuple[str, str]:
    document = record.document
    readings = record.assess.over_readings.readings
    means = [count(readings, "reading")] if readings > 1 else []
    means += [count(len(document.views), "view")] if document.views else []
    means += [count(len(document.scenarios), "scenario")] if document.scenarios else []
    means += [f"{count(found, 'probe')} against the author" for found in [_probes(record)] if found]
    if not means:
        return NOT_MET, "one reading, no view, no scenario"
    return MET, listed(means)


def _probes(record: ReportRecord) -> int:
    return sum(claim.probe for claim in record.assess.claims)


def _relevance(record: ReportRecord) -> tuple[str, str]:
    document = record.document
    missing = [] if document.target is not None else ["a target"]
    missing += [] if document.indicators else ["what to watch"]
    missing += [] if document.title else ["the question that it answers"]
    if missing:
        return NOT_MET, f"the file does not state {listed(missing, 'or')}"
    return MET, f"a target, changes that lead to it, levers, and {count(len(document.indicators), 'sign')} to watch"


def _argument(record: ReportRecord) -> tuple[str, str]:
    own = [claim for claim in record.assess.claims if claim.of_the_author]
    if not own:
        return NOT_MET, "the author draws no conclusion that could be checked"
    against = [claim.id for claim in own if claim.verdict in ("contradicted", "vacuous")]
    if against:
        does = plural(len(against), "does", "do")
        return NOT_MET, f"{listed(against)} of the author's conclusions {does} not follow in any reading"
    restated = [claim.id for claim in own if claim.restated and claim.affirmed]
    also = f"; {listed(restated)} only {plural(len(restated), 'restates', 'restate')} a premise" if restated else ""
    return MET, f"none of the author's {count(len(own), 'conclusion')} is contradicted by the premises{also}"


def _consistency(record: ReportRecord) -> tuple[str, str, str]:
    if record.since is None:
        return NOT_APPLICABLE, "no earlier version was given to compare with (--since)", "Method and limits"
    turned = sum(item.before != item.after for item in record.since.found.claims)
    told = f"{count(turned, 'conclusion')} {plural(turned, 'has', 'have')} another verdict"
    return MET, f"compared with an earlier version: {told}, told with the lines that turn it", since_title(record)


def _accuracy(record: ReportRecord) -> tuple[str, str]:
    if not record.document.forecasts:
        return NOT_APPLICABLE, "nothing is forecast"
    mean, many = mean_score(list(record.scores.values())), len(record.scores)
    if mean is None or many < ENOUGH:
        return NOT_APPLICABLE, f"{count(many, 'scored forecast')}: fewer than {number(ENOUGH)} are no grade"
    told = f"{count(many, 'scored forecast')} with {score_text(mean)} on average"
    even = f"{score_text(Score(EVEN_ODDS, EVEN_ODDS))} is what always saying even odds has"
    if mean.high < EVEN_ODDS:
        return MET, f"{told}; {even}"
    if mean.low >= EVEN_ODDS:
        return NOT_MET, f"{told}; {even}"
    return NOT_APPLICABLE, f"{told}; {even}, and the intervals of the chances leave open on which side that is"


def _visual(pictures: int, form: str) -> tuple[str, str]:
    if not pictures:
        return NOT_MET, "there is no picture"
    told = count(pictures, "picture")
    if form == "markdown":
        return MET, f"{told} in the HTML and PDF forms; here the tables behind them, or sketches"
    return MET, f"{told}, each with the table behind it" if form == "html" else told


def standards_section(standards: tuple[Standard, ...]) -> Section:
    """The scorecard as a section."""
    return Section(
        "standards",
        "Analytic standards (ICD 203)",
        (Sentence(_summary(standards), "answer"), _table(standards), *_small_print()),
    )


def _summary(standards: tuple[Standard, ...]) -> str:
    counts = [(result, sum(item.result == result for item in standards)) for result in (MET, NOT_MET, NOT_APPLICABLE)]
    told = [f"{number(found)} {plural(found, 'is', 'are')} {result}" for result, found in counts if found]
    return f"Of nine standards, {listed(told)}."


def _table(standards: tuple[Standard, ...]) -> Table:
    columns = (
        Column("", fixed=True, right=True),
        Column("Standard"),
        Column("Result", fixed=True),
        Column("Judged by"),
        Column("Where"),
    )
    rows = tuple((str(item.number), item.name, item.result, capital(item.why), item.where) for item in standards)
    return Table(columns, rows, "The scorecard")


def _small_print() -> Iterator[Sentence]:
    yield Sentence(
        "A program can see whether sources are graded and premises marked; it cannot see whether they are right. A standard "
        "that is met here still needs a reader.",
        "note",
    )
