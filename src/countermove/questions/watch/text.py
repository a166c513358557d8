"""watch in words: what has tipped first, then the observed values, then how far each driver is from its next threshold."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.assumptions import scenario_text
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed, plural, under_words
from countermove.questions.watch.compute import Distance, Passed, Tipped, Watch
from countermove.questions.watch.feeds_text import feed_blocks
from countermove.verdicts.observed_words import observed_sentences

__all__ = ["watch_text"]


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
    rest: list[Block] = [*_latest(result), *feed_blocks(result.data), *_distances(result)]
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
    """How a threshold was passed: "Politburo meetings (I2): window went from 0.60 down to 0.25 and passed 0.30, which
    by itself tips the target."."""
    seen = next(latest for latest in result.latest if latest.driver == item.driver)
    sign = phrasing.glossary.signs.get(seen.indicator or "", "").rstrip(".")
    whose = f"{f'{sign} ({seen.indicator})' if sign else seen.indicator}: " if seen.indicator else ""
    return (
        f"{whose}{item.driver} went from {_number(seen.before)} {item.way} to {_number(seen.value)} and passed "
        f"{_number(item.threshold)}, which by itself tips {listed(_what(name, phrasing) for name in item.tips)}."
    )


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


def _latest(result: Watch) -> Iterator[Table]:
    if result.latest:
        rows = tuple(
            (
                item.driver,
                _number(item.before),
                _number(item.value),
                str(item.date),
                item.observation or "data",
                item.indicator or "",
            )
            for item in result.latest
        )
        columns = (
            Column("Driver", fixed=True),
            Column("File", fixed=True, right=True),
            Column("Latest", fixed=True, right=True),
            Column("On", fixed=True),
            Column("Seen", fixed=True),
            Column("Indicator", fixed=True),
        )
        yield Table(columns, rows, "The latest values of drivers")


def _distances(result: Watch) -> Iterator[Table]:
    if result.distances:
        rows = tuple(
            (
                item.driver,
                _number(item.value),
                _to(item),
                decimal_text(item.share),
                ", ".join(_WHATS.get(name, name) for name in item.tips),
                listed(item.indicators),
            )
            for item in result.distances
        )
        columns = (
            Column("Driver", fixed=True),
            Column("Now", fixed=True, right=True),
            Column("Tips", fixed=True),
            Column("Away", fixed=True, right=True),
            Column("What"),
            Column("Watch"),
        )
        yield Table(
            columns, rows, "How far each driver is from its next threshold, as a share of its range", by_row=True
        )


def _to(item: Distance) -> str:
    return f"{'at or above' if item.way == 'up' else 'at or below'} {_number(item.threshold)}"


_WHATS = {"start": "whether the start holds", "outcomes": "where it ends", "target": "the target"}


def _what(name: str, phrasing: Phrasing) -> str:
    return _WHATS.get(name) or phrasing.claim(name)


def _number(value: Fraction) -> str:
    return decimal_text(value, 2)
