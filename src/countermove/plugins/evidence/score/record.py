"""A crowd's chances for the same forecasts: a CSV file with the columns ``forecast``, ``chance`` and, where it was
asked more than once, ``date``.

How the forecasts of a case turned out: scores of those past their scheduled close, and all others by what they wait
for.

A forecast is scored once it came true or did not *and* its day of closing has passed, even where its rule settled it
before: otherwise early events would be scored early, and a record would flatter those who expect things to happen. The
score of an updated forecast is also averaged over its days (``plugins.evidence.score.calibration``).
"""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal, NoReturn

from countermove.assessment.schema import Document, Forecast
from countermove.likelihood import scale_of, span_of
from countermove.plugins.evidence.score.calibration import (
    LEAST,
    Bin,
    Decomposition,
    Judged,
    Skill,
    Step,
    averaged_score,
    calibrated,
    decomposed,
    skill_of,
)
from countermove.verdicts.forecasts import (
    EVEN_ODDS,
    LogScore,
    Score,
    Standing,
    log_score,
    mean_log_score,
    mean_score,
    quadratic_score,
    standings,
    today_of,
)
from gmcr.base.errors import AssessmentError, CountermoveError, Problem, UnknownName, quoted
from gmcr.base.record import Record

__all__ = ["Crowd", "Fate", "Pair", "Scored", "TrackRecord", "read_crowd", "track_record"]


Crowd = Mapping[str, Sequence[tuple[date | None, Fraction]]]
"""Forecast → the crowd's chances in order of date; None for a single one without a date."""

_MOST = 5_000_000
_NUMBER = re.compile(r"(?:[0-9](?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE]-[0-9]{1,2})?")
_COLUMNS = ("forecast", "chance", "date")


def read_crowd(path: Path, known: Sequence[str], *, today: date | None) -> Crowd:
    """A crowd's chances for the *known* forecasts. Raises AssessmentError with the line that is wrong (no such
    forecast, no probability, no date or one after *today*, a line twice), CountermoveError where the file cannot be
    read."""
    chances: dict[str, list[tuple[date | None, Fraction]]] = {}
    for number, row in _rows(path):
        name = row["forecast"].strip()
        if name not in known:
            _refuse(path, number, str(UnknownName("forecast", name, known)))
        written = row["chance"].strip()
        if not _NUMBER.fullmatch(written) or (chance := Fraction(written)) > 1:
            _refuse(
                path, number, f"{quoted(written)} is not a probability, which is a number from 0 to 1, such as 0.35."
            )
        day = _day(path, number, (row.get("date") or "").strip(), today)
        own = chances.setdefault(name, [])
        if own and (day is None or own[-1][0] is None):
            _refuse(path, number, f"{name} appears twice: then each line needs a date.")
        if any(day == before for before, _ in own):
            _refuse(path, number, f"{name} appears twice with the day {day}.")
        own.append((day, chance))
    return {name: sorted(own, key=lambda item: item[0] or date.min) for name, own in chances.items()}


def _day(path: Path, number: int, text: str, today: date | None) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _refuse(path, number, f"{quoted(text)} is not a day, which is written 2022-03-24 (year-month-day).")
    if today is not None and day > today:
        _refuse(path, number, f"{day} is after {today}, the last day that counts here.")
    return day


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the heading, each with its line number."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        heads = [head.strip() for head in reader.fieldnames or ()]
        if "forecast" not in heads or "chance" not in heads:
            _refuse(path, 1, f"The first line names the columns: {', '.join(_COLUMNS)}; `date` may be missing.")
        reader.fieldnames = heads
        for row in reader:
            if None in row or None in row.values():
                _refuse(path, reader.line_num, f"The line does not have {len(heads)} columns, as the first one has.")
            yield reader.line_num, row
    except csv.Error as error:
        _refuse(path, reader.line_num + 1, f"This is not CSV: {error}.")


def _text(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CountermoveError(f"{path} is not a regular file.", argument="crowd")
        with open(path, "rb") as stream:
            content = stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CountermoveError(f"{path} cannot be read: {reason}.", argument="crowd") from None
    if len(content) > _MOST:
        _refuse(path, content.count(b"\n") + 1, f"Here the file has more than {_MOST:,} bytes.")
    if b"\x00" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(path, content[: content.find(b"\x00") + 1].count(b"\n") + 1, "This is not text in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        _refuse(path, line, f"Byte {content[error.start]:#04x} is not UTF-8 text: save the file as UTF-8.")


def _refuse(path: Path, number: int, message: str) -> NoReturn:
    raise AssessmentError([Problem(str(path), number, 1, "error", "crowd", message)])


Fate = Literal["scored", "no chance", "waiting", "open", "void", "disputed"]
"""``waiting``: it came true or did not, and its close is still to come; ``no chance``: it states none, so that it has no
score."""

Span = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Scored(Record):
    """A forecast, and how it turned out."""

    name: str
    """Its name."""
    says: str
    """Its statement."""
    given: str | None
    """The condition under which it counts."""
    closes: date
    """The day on which it closes."""
    fate: Fate
    """How it turned out."""
    came_true: bool | None
    """Whether it came true; null where it did neither, or that is unknown."""
    on: date | None
    """The day on which that was clear; null where it is open."""
    chance: Span | None
    """The chance that it stated first, as an interval."""
    updates: int
    """The number of changes of its chance while it stood."""
    score: Score | None
    """The quadratic score of the first chance; null where it has none."""
    averaged: Score | None
    """The quadratic score over its days; that of the first chance where there were no updates, null where its first day
    is unknown."""
    log: LogScore | None
    """The logarithmic score of the first chance."""


@dataclass(frozen=True, slots=True)
class Pair(Record):
    """Two forecasts of which one counts, depending on a condition."""

    forecast: str
    """The one that counts where its condition holds."""
    otherwise: str
    """The one that counts where it fails."""
    counted: tuple[str, ...]
    """The ones that came to count: one as a rule; none yet, or none at all; both, which contradict one another."""
    settled: bool
    """Whether both have been resolved."""


@dataclass(frozen=True, slots=True)
class TrackRecord(Record):
    """How the forecasts of a case turned out."""

    as_of: date | None
    """The day whose knowledge counts; null where nothing has a day."""
    forecasts: tuple[Scored, ...]
    """All, in file order."""
    scored: int
    """The number with a score."""
    score: Score | None
    """The mean quadratic score of the first chances; null for none."""
    averaged: Score | None
    """The mean of the quadratic scores over days; null where one of them is unknown."""
    log: LogScore | None
    """The mean logarithmic score of the first chances."""
    skills: tuple[Skill, ...]
    """The score compared with those of less informed forecasters."""
    pairs: tuple[Pair, ...]
    """Conditional forecasts, with those that count where the condition fails."""
    calibration: tuple[Bin, ...]
    """Shares that came true, by stated chance; empty for fewer than 30."""
    parts: Decomposition | None
    """The parts of the score; null for fewer than 30."""

    def of(self, *fates: Fate) -> tuple[Scored, ...]:
        """The forecasts with these fates."""
        return tuple(item for item in self.forecasts if item.fate in fates)


def track_record(
    document: Document, *, as_of: date | None = None, crowd: Crowd | None = None, seed: int = 0
) -> TrackRecord:
    """How the forecasts of a file turned out by a day (by default the latest day that it names). ``crowd``: others'
    chances for the same forecasts. ``seed``: of the resampling for intervals."""
    today, standing = today_of(document, as_of), standings(document, as_of)
    forecasts = [_scored(name, document, standing[name], today) for name in document.forecasts]
    scored = [item for item in forecasts if item.score is not None]
    judged: list[Judged] = [
        ((item.chance[0] + item.chance[1]) / 2, bool(item.came_true)) for item in scored if item.chance is not None
    ]
    averaged = [item.averaged for item in scored if item.averaged is not None]
    return TrackRecord(
        as_of=today,
        forecasts=tuple(forecasts),
        scored=len(scored),
        score=mean_score([item.score for item in scored if item.score is not None]),
        averaged=mean_score(averaged) if len(averaged) == len(scored) else None,
        log=mean_log_score([item.log for item in scored if item.log is not None]),
        skills=tuple(_skills(document, scored, crowd or {})),
        pairs=tuple(_pairs(document, standing)),
        calibration=calibrated(judged),
        parts=decomposed(judged, seed=seed),
    )


def _scored(name: str, document: Document, standing: Standing, today: date | None) -> Scored:
    forecast, resolution = document.forecasts[name], document.resolutions.get(name)
    known = None if standing == "open" else resolution
    fate, came_true = _fate(forecast, None if known is None else known.outcome, today)
    chance = None if forecast.chance is None else span_of(forecast.chance, scale_of(document.scale))
    first, last = forecast.made or document.as_of, forecast.closes
    if known is not None:
        last = min(last, known.date)
    steps = [] if chance is None or first is None else _steps(document, forecast, first, chance)
    counts = fate == "scored" and chance is not None and came_true is not None
    updates = sum(day <= last for day, _ in steps[1:])
    return Scored(
        name=name,
        says=forecast.says,
        given=forecast.given,
        closes=forecast.closes,
        fate=fate,
        came_true=came_true,
        on=None if known is None else known.date,
        chance=chance,
        updates=updates,
        score=quadratic_score(chance, came_true) if counts and chance and came_true is not None else None,
        averaged=_averaged(forecast, steps, chance, first, last, bool(came_true)) if counts and chance else None,
        log=log_score(chance, came_true) if counts and chance and came_true is not None else None,
    )


def _fate(forecast: Forecast, outcome: str | None, today: date | None) -> tuple[Fate, bool | None]:
    if outcome is None:
        return "open", None
    if outcome == "void":
        return "void", None
    if outcome == "disputed":
        return "disputed", None
    came_true = outcome == "came_true"
    if today is None or forecast.closes > today:
        return "waiting", came_true
    return ("no chance" if forecast.chance is None else "scored"), came_true


def _steps(document: Document, forecast: Forecast, first: date, chance: Span) -> list[Step]:
    scale = scale_of(document.scale)
    return [(first, chance), *((item.date, span_of(item.chance, scale)) for item in forecast.updates)]


def _averaged(
    forecast: Forecast, steps: Sequence[Step], chance: Span, first: date | None, last: date, came_true: bool
) -> Score | None:
    if not forecast.updates:
        return quadratic_score(chance, came_true)
    return None if first is None else averaged_score(steps, first, last, came_true)


# -- beside others -----------------------------------------------------------------------------------------------------


def _skills(document: Document, scored: Sequence[Scored], crowd: Crowd) -> Iterator[Skill]:
    own = [item.score for item in scored if item.score is not None]
    if skill := skill_of("even odds", own, [Score(EVEN_ODDS, EVEN_ODDS)] * len(own)):
        yield skill
    scale = scale_of(document.scale)
    based = [
        (item.score, quadratic_score(span_of(rate, scale), bool(item.came_true)))
        for item in scored
        if item.score is not None and (rate := document.forecasts[item.name].base_rate) is not None
    ]
    if skill := skill_of("base rates", [ours for ours, _ in based], [theirs for _, theirs in based]):
        yield skill
    if len(own) >= LEAST:
        share = Fraction(sum(bool(item.came_true) for item in scored), len(scored))
        others = [quadratic_score((share, share), bool(item.came_true)) for item in scored]
        if skill := skill_of("share that came true", own, others):
            yield skill
    both = [pair for item in scored if item.name in crowd and (pair := _beside(item, document, crowd[item.name]))]
    if skill := skill_of("crowd", [ours for ours, _ in both], [theirs for _, theirs in both]):
        yield skill


def _beside(
    item: Scored, document: Document, chances: Sequence[tuple[date | None, Fraction]]
) -> tuple[Score, Score] | None:
    """The scores of a forecast and of a crowd over the days on which both stood; of the first chance where the crowd
    has no dates."""
    came_true, forecast = bool(item.came_true), document.forecasts[item.name]
    if item.score is None or item.chance is None or item.on is None:
        return None
    day, chance = chances[0]
    if day is None:
        return item.score, quadratic_score((chance, chance), came_true)
    made, last = forecast.made or document.as_of, min(forecast.closes, item.on)
    if made is None:
        return None
    first = max(made, day)
    theirs = averaged_score([(when, (p, p)) for when, p in chances if when is not None], first, last, came_true)
    ours = averaged_score(_steps(document, forecast, made, item.chance), first, last, came_true)
    return None if ours is None or theirs is None else (ours, theirs)


def _pairs(document: Document, standing: Mapping[str, Standing]) -> Iterator[Pair]:
    for name, forecast in document.forecasts.items():
        other = forecast.otherwise
        if other is None:
            continue
        known = [item for item in (name, other) if standing[item] != "open"]
        counted = tuple(item for item in known if document.resolutions[item].outcome in ("came_true", "did_not"))
        yield Pair(name, other, counted, len(known) == 2)
