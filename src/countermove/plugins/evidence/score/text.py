"""score in words: the scores, the comparisons, their parts, and the post-mortem."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from countermove.assessment.names import DRIFT
from countermove.likelihood import scale_of
from countermove.plugins.evidence.score.calibration import LEAST, Bin, Decomposition, Part, Skill, Yardstick
from countermove.plugins.evidence.score.compute import Credit, PostMortem, Reason, ScoreRecord, Untested
from countermove.plugins.evidence.score.record import Fate, Pair, Scored, TrackRecord
from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.likelihoods import chance_text
from countermove.presentation.numbers import decimal_text, percent_text, signed_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed, plural, shortened, some_of
from countermove.reports.outlook import leanings_text
from countermove.reports.report.evidence import score_text
from countermove.verdicts.forecasts import EVEN_ODDS, LogScore, Score
from countermove.verdicts.observations import observed_sentences

__all__ = ["score_page"]

_MOST = 24
"""The largest number of names in one sentence."""

_FATES: dict[Fate, str] = {
    "scored": "scored",
    "no chance": "without a chance, so nothing can be scored",
    "waiting": "decided, and scored once past the scheduled close",
    "open": "open",
    "void": "void: the condition failed",
    "disputed": "disputed",
}

_AGAINST: dict[Yardstick, str] = {
    "even odds": "someone who always gives even odds",
    "base rates": "the base rates that the file states",
    "share that came true": "someone who had known how many would come true",
    "crowd": "the crowd, over the same days",
}

_REASONS: dict[Reason, str] = {
    "came true": "follows, and what it foretold came true",
    "did not come true": "what it foretold did not come true",
    "no forecast": "no forecast is drawn from them, so no day could have shown them wrong",
    "no chance": "the forecast states no chance",
    "open": "the forecast is open",
    "void": "the forecast is void",
    "disputed": "the forecast is disputed",
    "contradicted": "it came true, and the premises contradict the claim",
    "depends": "it came true, and whether the premises say so depends on what they leave open",
    "restates": "it came true, and only restates a premise",
    "condition": "it came true, and its condition is met nowhere",
    "whatever": "it came true, and would hold whatever anybody wants",
    "inaction": "it came true, and would follow with no wants at all",
    "other scenario": "they are about what did not come about",
}


def score_page(record: ScoreRecord) -> Page:
    """How the forecasts did, and what was learned."""
    track = record.record
    blocks: list[Block] = [*_headline(track), *_table(track, scale_of(record.document.scale)), *_apart(track)]
    if leans := leanings_text(record.leaning, record.document, record.glossary):
        blocks.append(Sentence(leans, "caution"))
    blocks += [*_pairs(track), *_skills(track), *_calibration(track)]
    blocks += _post_mortem(record.after, Phrasing(record.glossary))
    return Page(tuple(blocks))


def _headline(track: TrackRecord) -> Iterator[Block]:
    many = len(track.forecasts)
    if not many:
        yield Sentence("The file has no forecasts: nothing dated, nothing to score.", "answer")
        return
    by = f" by {track.as_of}" if track.as_of else ""
    if track.score is None or track.log is None:
        yield Sentence(f"Of {count(many, 'forecast')}, none can be scored{by}.", "answer")
        return
    yield Sentence(
        f"{_past_close(track.scored, many)} past the scheduled close and "
        f"scored{by}: Brier {score_text(track.score)} (0 is best, always giving even odds scores "
        f"{score_text(Score(EVEN_ODDS, EVEN_ODDS))}), logarithmic {_log(track.log)} (even odds: 0.69).",
        "answer",
    )
    if track.averaged is not None and track.averaged != track.score:
        yield Sentence(f"Averaged over the days on which each chance stood: {score_text(track.averaged)}.", "answer")
    if track.averaged is None:
        yield Sentence(
            "Not averaged over days: it is not known when an updated forecast was made (made, as_of).", "note"
        )
    if track.scored < LEAST:
        yield Sentence(
            f"{capital(count(track.scored, 'forecast'))} {plural(track.scored, 'is', 'are')} a record, not a grade: below "
            f"{LEAST}, nothing is said about calibration.",
            "caution",
        )


def _past_close(scored: int, many: int) -> str:
    return f"{capital(some_of(scored, many, 'forecast'))} {'is' if scored == 1 else 'are'}"


def _log(score: LogScore) -> str:
    low, high = ("infinite" if value is None else f"{value:.2g}" for value in (score.low, score.high))
    return low if low == high else f"{low} to {high}"


def _table(track: TrackRecord, scale: str) -> Iterator[Block]:
    scored = [item for item in track.forecasts if item.score is not None]
    columns = (
        Column("", fixed=True),
        Column("Forecast"),
        Column("Closed", fixed=True),
        Column("Chance"),
        Column("Came true"),
        Column("Brier", right=True),
        Column("Log", right=True),
    )
    if scored:
        yield Table(columns, tuple(_row(item, scale) for item in scored), "Scored", by_row=True)


def _row(item: Scored, scale: str) -> tuple[str, ...]:
    updates = f", {count(item.updates, 'update')}" if item.updates else ""
    over = f" ({score_text(item.averaged)} over its days)" if item.updates and item.averaged is not None else ""
    return (
        item.name,
        f"{item.says}{f' (if: {item.given})' if item.given else ''}",
        str(item.closes),
        f"{chance_text(item.chance, scale)}{updates}",
        "yes" if item.came_true else "no",
        "" if item.score is None else f"{score_text(item.score)}{over}",
        "" if item.log is None else _log(item.log),
    )


def _apart(track: TrackRecord) -> Iterator[Block]:
    for fate in ("void", "disputed", "waiting", "no chance", "open"):
        if items := track.of(fate):
            names = shortened([item.name for item in items], _MOST)
            yield Sentence(f"{capital(_FATES[fate])}: {names}.", "item")


def _pairs(track: TrackRecord) -> Iterator[Block]:
    if track.pairs:
        yield Sentence("Pairs: what counts if a condition holds, and what if it fails", "heading")
    for pair in track.pairs:
        yield Sentence(_pair(pair), "caution" if len(pair.counted) > 1 else "item")


def _pair(pair: Pair) -> str:
    named = f"{pair.forecast} or {pair.otherwise}"
    if len(pair.counted) > 1:
        return f"{named}: both are resolved as if their condition had held, which is impossible."
    if pair.counted:
        other = pair.otherwise if pair.counted[0] == pair.forecast else pair.forecast
        return (
            f"{named}: {pair.counted[0]} came to count; nobody will know whether what {other} says would have happened."
        )
    return f"{named}: neither came to count." if pair.settled else f"{named}: not decided yet."


def _skills(track: TrackRecord) -> Iterator[Block]:
    rows = tuple(
        (_AGAINST[item.against], item.forecasts, score_text(item.own), score_text(item.other), _skill(item))
        for item in track.skills
    )
    columns = (
        Column("Beside"),
        Column("Forecasts", right=True),
        Column("These", fixed=True, right=True),
        Column("The other", fixed=True, right=True),
        Column("Skill", fixed=True, right=True),
    )
    if rows:
        yield Table(columns, rows, "Skill: 1 is perfect, 0 as good as the other, below 0 worse")


def _skill(item: Skill) -> str:
    if item.low is None or item.high is None:
        return "none: the other was perfect"
    low, high = signed_text(item.low), signed_text(item.high)
    return low if low == high else f"{low} to {high}"


def _calibration(track: TrackRecord) -> Iterator[Block]:
    if track.parts is None:
        return
    yield _parts(track.parts)
    columns = (
        Column("Said", fixed=True),
        Column("Forecasts", right=True),
        Column("On average", fixed=True, right=True),
        Column("Came true", fixed=True, right=True),
        Column("95% (Wilson)", fixed=True, right=True),
    )
    yield Table(columns, tuple(map(_bin, track.calibration)), "Calibration")


def _bin(item: Bin) -> tuple[str | int, ...]:
    share = Fraction(item.came_true, item.forecasts)
    return (
        percent_text(item.low, item.high),
        item.forecasts,
        percent_text(item.said),
        percent_text(share),
        percent_text(item.least, item.most),
    )


def _parts(parts: Decomposition) -> Table:
    rows = (
        _part("Brier score", parts.score),
        _part("reliability: less is better", parts.reliability),
        _part("resolution: more is better", parts.resolution),
        _part("uncertainty: of the events alone", parts.uncertainty),
        ("within bins", decimal_text(parts.within_bins, 4, fixed=True), ""),
    )
    columns = (Column("Part"), Column("", fixed=True, right=True), Column("95% (bootstrap)", fixed=True, right=True))
    return Table(columns, rows, "What the score is made of: reliability - resolution + uncertainty + within bins")


def _part(name: str, part: Part) -> tuple[str, str, str]:
    least, most = decimal_text(part.least, 4, fixed=True), decimal_text(part.most, 4, fixed=True)
    return name, decimal_text(part.value, 4, fixed=True), f"{least} to {most}"


# -- post-mortem -------------------------------------------------------------------------------------------------------


def _post_mortem(after: PostMortem, phrasing: Phrasing) -> Iterator[Block]:
    if after.observed is not None:
        yield from observed_sentences(after.observed, phrasing)
    if after.untested is not None:
        yield from _untested(after.untested, phrasing)
    if after.claims:
        yield Sentence("Credit", "heading")
        yield from _credits(after.claims, phrasing)
    if after.omitted:
        yield Sentence(f"Not modelled, though it could have been: {listed(after.omitted)}.")


def _untested(untested: Untested, phrasing: Phrasing) -> Iterator[Block]:
    yield Sentence("Never tested", "heading")
    questions = phrasing.glossary.questions
    yield from (
        Sentence(f"{questions[name].asks or name} ({name}): every answer is left.", "item")
        for name in untested.questions
    )
    if untested.wants:
        names = shortened(untested.wants, _MOST)
        yield Sentence(f"Wants without which what happened would be allowed in the same cells: {names}.", "item")
    if untested.drivers:
        yield Sentence(f"Drivers that no observation measures: {shortened(untested.drivers, _MOST)}.", "item")
    if not (untested.questions or untested.wants or untested.drivers):
        yield Sentence("What happened bears on every premise.", "item")


def _credits(claims: tuple[Credit, ...], phrasing: Phrasing) -> Iterator[Block]:
    for credit, words in (("deserved", "deserves it"), ("debit", "was wrong")):
        for item in claims:
            if item.credit == credit:
                yield Sentence(f"{_says(item, phrasing)} {words}: {_REASONS[item.reason]} ({item.forecast}).", "item")
    if not any(item.credit == "deserved" for item in claims):
        yield Sentence("No claim deserves credit for what happened.", "answer")
    for item in claims:
        if item.credit == "none" and item.forecast is not None:
            yield Sentence(f"{_says(item, phrasing)} cannot get it: {_REASONS[item.reason]} ({item.forecast}).", "item")
    for reason in ("other scenario", "no forecast"):
        if names := [item.claim for item in claims if item.reason == reason]:
            yield Sentence(f"{shortened(names, _MOST)} cannot get it: {_REASONS[reason]}.", "item")


def _says(item: Credit, phrasing: Phrasing) -> str:
    if item.claim == DRIFT:
        return "What comes first as drivers drift"
    return f'"{phrasing.glossary.claims[item.claim].says.rstrip(".")}" ({item.claim})'
