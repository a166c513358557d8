"""watch in words: what has tipped first, then the observed values, then how far each driver is from its next threshold.

Data readings in words: a table of what feeds which driver, then what is wrong with the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.assessment.schema.conclusions import Events, Series
from countermove.context.answer import Answer
from countermove.presentation.assumptions import scenario_text
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.numbers import decimal_text, percent_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed, number, plural, under_words
from countermove.questions.watch.compute import Distance, NextStop, Passed, Tipped, Watch
from countermove.verdicts.clocks.words import crossed_clause
from countermove.verdicts.feeds import FeedReading
from countermove.verdicts.observations import observed_sentences

__all__ = ["feed_blocks", "feed_text", "watch_text"]


_MANY = 12
"""The number of periods that are named."""


def feed_blocks(feeds: Sequence[FeedReading]) -> Iterator[Block]:
    """What indicators read, what they do not, and why."""
    if not feeds:
        return
    rows = tuple(
        (
            item.indicator,
            item.driver,
            item.period or "",
            _number(item.number),
            "" if item.value is None else _value(item),
            item.file if item.line is None else f"{item.file}:{item.line}",
        )
        for item in feeds
    )
    columns = (
        Column("Indicator", fixed=True),
        Column("Driver", fixed=True),
        Column("Period", fixed=True),
        Column("Number", fixed=True, right=True),
        Column("Makes", fixed=True, right=True),
        Column("Where"),
    )
    yield Table(columns, rows, f"What indicators read, as known on {feeds[0].day}")
    for item in feeds:
        yield from _about(item)


_MEASURES = {
    "count": "how many events",
    "mean_goldstein": "the mean Goldstein score of events",
    "share": "the share among events of those",
}


def feed_text(feed: Series | Events) -> str:
    """The source of an indicator, and its effect on a driver: "trade.csv, column value, where partner is PRK; known 45
    days after its period; feeds leverage, 0 to 250 as its range"."""
    parts = [_series(feed) if isinstance(feed, Series) else _events(feed)]
    parts += [f"known {count(feed.lag_days, 'day')} after its period"] if feed.lag_days else []
    ends = "" if feed.scale is None else f", {listed(map(_end, feed.scale), 'to')} as its range"
    return "; ".join([*parts, f"feeds {feed.feeds}{ends}"])


def _series(feed: Series) -> str:
    where = listed(f"{column} is {text}" for column, text in feed.where.items())
    period = f", by the {feed.period}" if feed.period else ""
    return f"{feed.file}, column {feed.value}{f', where {where}' if where else ''}{period}"


def _events(feed: Events) -> str:
    codes = f" of the kinds {listed(feed.codes)}" if feed.codes else ""
    pair = f"{f' by {feed.source}' if feed.source else ''}{f' towards {feed.target}' if feed.target else ''}"
    table = f", scored by {feed.goldstein.file}" if feed.goldstein is not None else ""
    return f"{feed.file} ({feed.format}), {_MEASURES[feed.measure]}{codes}{pair} a month{table}"


def _end(value: Fraction) -> str:
    return decimal_text(value, 2)


def _value(item: FeedReading) -> str:
    value: Fraction = item.value or Fraction(0)
    return f"{decimal_text(value, 2)}{' (end)' if item.beyond else ''}"


def _number(text: str | None) -> str:
    """A number as in the file; fractions, which events make, as decimals."""
    return decimal_text(Fraction(text), 4) if text and "/" in text else text or ""


def _about(item: FeedReading) -> Iterator[Sentence]:
    """Remarks on one file."""
    if item.why_not:
        yield Sentence(f"{item.indicator} feeds nothing: {item.why_not}.", "caution")
    if item.missing:
        months = listed(_some(item.missing))
        yield Sentence(
            f"{item.file}: {months} {plural(len(item.missing), 'is', 'are')} missing, and not filled.", "caution"
        )
    if item.contradictory:
        yield Sentence(
            f"{item.file}: rows disagree about {listed(_some(item.contradictory))}, so "
            f"{plural(len(item.contradictory), 'it has', 'they have')} no value.",
            "caution",
        )
    if item.malformed:
        listing = "; ".join(f"{bad.file}:{bad.line} {bad.why}" for bad in item.bad)
        shown = f", the first {number(len(item.bad))}" if len(item.bad) < item.malformed else ""
        yield Sentence(f"{item.file}: {count(item.malformed, 'malformed row')}{shown}: {listing}.", "caution")
    if item.future:
        yield Sentence(f"{item.file}: {count(item.future, 'period')} in the future, which nobody can know.", "caution")
    if item.open_end:
        yield Sentence(f"{item.file} does not end with a line break: its last row may be cut short.", "caution")
    if item.table:
        yield Sentence(f"{item.file}: events are scored by {item.table}.", "note")
    parts = [
        f"{count(many, what)} {ending}"
        for many, what, ending in (
            (
                item.duplicates,
                "row",
                "that repeat another" if item.duplicates > 1 else "that repeats another",
            ),
            (item.empty, "row", "without a value"),
            (item.unscored, "event", "without a score"),
            (item.unknown, "event", f"added after {item.day}"),
            (item.later, "period", f"not known by {item.day}"),
        )
        if many
    ]
    if parts:
        yield Sentence(f"{item.file}: {listed(parts)}.", "note")


def _some(names: Sequence[str]) -> list[str]:
    """The first names, and how many more there are."""
    return [*names[:_MANY], *([f"{number(len(names) - _MANY)} more"] if len(names) > _MANY else [])]


def watch_text(answer: Answer) -> AnswerText:
    """What the latest values tip."""
    result: Watch = answer.record
    phrasing = Phrasing(answer.glossary)
    first: list[Block] = []
    if not result.complete:
        first.append(Sentence("Interrupted: some of what could have tipped was not looked at.", "caution"))
    first.append(Sentence(_headline(result), "answer"))
    first += (Sentence(_passed(item, result, phrasing), "item") for item in result.passed)
    first += (Sentence(_tipped(item, phrasing), "item") for item in result.tipped if item.kind != "outcomes")
    first += _outcomes(result, answer, phrasing)
    first += _nexts(result, phrasing)
    rest: list[Block] = [*_latest(result, phrasing), *feed_blocks(result.data), *_distances(result, phrasing)]
    if result.observed is not None:
        rest += observed_sentences(result.observed, phrasing)
    return AnswerText("what to watch", tuple(first), tuple(rest), of_a_game=False)


def _headline(result: Watch) -> str:
    when = f" by {result.as_of}" if result.as_of else ""
    if not result.latest:
        return f"No driver was observed{when}: everything is as the file has it."
    seen = f"{count(len(result.latest), 'driver')} {plural(len(result.latest), 'was', 'were')} observed{when}"
    counts = [
        count(sum(item.kind == kind for item in result.tipped), kind)
        for kind in ("answer", "verdict")
        if any(item.kind == kind for item in result.tipped)
    ]
    if counts:
        return f"Tripwire: {seen}, and {listed(counts)} {plural(len(result.tipped), 'differs', 'differ')} from what the file says."
    return f"Nothing has tipped: {seen}, and every answer and verdict stays the same."


def _tipped(item: Tipped, phrasing: Phrasing) -> str:
    where = f", if {scenario_text(item.scenario, phrasing.glossary)}" if item.scenario else ""
    if item.kind == "answer":
        return f"{phrasing.key_question(item.name)}{where}: {item.before} → {item.after}."
    return f"{phrasing.claim(item.name)}{where}: {item.before} → {item.after}."


def _passed(item: Passed, result: Watch, phrasing: Phrasing) -> str:
    """How a threshold was passed: "Politburo meetings (I2): “hope” (window) went from 0.60 down to 0.25 and passed 0.30, which
    by itself tips the target."."""
    seen = next(latest for latest in result.latest if latest.driver == item.driver)
    sign = phrasing.glossary.signs.get(seen.indicator or "", "").rstrip(".")
    whose = f"{f'{sign} ({seen.indicator})' if sign else seen.indicator}: " if seen.indicator else ""
    return (
        f"{whose}{phrasing.driver(item.driver)} went from {_amount(seen.before)} {item.way} to {_amount(seen.value)} and passed "
        f"{_amount(item.threshold)}, which by itself tips {listed(_what(name, phrasing) for name in item.tips)}."
    )


def _nexts(result: Watch, phrasing: Phrasing) -> Iterator[Sentence]:
    """The stops that may come first, the nearest first."""
    told = [_next(item, phrasing) for item in result.next_stops]
    if len(told) == 1:
        yield Sentence(f"Next, if nobody does anything: {told[0]}.")
    elif told:
        yield Sentence("Next, if nobody does anything, one of these comes first:")
        yield from (Sentence(f"{capital(text)}.", "item") for text in told)


def _next(item: NextStop, phrasing: Phrasing) -> str:
    """A stop that may come first: "once strain is below 0.60 (0.20 from here, 20% of its range), nobody steps, but one answer or
    verdict changes"."""
    away = ""
    if item.away is not None and item.share is not None:
        away = f" ({_amount(item.away)} from here, {percent_text(item.share)} of its range)"
    who = tuple(dict.fromkeys(item.steps))
    then = f"{phrasing.actors(who)} {phrasing.agree(who, 'steps', 'step')}" if who else "nobody steps"
    changes = count(item.changes, "answer or verdict", "answers and verdicts")
    more = f", {'and' if who else 'but'} {changes} {plural(item.changes, 'changes', 'change')}" if item.changes else ""
    return f"once {crossed_clause(item.crossed, phrasing.driver)}{away}, {then}{more}"


def _outcomes(result: Watch, answer: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    """Where it comes to rest in the base reading, concepts that agree together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in result.tipped:
        if item.kind == "outcomes":
            groups.setdefault((item.before, item.after), []).append(item.name)
    for (_, after), names in groups.items():
        ends = [phrasing.state(answer.on[int(code)]) for code in after.split(",") if code]
        where = "; or where ".join(ends)
        text = f"it now ends where {where}" if ends else "it now ends nowhere"
        yield Sentence(f"{capital(under_words(names, result.concepts))}, {text}.", "item")


def _latest(result: Watch, phrasing: Phrasing) -> Iterator[Table]:
    if result.latest:
        rows = tuple(
            (
                _means(item.driver, phrasing),
                _amount(item.before),
                _amount(item.value),
                str(item.date),
                item.observation or "data",
                item.indicator or "",
            )
            for item in result.latest
        )
        columns = (
            Column("Driver"),
            Column("File", fixed=True, right=True),
            Column("Latest", fixed=True, right=True),
            Column("On", fixed=True),
            Column("Seen", fixed=True),
            Column("Indicator", fixed=True),
        )
        yield Table(columns, rows, "The latest values of drivers")


def _distances(result: Watch, phrasing: Phrasing) -> Iterator[Table]:
    if result.distances:
        rows = tuple(
            (
                _means(item.driver, phrasing),
                _amount(item.value),
                _to(item),
                decimal_text(item.share),
                ", ".join(_WHATS.get(name, name) for name in item.tips),
                listed(item.indicators),
            )
            for item in result.distances
        )
        columns = (
            Column("Driver"),
            Column("Now", fixed=True, right=True),
            Column("Tips", fixed=True),
            Column("Away", fixed=True, right=True),
            Column("What"),
            Column("Watch"),
        )
        yield Table(
            columns, rows, "How far each driver is from its next threshold, as a share of its range", by_row=True
        )


def _means(driver: str, phrasing: Phrasing) -> str:
    """What a driver measures, in a column: "what Washington expects from engaging (reward)"."""
    return phrasing.driver(driver).replace("“", "", 1).replace("” (", " (", 1)


def _to(item: Distance) -> str:
    return f"{'at or above' if item.way == 'up' else 'at or below'} {_amount(item.threshold)}"


_WHATS = {"start": "whether the start holds", "outcomes": "where it ends", "target": "the target"}


def _what(name: str, phrasing: Phrasing) -> str:
    return _WHATS.get(name) or phrasing.claim(name)


def _amount(value: Fraction) -> str:
    return decimal_text(value, 2)
