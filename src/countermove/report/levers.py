"""levers in words: who can move whom to what, at what cost, and where the lever would die."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from countermove.analysis.line import Stretch
from countermove.desk.levers import LeversRecord
from countermove.questions.levers import Lever, LeverSetting, Pull, Threshold
from countermove.report.assumptions import game_text
from countermove.report.phrases import Teller
from countermove.report.text import Block, Column, Page, Sentence, Table
from countermove.report.words import capital, count, listed, plural

__all__ = ["levers_page"]


def levers_page(record: LeversRecord) -> Page:
    """Every option as a lever."""
    teller = Teller(record.glossary, record.frame.assumptions.view)
    first, *rest = record.found.settings
    where = f" in {first.scenario}" if first.scenario is not None else ""
    blocks: list[Block] = [
        Sentence(f"{record.frame.case}: who can move whom{where}", "heading"),
        Sentence(game_text(record.frame, teller), "note"),
    ]
    if not record.found.complete:
        blocks.append(Sentence(_interrupted(record), "caution"))
    if not (record.found.complete or first.levers):
        return Page(tuple(blocks))
    blocks += _answers(first, record, teller)
    if first.moving():
        blocks.append(_table(first.moving(), teller, "What one act, alone, moves others to"))
    waking = [(lever, pull) for lever in first.levers for pull in lever.pulls if not pull.moves and pull.thresholds]
    if waking:
        blocks.append(Sentence("What moves nobody now and would under other numbers", "heading"))
        blocks += [_asleep(lever, pull, teller) for lever, pull in waking]
    if rest:
        blocks.append(Sentence("In the scenarios", "heading"))
        blocks += [block for setting in rest for block in _scenario(setting, first, teller)]
    blocks.append(
        Sentence(
            "Best replies look no further than one move, so no concept plays a part. Every driver is varied alone: an act "
            "works at those numbers at which it moves the actor to all that is told here, or further.",
            "note",
        )
    )
    return Page(tuple(blocks))


def _interrupted(record: LeversRecord) -> str:
    first, *rest = record.found.settings
    every = record.glossary.options
    if not first.levers:
        return "Interrupted before any act was tried."
    told = []
    if len(first.levers) < len(every):
        were = plural(len(first.levers), "was", "were")
        told.append(f"only {len(first.levers)} of {count(len(every), 'act')} {were} tried")
    seen = {setting.scenario for setting in rest}
    missing = [] if first.scenario is not None else [name for name in record.glossary.scenarios if name not in seen]
    if missing:
        told.append(f"{count(len(missing), 'scenario was', 'scenarios were')} not gone through ({listed(missing)})")
    return f"Interrupted: {listed(told)}."


def _answers(setting: LeverSetting, record: LeversRecord, teller: Teller) -> Iterator[Sentence]:
    moving, complete = setting.moving(), record.found.complete
    if not moving:
        tried = "" if complete else " that was tried"
        yield Sentence(f"No single act{tried} moves anybody else.", "answer")
        return
    movers: dict[str, dict[str, None]] = {}
    for lever, pull in moving:
        movers.setdefault(lever.actor, {})[pull.actor] = None
    told = [f"{teller.actor(actor)} can move {teller.actors(others)}" for actor, others in movers.items()]
    yield Sentence(f"{'; '.join(told)}.", "answer")
    strategic = [(lever, pull) for item in record.found.settings for lever, pull in item.moving() if pull.strategic]
    if not strategic and complete and _has_strategic(record):
        yield Sentence(
            "All of that is tactics: no act of anybody moves anybody on strategy, in any scenario.", "answer"
        )
    elif strategic:
        moved = listed(dict.fromkeys(teller.actor(pull.actor) for _, pull in strategic))
        yield Sentence(f"On strategy, {moved} can be moved: see the table.", "answer")
    unmoved = [actor for actor in record.glossary.actors if not any(pull.actor == actor for _, pull in moving)]
    if unmoved and complete:
        yield Sentence(f"Nothing that anybody else does moves {teller.actors(unmoved)}.")


def _has_strategic(record: LeversRecord) -> bool:
    return any(lever.kind == "strategic" for lever in record.found.settings[0].levers)


def _table(rows: Sequence[tuple[Lever, Pull]], teller: Teller, caption: str) -> Table:
    told = tuple(
        (
            capital(teller.act(lever.option, on=lever.on)),
            _result(lever),
            _moved(pull, teller),
            _feels(pull),
            _where(pull.thresholds),
        )
        for lever, pull in rows
    )
    columns = (
        Column("If"),
        Column("Its own interest"),
        Column("It moves"),
        Column("What that actor makes of it"),
        Column("It works where"),
    )
    return Table(columns, told, caption)


def _result(lever: Lever) -> str:
    assert lever.cost is not None
    word = {1: "gains", 0: "neither", -1: "loses"}[lever.cost.sign]
    return word if lever.cost.want is None else f"{word} ({lever.cost.want})"


def _moved(pull: Pull, teller: Teller) -> str:
    told = []
    for shift in pull.shifts:
        mark = "" if shift.kind != "strategic" else " (strategy)"
        if shift.after == "either":
            told.append(f"to be indifferent whether to {teller.base(shift.option)}{mark}")
        else:
            phrase = teller.base(shift.option) if shift.after == "on" else _off(shift.option, shift.before, teller)
            told.append(f"to {phrase}{mark}")
    return f"{teller.actor(pull.actor)} {listed(told)}"


def _off(option: str, before: str, teller: Teller) -> str:
    return teller.undo(option) if before == "on" else f"not {teller.base(option)}"


def _feels(pull: Pull) -> str:
    word = {1: "better off", 0: "no better or worse", -1: "worse off"}
    told = word[pull.effect.sign] + (f" ({pull.effect.want})" if pull.effect.want else "")
    after = word[pull.replied.sign] + (f" ({pull.replied.want})" if pull.replied.want else "")
    return f"{told}; once it has answered {after}"


def _where(thresholds: Sequence[Threshold]) -> str:
    if not thresholds:
        return "whatever the numbers"
    return "; ".join(f"{_region(item)} (now {_number(item.now)})" for item in thresholds)


def _region(item: Threshold) -> str:
    low, high = item.whole
    return listed((_stretch(item.driver, part, low, high) for part in item.works), "or") or f"{item.driver}: nowhere"


def _stretch(driver: str, part: Stretch, low: Fraction, high: Fraction) -> str:
    if part.low == part.high:
        return f"{driver} = {_number(part.low)}"
    above = f"{driver} {'>=' if part.with_low else '>'} {_number(part.low)}"
    below = f"{driver} {'<=' if part.with_high else '<'} {_number(part.high)}"
    open_low = part.low == low and part.with_low
    open_high = part.high == high and part.with_high
    if open_low and open_high:
        return f"any {driver}"
    if open_low:
        return below
    return above if open_high else f"{above} and {below}"


def _number(value: Fraction) -> str:
    """A decimal where it has a short one, a fraction otherwise."""
    short = f"{float(value):.6g}"
    return short if Fraction(short) == value else str(value)


def _asleep(lever: Lever, pull: Pull, teller: Teller) -> Sentence:
    act = capital(teller.act(lever.option, on=lever.on))
    return Sentence(f"{act}: it would move {teller.actor(pull.actor)} at {_where(pull.thresholds)}.", "item")


# -- scenarios ---------------------------------------------------------------------------------------------------------


def _scenario(setting: LeverSetting, first: LeverSetting, teller: Teller) -> Iterator[Block]:
    known = {_key(lever, pull) for lever, pull in first.moving()}
    here = {_key(lever, pull): (lever, pull) for lever, pull in setting.moving()}
    fresh = [pair for key, pair in here.items() if key not in known]
    gone = [(lever, pull) for lever, pull in first.moving() if _key(lever, pull) not in here]
    why = teller.glossary.scenarios.get(setting.scenario or "")
    name = f"{setting.scenario} ({why})" if why else str(setting.scenario)
    if not fresh and not gone:
        yield Sentence(f"{name}: the same acts move the same actors to the same things.", "item")
        return
    told = f"{count(len(fresh), 'lever')} new or different, {count(len(gone), 'lever')} gone or different"
    yield Sentence(f"{name}: {told}.", "item")
    if fresh:
        yield _table(fresh, teller, f"Only in {setting.scenario}")


def _key(lever: Lever, pull: Pull) -> tuple[object, ...]:
    return (lever.option, lever.on, pull.actor, pull.shifts)
