"""levers in words: who can move whom to what, at what cost, and where the lever would die."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.context.answer import Answer
from countermove.presentation.assumptions import scenario_text
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table, TableCell, Words
from countermove.presentation.numbers import exact_number, stretch_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.steps import explains, inducements_text, pays_text, places_text
from countermove.presentation.words import capital, count, listed, plural
from countermove.questions.levers.compute import Lever, LeverSetting, LeverThreshold, Pull

__all__ = [
    "act_text",
    "cannot_text",
    "every_pair",
    "lever_cells",
    "levers_table",
    "levers_text",
    "owner_text",
    "reply_text",
]


def levers_text(answer: Answer) -> AnswerText:
    """Every option as a lever."""
    phrasing, result = Phrasing(answer.glossary, answer.frame.assumptions.view), answer.record
    first, *rest = result.settings
    title = "who can move whom" + (
        f" if {scenario_text(first.scenario, answer.glossary)}" if first.scenario is not None else ""
    )
    head: list[Block] = [] if result.complete else [Sentence(_interrupted(answer), "caution")]
    if not (result.complete or first.levers):
        return AnswerText(title, tuple(head))
    head += _answers(first, answer, phrasing)
    body: list[Block] = []
    if first.moving():
        body.append(levers_table(first, first.moving(), phrasing, "What a single act moves others to"))
    body += _paying(first, answer, phrasing)
    waking = [(lever, pull) for lever in first.levers for pull in lever.pulls if not pull.moves and pull.thresholds]
    if waking:
        body.append(Sentence("What moves nobody now but would under other numbers", "heading"))
        body += [_inactive(lever, pull, phrasing) for lever, pull in waking]
    if rest:
        body.append(Sentence("In the scenarios", "heading"))
        body += [block for setting in rest for block in _scenario(setting, first, answer, phrasing)]
    body.append(
        Sentence(
            "Best replies look no further than one move, so the concept plays no part in whom an act moves. Every driver is varied "
            "alone: an act works at those numbers at which it moves the actor to all that is shown here, or further.",
            "note",
        )
    )
    return AnswerText(title, tuple(head), tuple(body))


def _interrupted(record: Answer) -> str:
    first, *rest = record.record.settings
    every = record.glossary.options
    if not first.levers:
        return "Interrupted before any act was tried."
    parts = []
    if len(first.levers) < len(every):
        were = plural(len(first.levers), "was", "were")
        parts.append(f"only {len(first.levers)} of {count(len(every), 'act')} {were} tried")
    seen = {setting.scenario for setting in rest}
    missing = [] if first.scenario is not None else [name for name in record.glossary.scenarios if name not in seen]
    if missing:
        parts.append(
            f"{count(len(missing), 'scenario was', 'scenarios were')} not looked at: "
            f"{'; '.join(scenario_text(name, record.glossary) for name in missing)}"
        )
    return f"Interrupted: {listed(parts)}."


def _answers(setting: LeverSetting, record: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    moving, complete = setting.moving(), record.record.complete
    if not moving:
        tried = "" if complete else " that was tried"
        yield Sentence(f"No single act{tried} moves anybody else.", "answer")
        return
    movers: dict[str, dict[str, None]] = {}
    for lever, pull in moving:
        movers.setdefault(lever.actor, {})[pull.actor] = None
    parts = [f"{phrasing.the(actor)} can move {phrasing.actors(others)}" for actor, others in movers.items()]
    yield Sentence(f"{capital('; '.join(parts))}.", "answer")
    if setting.inducements:
        who = dict.fromkeys(item.actor for item in setting.inducements)
        yield Sentence(f"A move can pay {phrasing.actors(who)} through the answer that it brings.", "answer")
    strategic = [(lever, pull) for item in record.record.settings for lever, pull in item.moving() if pull.strategic]
    if not strategic and complete and _has_strategic(record):
        yield Sentence("All of that is tactical: nobody's act moves anybody on strategy, in any scenario.", "answer")
    elif strategic:
        moved = phrasing.actors(dict.fromkeys(pull.actor for _, pull in strategic))
        yield Sentence(f"On strategy, {moved} can be moved: see the table.", "answer")
    unmoved = [actor for actor in record.glossary.actors if not any(pull.actor == actor for _, pull in moving)]
    if unmoved and complete:
        yield Sentence(f"Nothing that anybody else does moves {listed(map(phrasing.the, unmoved), 'or')}.")


def _has_strategic(record: Answer) -> bool:
    return any(lever.kind == "strategic" for lever in record.record.settings[0].levers)


# -- the table ---------------------------------------------------------------------------------------------------------


def levers_table(
    setting: LeverSetting, pairs: Sequence[tuple[Lever, Pull | None]], phrasing: Phrasing, caption: str
) -> Table:
    """What acts move others to, a row for each act and actor who answers it; for an act without an answer, why."""
    titles = ("If", "Then", "Who acts", "Who answers", "It works where")
    rows = tuple(lever_cells(lever, pull, phrasing, setting.begun) for lever, pull in pairs)
    return Table(tuple(map(Column, titles)), rows, caption)


def every_pair(setting: LeverSetting) -> list[tuple[Lever, Pull | None]]:
    """Every act with every actor who answers it, or would under other numbers; an act without one comes alone."""
    pairs: list[tuple[Lever, Pull | None]] = []
    for lever in setting.levers:
        own = [pull for pull in lever.pulls if pull.moves or pull.thresholds]
        pairs += [(lever, pull) for pull in own] or [(lever, None)]
    return pairs


def lever_cells(lever: Lever, pull: Pull | None, phrasing: Phrasing, on: frozenset[str]) -> tuple[TableCell, ...]:
    """A row of that table. ``on``: the acts that are on at the start."""
    act = TableCell((Words(capital(act_text(lever, phrasing)), "strong"),), ring=lever.actor)
    if lever.status != "free":
        return act, _cell(capital(cannot_text(lever, phrasing))), _cell(), _cell(), _cell()
    pays = pays_text(lever.pays) or "not until what it needs holds"
    pays = "" if set(lever.pays.values()) == {"never"} else pays
    owner = TableCell((Words(owner_text(lever, phrasing)), *([Words(f"pays {pays}", "small")] if pays else [])))
    if pull is None:
        return act, _cell("Nobody answers"), owner, _cell(), _cell()
    reply = reply_text(pull, phrasing, on) if pull.moves else f"{phrasing.the(pull.actor)}: no answer at these numbers"
    feels = _feels(pull) if pull.moves else ""
    return act, _cell(capital(reply), pull.actor), owner, _cell(feels), _cell(_where(pull.thresholds))


def _cell(text: str = "", ring: str = "") -> TableCell:
    return TableCell((Words(text),) if text else (), ring)


def act_text(lever: Lever, phrasing: Phrasing) -> str:
    """The toggled act as a clause."""
    return phrasing.act(lever.option, on=lever.on)


def reply_text(pull: Pull, phrasing: Phrasing, on: frozenset[str]) -> str:
    """How an actor's behaviour would change, as a clause. ``on``: the acts that are on at the start."""
    parts = []
    for shift in pull.shifts:
        if shift.after == "either":
            now = f"may {phrasing.base(shift.option)} or not"
        elif shift.after == "off" and shift.option not in on:
            now = phrasing.not_done(shift.option).removeprefix(f"{phrasing.the(pull.actor)} ")
        else:
            now = phrasing.act(shift.option, on=shift.after == "on", subject=False)
        parts.append(f"{now} (strategic)" if shift.kind == "strategic" else now)
    return f"{phrasing.the(pull.actor)} {listed(parts)}"


def owner_text(lever: Lever, phrasing: Phrasing) -> str:
    """Whether an act's owner gains or loses by it, and why."""
    assert lever.cost is not None
    text = {"gains": "gains by it", "loses": "loses by it", "neither": "does not mind"}[lever.cost.result]
    if explains(lever.cost, phrasing) and lever.cost.want:
        return f"{text}: {phrasing.because(lever.cost.want, lever.cost.part)}"
    return f"{text}: {places_text(lever.cost.place)}" if lever.cost.sign else text


def cannot_text(lever: Lever, phrasing: Phrasing) -> str:
    """Why an act cannot be toggled alone."""
    if lever.status == "settled":
        return "cannot be taken back"
    why = phrasing.glossary.rules.get(lever.rule or "") or lever.rule or ""
    return f"cannot be done alone{': ' if why.startswith('never ') else ', as '}{why}"


# -- what pays ---------------------------------------------------------------------------------------------------------


def _paying(setting: LeverSetting, record: Answer, phrasing: Phrasing) -> Iterator[Block]:
    """What pays its own maker at the start: each act alone, then the moves made for the answer that they get."""
    acts = [lever for lever in setting.levers if set(lever.pays.values()) - {"never"}]
    words = inducements_text(setting.inducements, record.on, phrasing)
    if not acts and not words:
        yield Sentence("No act pays its own maker, either at once or through the answer that it brings.")
        return
    if acts:
        rows = [(capital(phrasing.act(lever.option, on=lever.on)), pays_text(lever.pays)) for lever in acts]
        columns = (Column("Act"), Column("It pays its maker"))
        yield Table(
            columns, tuple(rows), "Acts that pay their own maker; no other pays, either at once or through its answer"
        )
    if words:
        yield Sentence("Moves made for the answer that they bring", "heading")
        yield from (Sentence(text, "item") for text in words)


def _feels(pull: Pull) -> str:
    word = {1: "better off", 0: "no better or worse", -1: "worse off"}
    texts, after = (word[item.sign] + (f" ({item.want})" if item.want else "") for item in (pull.effect, pull.replied))
    return f"{texts}; once it has answered, {after}"


def _where(thresholds: Sequence[LeverThreshold]) -> str:
    if not thresholds:
        return "whatever the numbers"
    return "; ".join(f"{_region(item)} (now {exact_number(item.now)})" for item in thresholds)


def _region(item: LeverThreshold) -> str:
    parts = (stretch_text(item.driver, part, *item.whole) for part in item.works)
    return listed(parts, "or") or f"{item.driver}: nowhere"


def _inactive(lever: Lever, pull: Pull, phrasing: Phrasing) -> Sentence:
    act = capital(phrasing.act(lever.option, on=lever.on))
    return Sentence(f"{act}: it would move {phrasing.the(pull.actor)} at {_where(pull.thresholds)}.", "item")


# -- scenarios ---------------------------------------------------------------------------------------------------------


def _scenario(setting: LeverSetting, first: LeverSetting, record: Answer, phrasing: Phrasing) -> Iterator[Block]:
    known = {_key(lever, pull) for lever, pull in first.moving()}
    here = {_key(lever, pull): (lever, pull) for lever, pull in setting.moving()}
    fresh = [pair for key, pair in here.items() if key not in known]
    gone = [(lever, pull) for lever, pull in first.moving() if _key(lever, pull) not in here]
    name = f"If {scenario_text(str(setting.scenario), phrasing.glossary)}"
    offers = [item for item in setting.inducements if item not in first.inducements]
    yield from (Sentence(f"{name}: {text}", "item") for text in inducements_text(offers, record.on, phrasing))
    if not fresh and not gone:
        yield Sentence(f"{name}: the same acts move the same actors to the same things.", "item")
        return
    words = f"{count(len(fresh), 'new or different lever')}; {count(len(gone), 'lever')} gone or different"
    yield Sentence(f"{name}: {words}.", "item")
    if fresh:
        yield levers_table(
            setting, fresh, phrasing, f"Only if {scenario_text(str(setting.scenario), phrasing.glossary)}"
        )


def _key(lever: Lever, pull: Pull) -> tuple[object, ...]:
    return (lever.option, lever.on, pull.actor, pull.shifts)
