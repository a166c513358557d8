"""roads in words: what can be reached from the start, each road step by step, and why nobody turns back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.context.answer import Answer
from countermove.inquiry.reasons import Reason
from countermove.presentation.blocks import AnswerText, Block, Cell, Column, Sentence, Table
from countermove.presentation.numbers import whole_number
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import key_text, move_text, named_text, options_text, state_columns, whole_text
from countermove.presentation.steps import also_text, because_text, explains, lead_text, reach_sentence, since_text
from countermove.presentation.words import capital, concept_name, concepts_phrase, count, listed, plural, under_words
from countermove.questions.roads.compute import Equilibrium, Goal, Return, Road, RoadMap

__all__ = ["roads_text"]

_WAYS = {"moves": "any moves", "improvements": "improvements"}
_ROWS = 12
_JUMPS = 4


def roads_text(answer: Answer) -> AnswerText:
    """Where the conflict can get from the start."""
    phrasing, result = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.record
    head: list[Block] = [] if result.complete else [Sentence(_interrupted(result), "caution")]
    said = [_answer(answer, phrasing)] if result.concepts else []
    head += [Sentence(text, "answer") for text in said]
    body: list[Block] = [_ways_table(result), *_road_sentences(answer, phrasing)]
    if result.goal is not None:
        aim, reached = f"The way to {phrasing.target(result.goal.text)}", _goal_text(result.goal, phrasing)
        body += [Sentence(aim, "heading"), Sentence(reached, "answer"), *_goal(answer, phrasing)]
        said.append(f"{aim}: {reached.removesuffix(':').removesuffix('.')}.")
    body += _equilibria(answer, phrasing)
    under = f"The start: {whole_text(result.start, answer.on, phrasing)}."
    return AnswerText("roads from the status quo", tuple(head), tuple(body), short=" ".join(said), under=under)


def _interrupted(result: RoadMap) -> str:
    missing = [f"the roads {under_words(result.unfollowed)}"] if result.unfollowed else []
    missing += [f"{count(result.untold, 'road')} to outcomes step by step"] if result.untold else []
    missing += ["perhaps jumps of coalitions"]
    return f"Interrupted. Missing: {listed(missing)}."


def _answer(record: Answer, phrasing: Phrasing) -> str:
    result = record.record
    stay = [name for name in result.concepts if result.outcomes(name) == (result.start,)]
    if len(stay) == len(result.concepts):
        under = "under any concept" if len(stay) > 1 else under_words(stay)
        return f"No road leads away from the status quo {under}."
    parts = []
    if stay:
        parts.append(f"{capital(under_words(stay))}, no road leads away from the status quo.")
    groups: dict[tuple[int, ...], list[str]] = {}
    for name in result.concepts:
        if name not in stay:
            groups.setdefault(result.outcomes(name), []).append(name)
    for ends, names in groups.items():
        if not ends:
            parts.append(f"{capital(under_words(names))}, the roads run in circles and end nowhere.")
            continue
        where = [whole_text(code, record.on, phrasing) if code in record.on else str(code) for code in ends]
        at = ("in ", ", or in ") if phrasing.labelled else ("where ", "; or where ")
        parts.append(f"{capital(under_words(names))}, roads end {at[0]}{at[1].join(where)}.")
    return " ".join(parts)


def _ways_table(result: RoadMap) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for way in result.reached:
        ends = whole_number(len(way.outcomes)) if way.mode in result.concepts else ""
        rows.append((_way(way.mode), whole_number(way.codes.size), int(way.lengths.max()), ends))
    columns = (
        Column("By"),
        Column("States reached", right=True),
        Column("Most moves needed", right=True),
        Column("Outcomes", right=True),
    )
    return Table(columns, tuple(rows), f"What can be reached, of {count(result.states, 'feasible state')}")


def _way(mode: str) -> str:
    return _WAYS.get(mode) or f"steps under {concept_name(mode)}"


# -- roads with reasons ------------------------------------------------------------------------------------------------


def _road_sentences(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    groups: dict[tuple[object, ...], list[Road]] = {}
    for road in record.record.roads:
        if road.steps:
            groups.setdefault((road.steps, road.returns), []).append(road)
    for roads in groups.values():
        first = roads[0]
        names = concepts_phrase([road.concept for road in roads])
        goal = named_text(first.outcome, record.on, phrasing)
        yield Sentence(f"The road to {goal}, under {names}", "heading")
        for step in first.steps:
            yield Sentence(_step(step, record, phrasing), "item")
        yield Sentence("Nobody turns back:" if first.returns else "Nobody has anything to take back.")
        for back in first.returns:
            yield Sentence(_return(back, record, phrasing), "item")
        deterred = [item for item in first.settled if item.deterred]
        if deterred:
            many = [f"{phrasing.the(item.actor)} ({count(len(item.deterred), 'move')})" for item in deterred]
            verb = plural(len(deterred), "one actor would gain by leaving and is", "some would gain by leaving and are")
            text = f"There {verb} deterred by countermoves: {listed(many)}; `why` explains each."
            yield Sentence(text, "note")
    if record.record.untold and record.record.complete:
        lead = capital(count(record.record.untold, "further outcome has", "further outcomes have"))
        yield Sentence(f"{lead} no road shown here.", "note", "(--json lists all states)")


def _step(step: Reason, record: Answer, phrasing: Phrasing) -> str:
    text = move_text(step.actor, step.before, step.after, record.on, phrasing)
    since, many = since_text(step, phrasing, record.on), phrasing.many(step.actor)
    it, its = ("they", "their") if many else ("it", "its")
    if step.sign > 0:
        text += since
    elif step.sign < 0:
        text += f", against {its} own interest{since}"
    else:
        text += f", though {it} {'gain' if many else 'gains'} nothing by it"
    also = also_text(step) if explains(step, phrasing) else ""
    return f"{capital(text)}; that {also}." if also else f"{capital(text)}."


def _return(back: Return, record: Answer, phrasing: Phrasing) -> str:
    who, many = capital(phrasing.the(back.actor)), phrasing.many(back.actor)
    if back.status == "nothing":
        return f"{who} are where they began." if many else f"{who} is where it began."
    if back.status == "cannot":
        return f"{who} cannot take back what {'they' if many else 'it'} did."
    if back.status == "infeasible":
        return f"{who} cannot go back: a rule excludes that."
    assert back.reason is not None
    because = because_text(back.reason, phrasing, record.on)
    if back.status == "loses":
        return f"{who} would lose by it{since_text(back.reason, phrasing, record.on)}."
    if back.status == "no gain":
        return f"{who} would gain nothing by it."
    here, parts = back.target, []
    assert here is not None
    for actor, code in back.path:
        parts.append(move_text(actor, here, code, record.on, phrasing))
        here = code
    return f"{who} would gain by it ({because}), but then {listed(parts, 'and then')}."


# -- the goal ----------------------------------------------------------------------------------------------------------


def _goal_text(goal: Goal, phrasing: Phrasing) -> str:
    """Whether and how the goal is reached."""
    if goal.now:
        return "The status quo is there already."
    if not goal.count:
        return "No feasible state has it."
    moves = goal.ways["moves"]
    if moves is None:
        return "Nobody's moves lead there from the status quo."
    lead = f"{capital(count(len(moves), 'move is', 'moves are'))} enough"
    who = list(dict.fromkeys(step.actor for step in moves if step.sign <= 0))
    if not who:
        return f"{lead}, each to the gain of whoever makes it:"
    return f"{lead}, but {phrasing.actors(who)} would have to act against {phrasing.agree(who, 'its', 'their')} own interest:"


def _goal(record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    """The moves that suffice, who would make them, and how far roads lead there."""
    goal = record.record.goal
    moves = goal.ways["moves"]
    for step in moves or ():
        yield Sentence(_step(step, record, phrasing), "item")
    if goal.reach:
        led = lead_text(goal.led, record.on, phrasing)
        yield Sentence(f"{reach_sentence(phrasing.target(goal.text), goal.reach)} {led}".rstrip())
    if moves is not None and goal.ways["improvements"] is None:
        yield Sentence("No improvements lead there, whatever answer they would meet.")


# -- equilibria --------------------------------------------------------------------------------------------------------


def _equilibria(record: Answer, phrasing: Phrasing) -> Iterator[Block]:
    result = record.record
    jumps = [row for row in result.equilibria if row.jumps]
    if jumps:
        yield _jumps_table(jumps, record, phrasing)
    rows = sorted(result.equilibria, key=lambda row: (row.ways["improvements"] is None, not row.jumps, row.code))
    table = tuple(_row(row, record, phrasing) for row in rows[:_ROWS])
    if table:
        columns = (
            *_state_columns(phrasing),
            Column("By moves", right=True),
            Column("By improvements", right=True),
            Column("By steps"),
        )
        caption = "Equilibria, and how many moves a shortest way to each takes (those that improvements lead to first)"
        yield Table(columns, table, caption)
    remaining = result.left_out + max(0, len(rows) - _ROWS)
    if remaining:
        yield Sentence(f"{remaining:,} further equilibria are left out.", "note", "(--json lists up to 200)")


def _jumps_table(rows: Sequence[Equilibrium], record: Answer, phrasing: Phrasing) -> Table:
    columns = (
        *_state_columns(phrasing),
        Column("Who jumps there, each for what"),
        Column("From"),
    )
    cells = tuple(
        (*(_state_cells(row, record, phrasing) if not place else ("",) * len(_state_columns(phrasing))), *words)
        for row in rows[:_ROWS]
        for place, words in enumerate(_jumps(row, record, phrasing))
    )
    rest = len(rows) - _ROWS
    more = f" (the first {_ROWS} equilibria; {rest} more)" if rest > 0 else ""
    return Table(columns, cells, f"Where coalitions could jump but single actors cannot get by improvements{more}")


def _jumps(row: Equilibrium, record: Answer, phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    """Who jumps, and from where."""
    for jump in row.jumps[:_JUMPS]:
        who = listed(f"{phrasing.actor(g.actor)} ({g.want})" if g.want else phrasing.actor(g.actor) for g in jump.gains)
        yield who, "the start" if jump.origin == record.record.start else named_text(jump.origin, record.on, phrasing)
    if len(row.jumps) > _JUMPS:
        yield f"and {len(row.jumps) - _JUMPS} more", ""


def _state_columns(phrasing: Phrasing) -> tuple[Column, ...]:
    return *state_columns(phrasing, "On"), Column("Equilibrium under")


def _state_cells(row: Equilibrium, record: Answer, phrasing: Phrasing) -> tuple[Cell, ...]:
    key = key_text(row.code, record.on, phrasing, start=record.record.start)
    under = _names(row.concepts, record.record.concepts)
    return (key, under) if phrasing.labelled else (key, options_text(record.on[row.code], phrasing), under)


def _row(row: Equilibrium, record: Answer, phrasing: Phrasing) -> tuple[Cell, ...]:
    steps = [name for name in row.concepts if row.ways[name] is not None]
    return (
        *_state_cells(row, record, phrasing),
        _length(row.ways["moves"]),
        _length(row.ways["improvements"]),
        _names(steps, record.record.concepts),
    )


def _names(names: Sequence[str], every: Sequence[str]) -> str:
    return "-" if not names else "all" if len(names) == len(every) > 1 else " ".join(names)


def _length(path: Sequence[object] | None) -> Cell:
    return "-" if path is None else len(path)
