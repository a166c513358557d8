"""The sections on evidence, on forecasts and their outcomes, and on what is left out or taken for granted.

The ladder of likelihood words for a report, and scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from countermove.likelihood import Scale, ScaleStep, scale, scale_of
from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.likelihoods import chance_text
from countermove.presentation.numbers import decimal_text, driver_text, percent_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_clause
from countermove.presentation.sentences import premises_text
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.questions.check.grounds import SourceGrade, grade_name
from countermove.questions.watch.text import feed_text
from countermove.reports.outlook import OUTCOMES, came_text, leanings_text
from countermove.reports.passages import passages_sentence
from countermove.reports.report.blocks import DossierBlock, Section
from countermove.reports.report.compute import ReportRecord
from countermove.verdicts.drawn import borne_text
from countermove.verdicts.forecasts import EVEN_ODDS, Score, mean_score
from countermove.verdicts.observations import observed_sentences

__all__ = [
    "ENOUGH",
    "evidence_section",
    "forecasts_section",
    "ladder_table",
    "left_out_section",
    "score_text",
    "watch_section",
    "weakest_sentence",
]


def score_text(score: Score) -> str:
    """A quadratic score, or its range for a chance that is an interval: "0.04", "0.0025 to 0.04"."""
    low, high = f"{float(score.low):.2g}", f"{float(score.high):.2g}"
    return low if low == high else f"{low} to {high}"


def ladder_table(name: str) -> Table:
    """The likelihood scale, most likely first."""
    chosen: Scale = scale(name)
    rows = tuple((" or ".join(step.words), _interval(step)) for step in reversed(chosen.steps))
    return Table((Column("Word"), Column("Probability", fixed=True, right=True)), rows, f"Likelihood: {chosen.title}")


def _interval(step: ScaleStep) -> str:
    return percent_text(step.low, step.high)


ENOUGH = 10
"""Scored forecasts below which the record says nothing about accuracy."""

_LISTED = 24
"""The most premises without a source that are listed."""

_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
_CREDIBILITY = {
    "1": "confirmed by others",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


def evidence_section(record: ReportRecord) -> Section:
    """Sources with their grades, and the weakest link of what follows."""
    grounds = record.grounds
    blocks: list[DossierBlock] = []
    if weakest := weakest_sentence(record):
        blocks.append(Sentence(weakest, "answer"))
    if weight := premises_text(grounds.premises, len(grounds.sources)):
        blocks.append(Sentence(weight, "plain"))
    if record.passages is not None:
        blocks.append(Sentence(passages_sentence(record.passages), "plain"))
    if grounds.sources:
        rows: tuple[tuple[str, ...], ...]
        rows = tuple((item.name, item.what or "", _chain(item), _grade(item)) for item in grounds.sources)
        heads = (Column("Source", fixed=True), Column("What it is"), Column("Known through"), Column("Grade"))
        blocks.append(Table(heads, rows, "Sources and their Admiralty grades"))
    else:
        blocks.append(Sentence("The file names no sources.", "caution"))
    if rows := _links(record):
        columns = (Column("Comes down to"), Column("Which is"), Column("Claims"))
        blocks.append(Table(columns, rows, "The weakest link of what each claim rests on, firmest last"))
    return Section("evidence", "What it rests on", tuple(blocks))


def _links(record: ReportRecord) -> tuple[tuple[str, ...], ...]:
    """The weakest links, each with the claims that come down to it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    orders = {}
    for item in record.grounds.claims:
        if item.weakest:
            key = tuple(ground.name for ground in item.weakest)
            groups.setdefault(key, []).append(item.claim)
            orders[key] = item.weakest[0]
    ranked = sorted(groups, key=lambda key: (orders[key].order, len(groups[key])), reverse=True)
    return tuple((listed(key), grade_name(orders[key].grade), ", ".join(groups[key])) for key in ranked)


def weakest_sentence(record: ReportRecord) -> str:
    """The grade that the author's conclusions come down to, or ""."""
    own = {claim.id for claim in record.assess.claims if claim.of_the_author}
    links = [item for item in record.grounds.claims if item.claim in own and item.weakest]
    if not links:
        return ""
    last = max(links, key=lambda item: item.weakest[0].order)
    grade = last.weakest[0].grade
    sharing = [item for item in links if item.weakest[0].grade == grade]
    names = Counter(ground.name for item in sharing for ground in item.weakest)
    carriers = [name for name, times in names.most_common(3) if times > 1] or [names.most_common(1)[0][0]]
    some = "all" if len(sharing) == len(links) else number(len(sharing))
    whose = f"{some} of the author's {count(len(links), 'conclusion')} that rest on something"
    if len(links) == 1:
        whose = "the author's one conclusion that rests on something"
    said = {
        "ungraded": "a source without a grade",
        "assumed": "what is assumed",
        "unsaid": "what the modeller supplies and no source says",
        "unsourced": "what has no source",
    }.get(grade, f"a source graded {grade}")
    return (
        f"The weakest link: {whose} {plural(len(sharing), 'comes', 'come')} down to {said} (mostly {listed(carriers)})."
    )


def _chain(source: SourceGrade) -> str:
    return ", ".join(source.chain) + (" (default)" if source.default else "")


def _grade(source: SourceGrade) -> str:
    if source.grade is None:
        return "none"
    text = f"{source.grade}: {_RELIABILITY[source.grade[0]]}, {_CREDIBILITY[source.grade[1]]}"
    whole = source.graded
    return text if whole in (None, source.grade) else f"{text}; {whole} through those that report it"


# -- forecasts ---------------------------------------------------------------------------------------------------------


def forecasts_section(record: ReportRecord) -> Section | None:
    """Dated probabilities and their outcomes; the readings that are compatible with what happened. None without
    either."""
    document = record.document
    blocks: list[DossierBlock] = []
    if document.forecasts:
        blocks += _forecasts(record)
    if record.assess.observed is not None:
        blocks += observed_sentences(record.assess.observed, Phrasing(record.glossary))
    return Section("forecasts", "Forecasts and what came of them", tuple(blocks)) if blocks else None


def _forecasts(record: ReportRecord) -> Iterator[DossierBlock]:
    document = record.document
    name = scale_of(document.scale)
    if came := came_text(document, record.today):
        yield Sentence(came, "answer")
        yield from _scored(record)
    yield from _unsettled(record)
    yield from _leaning(record)
    rows: list[tuple[str, ...]] = []
    for key, forecast in document.forecasts.items():
        condition = f" (if: {forecast.given})" if forecast.given else ""
        score = record.scores.get(key)
        rows.append(
            (
                key,
                f"{forecast.says}{condition}",
                str(forecast.closes),
                _chance(record, key, name),
                _came(record, key),
                "" if score is None else score_text(score),
            )
        )
    columns: tuple[Column, ...] = (
        Column("", fixed=True),
        Column("Forecast"),
        Column("Closes", fixed=True),
        Column("Chance"),
        Column("What happened"),
        Column("Score", fixed=True, right=True),
    )
    if not record.scores:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    yield Table(columns, tuple(rows), "Forecasts")


def _chance(record: ReportRecord, key: str, name: str) -> str:
    """The first chance, and the last update of it that is known."""
    forecast = record.document.forecasts[key]
    first = chance_text(forecast.chance, name)
    known = [item for item in forecast.updates if record.today is None or item.date <= record.today]
    return f"{first}; {chance_text(known[-1].chance, name)} since {known[-1].date}" if known else first


def _came(record: ReportRecord, key: str) -> str:
    """The outcome of a forecast, as far as it is known."""
    if record.standings[key] == "open":
        return "open"
    resolution = record.document.resolutions[key]
    so_far = " so far" if record.standings[key] == "so far" else ""
    because = f": {resolution.because}" if resolution.because else ""
    return f"{OUTCOMES[resolution.outcome]}{so_far}, {resolution.date}{because}"


def _unsettled(record: ReportRecord) -> Iterator[Sentence]:
    """The resolutions that are not scored, since their forecasts could still turn."""
    early = [key for key, how in record.standings.items() if how == "so far"]
    if early:
        verb = plural(len(early), "closes", "close")
        yield Sentence(
            f"{listed(early)} {verb} only after {record.today}, the last day that is known of here, and can still turn: not "
            "scored. Where a rule settles it sooner, the resolution says so (settled).",
            "note",
        )


def _leaning(record: ReportRecord) -> Iterator[Sentence]:
    """The forecasts that are drawn from claims that do not follow, then those that what comes first bears out."""
    outlook = record.assess.outlook
    if outlook is None:
        return
    if text := leanings_text(outlook.leaning, record.document, record.glossary):
        yield Sentence(text, "caution")
    told = {item.forecast for item in outlook.leaning}
    for verdict in outlook.drawn:
        if verdict.id not in told:
            yield Sentence(borne_text(verdict), "item")


def _scored(record: ReportRecord) -> Iterator[Sentence]:
    mean = mean_score(list(record.scores.values()))
    if mean is None:
        return
    many = len(record.scores)
    which = (
        "The one forecast that can be scored has"
        if many == 1
        else f"{capital(number(many))} can be scored, with an average of"
    )
    yield Sentence(
        f"{which} {score_text(mean)} (the squared error of the chance: 0 is best, and always giving even odds scores "
        f"{score_text(Score(EVEN_ODDS, EVEN_ODDS))}).",
        "answer",
    )
    if many < ENOUGH:
        yield Sentence(f"That is too short a record for a grade, which takes at least {number(ENOUGH)}.", "caution")


def watch_section(record: ReportRecord) -> Section | None:
    """Indicators, each with what it moves, where that tips, and its feed; None without any."""
    indicators = record.document.indicators
    if not indicators:
        return None
    rows: list[tuple[str, ...]] = []
    for name, item in indicators.items():
        moves = [_moved(driver, trends, record) for driver, trends in item.moves.items()]
        moves += [f"bears on {', '.join(item.affects)}"] if item.affects else []
        rows.append((name, item.watch, "; ".join(moves), "" if item.feed is None else feed_text(item.feed)))
    columns = (Column("", fixed=True), Column("Sign"), Column("What it moves"), Column("Read from"))
    shown = 4 if any(item.feed for item in indicators.values()) else 3
    return Section("watch", "What to watch", (Table(columns[:shown], tuple(row[:shown] for row in rows)),))


def _moved(driver: str, trends: Sequence[str], record: ReportRecord) -> str:
    """The direction of a driver, and the thresholds at which it tips the status quo or the target: "window down, which
    tips the status quo below 0.30 (now 0.60)"."""
    things = [tips for trend in trends if (tips := _tipping(driver, trend, record))]
    now = driver_text(record.document.drivers[driver].now)
    return f"{driver} {listed(trends, 'or')}{f', which tips {listed(things)} (now {now})' if things else ''}"


def _tipping(driver: str, trend: str, record: ReportRecord) -> str:
    """What a driver tips as it goes up or down, and at which threshold; "" if nothing."""
    places: dict[str, list[str]] = {}
    whats = {"start": "the status quo", "target": f"whether it ends in {record.glossary.target}"}
    for tip in () if record.tipping is None else record.tipping.tips:
        for line in tip.lines if tip.kind in whats else ():
            edge = line.up if trend == "up" else line.down if trend == "down" else None
            if line.driver == driver and edge is not None:
                side = {("up", True): "from", ("up", False): "above", ("down", True): "below"}.get(
                    (trend, edge.with_above), "at or below"
                )
                places.setdefault(f"{side} {driver_text(edge.at)}", []).append(whats[tip.kind])
    return listed(f"{listed(what)} {place}" for place, what in places.items())


# -- omissions ---------------------------------------------------------------------------------------------------------


def left_out_section(record: ReportRecord) -> Section:
    """Who is not modelled, what is assumed, and what lint finds."""
    document, phrasing = record.document, Phrasing(record.glossary)
    blocks: list[DossierBlock] = []
    if document.omitted:
        blocks.append(Sentence(f"Not modelled, though it could have been: {listed(document.omitted)}.", "plain"))
    else:
        blocks.append(Sentence("The file does not say who or what is left out.", "caution"))
    assumed = [
        f"{name}: {rule.why or rule.never}" for name, rule in document.never.items() if rule.assumed or rule.unsaid
    ]
    assumed += [
        capital(want_clause(phrasing, want.id))
        for item in document.actors.values()
        for want in item.wants
        if want.assumed or want.unsaid
    ]
    assumed += [
        f"{name}: {driver.means or 'a number'}, at {decimal_text(driver.now, fixed=True)}"
        for name, driver in document.drivers.items()
        if driver.assumed or driver.unsaid
    ]
    if assumed:
        blocks.append(Sentence("Taken for granted: no source says it", "heading"))
        blocks += [Sentence(text, "item") for text in assumed]
    if record.suspicions:
        blocks.append(Sentence("What weakens the assessment", "heading"))
        blocks += [Sentence(problem.message, "item") for problem in record.suspicions]
    return Section("left-out", "What is left out and taken for granted", tuple(blocks))
