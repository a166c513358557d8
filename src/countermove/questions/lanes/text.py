"""The ways out of the start in words: the act, what stops it, where the switch behind that stands, and what would follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.context.answer import Answer
from countermove.inquiry.number_switches import NumberSwitch
from countermove.inquiry.ways import Following, Lanes, NextStep, Way
from countermove.presentation.blocks import Column, Table, TableCell, Words
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.reasons import chain_text, preferred_text
from countermove.presentation.sentences import said
from countermove.presentation.states import called_texts, plain_move_text
from countermove.presentation.words import capital, concept_name, count, listed, number, plural
from gmcr.base.summary import Record

__all__ = [
    "LONGEST",
    "WayTold",
    "lanes_heads",
    "lanes_table",
    "lanes_title",
    "named_switch_text",
    "switch_text",
    "way_cells",
    "way_text",
    "ways_told",
]

_MOVES = 2
"""Actors that move, or by whose moves it would go on, and endings: so many are named at most."""


LONGEST = 140
"""Letters of a want that can be read as a reason; of a longer one the places of the two states are told."""


@dataclass(frozen=True, slots=True)
class WayTold(Record):
    """One way in words. ``reason``: why it is stopped, or taken, ``want`` the id of what decides ("" where there is none); ``chain``:
    what would decide without that, and so on, to the end, as far as there is more to it; ``follows``: what would follow ("" where it
    cannot be done yet)."""

    way: Way
    act: str
    reason: str
    want: str
    chain: str
    follows: str

    @property
    def decides(self) -> str:
        """The reason, and that it pays where it is taken."""
        return said("lanes.pays", reason=self.reason) if self.way.taken else self.reason

    @property
    def whole(self) -> str:
        """The reason with all that is behind it."""
        return "; ".join(filter(None, (self.reason, self.chain)))

    @property
    def sentence(self) -> str:
        """The act, and what decides, with all that is behind it."""
        return f"{self.act}: {'; '.join(filter(None, (self.decides, self.chain)))}"


def ways_told(answer: Answer, ways: tuple[Way, ...]) -> Iterator[WayTold]:
    """Some ways of an answer, in words."""
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    for way in ways:
        yield WayTold(
            way=way,
            act=_act(way, answer, phrasing),
            reason=_reason(way, answer, phrasing),
            want=way.want or "",
            chain=_chain(way, phrasing),
            follows="" if way.follows is None else _follows(way.follows, answer, phrasing),
        )


def lanes_title(answer: Answer) -> str:
    """What is found: that nobody moves, or who does."""
    found: Lanes = answer.found
    ways, taken = len(found.ways), len(found.taken)
    if not ways:
        return "Nobody moves: no act is open to anybody"
    out = f"{count(ways, 'way')} out"
    if not taken:
        nobody = "Nobody is known to move" if any(way.undecided for way in found.ways) else "Nobody moves"
        return f"{nobody}: {out}, and what stops {plural(ways, 'it', 'each')}"
    phrasing, movers = Phrasing(answer.glossary), dict.fromkeys(way.actor for way in found.taken)
    verb = "move" if len(movers) > _MOVES or phrasing.glossary.plurals >= movers.keys() else "moves"
    who = count(len(movers), "actor") if len(movers) > _MOVES else listed(map(phrasing.the, movers), "or")
    who = f"{capital(who)} {verb}"
    if taken == ways:
        return f"{who}: {out}, {plural(ways, 'which pays', 'each of which pays')}"
    rest = "the other" if ways - taken == 1 else "the rest"
    return f"{who}: {number(taken)} of {out} {plural(taken, 'pays', 'pay')}, and what stops {rest}"


def lanes_heads(found: Lanes) -> tuple[str, str]:
    """What stands above the reasons, and above what follows."""
    taken, ways = len(found.taken), len(found.ways)
    because = "what stops it" if not taken else "what speaks for it" if taken == ways else "what decides"
    then = "and if it did anyway" if not taken else "and then" if taken == ways else "and what follows"
    return because, then


# -- one way -----------------------------------------------------------------------------------------------------------


def _act(way: Way, answer: Answer, phrasing: Phrasing) -> str:
    if len(way.turned) == 1:
        ((option, on),) = way.turned
        return capital(phrasing.act(option, on=on))
    return capital(plain_move_text(way.actor, answer.found.start, way.target, answer.on, phrasing))


def _reason(way: Way, answer: Answer, phrasing: Phrasing) -> str:
    """What decides, without its id."""
    if way.needs is not None:
        return f"first {phrasing.clause(phrasing.glossary.formula(way.needs))}"
    if way.deterred:
        here, told = way.target, []
        for actor, there in way.deterred:
            told.append(plain_move_text(actor, here, there, answer.on, phrasing))
            here = there
        return f"would gain, but then {listed(told, 'and then')}"
    if way.undecided:
        return "would gain; whether that is deterred was not decided in time"
    wanted = "" if way.want is None else phrasing.short_reason(way.want, way.part)
    if 0 < len(wanted) <= LONGEST:
        return wanted
    if way.place is None or way.result == "indifferent":
        return f"{phrasing.agree(way.actor, 'gains', 'gain')} nothing by it"
    gains = way.result == "better"
    preferred = preferred_text(
        way.place, (None, None), phrasing, {}, gains=gains
    )  # the act that stands beside it names them
    return f"{phrasing.agree(way.actor, 'prefers', 'prefer')} {preferred}"


def _chain(way: Way, phrasing: Phrasing) -> str:
    """What is behind the want that decides; nothing of a way that its mover would take but for the others, or cannot take yet."""
    if way.needs is not None or (way.result == "better" and not way.taken):
        return ""
    reasons = [phrasing.short_reason(link.want, link.part) for link in way.chain.links if link.want is not None]
    if phrasing.glossary.alone and any(len(text) > LONGEST for text in reasons):
        return ""
    return chain_text(way.chain, phrasing)


def switch_text(switch: NumberSwitch) -> str:
    """Where the number that a want depends on is now, and from where the want turns: "0.60, turns below 0.30"."""
    now, threshold = (decimal_text(value, fixed=True) for value in (switch.now, switch.threshold))
    return said("want.turns", now=now, where=_tips(switch), threshold=threshold)


def named_switch_text(switch: NumberSwitch) -> str:
    """Where the number that tips an act is now, and from where it does: "window 0.60, tips below 0.30"."""
    now, threshold = (decimal_text(value, fixed=True) for value in (switch.now, switch.threshold))
    return said("lanes.tips", driver=switch.of, now=now, where=_tips(switch), threshold=threshold)


def _tips(switch: NumberSwitch) -> str:
    """On which side of the threshold the want is the other way; "at" where that begins with the threshold itself."""
    beyond = switch.above is not switch.on
    at = ("=" in switch.op) is not switch.on
    return "at" if at else "above" if beyond else "below"


def _follows(follows: Following, answer: Answer, phrasing: Phrasing) -> str:
    """What would follow: at once undone, what others do, and where it ends."""
    brings = _terms(follows.brings, phrasing)
    if follows.stays:
        return f"{capital(brings)}; it stays that way" if brings else "it stays that way"
    if follows.undone:
        return f"{capital(brings)}; undone at once" if brings else "undone at once"
    moves: dict[str, list[NextStep]] = {}
    for step in sorted(follows.steps, key=lambda step: not step.brings):
        moves.setdefault(step.actor, []).append(step)
    shown = [_moves(steps, answer, phrasing) for steps in list(moves.values())[:_MOVES]]
    if len(moves) > len(shown):
        shown.append(f"{count(len(moves) - len(shown), 'other')} {plural(len(moves) - len(shown), 'moves', 'move')}")
    return f"{capital(', or '.join(shown))}{_ends(follows, answer, phrasing)}"


def _moves(steps: list[NextStep], answer: Answer, phrasing: Phrasing) -> str:
    """The first of an actor's moves, and that it has others."""
    step = steps[0]
    told = plain_move_text(step.actor, step.source, step.target, answer.on, phrasing)
    brings = _terms(step.brings, phrasing)
    others = f", or {phrasing.agree(step.actor, 'makes', 'make')} another move" if len(steps) > 1 else ""
    return f"{told} ({brings}){others}" if brings else f"{told}{others}"


def _terms(names: tuple[str, ...], phrasing: Phrasing) -> str:
    return listed(phrasing.glossary.said.get(name) or f'"{name}" holds' for name in names)


def _ends(follows: Following, answer: Answer, phrasing: Phrasing) -> str:
    start = answer.found.start
    if not follows.whole:
        return ", and so on, through too many states to follow"
    if not follows.ends:
        return "; it runs in circles"
    others = [code for code in follows.ends if code != start]
    # A start that is left is no end: from there it goes on by the ways that are taken.
    now, ends = (
        ("; it is back at the start", ", or it ends ") if answer.found.taken else ("; it ends as it is now", ", or ")
    )
    if not others:
        return now
    after = {step.target for step in follows.steps}
    back = f"{now}{ends}" if len(others) < len(follows.ends) else ""
    if set(follows.ends) <= after:
        return ", and there it ends"
    if len(others) > _MOVES:
        return f"{back or '; it ends '}in one of {count(len(others), 'way')}"
    called = called_texts(others, start, answer.on, phrasing).values()
    where = f"in {listed(called, 'or')}" if phrasing.labelled else f"where {listed(called, 'or where')}"
    return f"{back or '; it ends '}{where}"


# -- the table ---------------------------------------------------------------------------------------------------------


def lanes_table(answer: Answer) -> Table:
    """Every way out, and what stops it."""
    titles = (Column("Way out"), Column("Taken", fixed=True), Column("Because"), Column("What would follow"))
    rows = tuple(map(way_cells, ways_told(answer, answer.found.ways)))
    return Table(titles, rows, f"Ways out of the start under {concept_name(answer.found.concept)}")


def way_cells(told: WayTold) -> tuple[TableCell, ...]:
    """A row of that table: the act, whether it is taken, what decides, and what would follow."""
    own, rest = told.decides, told.want
    if told.chain:
        own, rest = (own, f"{told.want}; {told.chain}") if told.want else (f"{own};", told.chain)
    reason = (Words(own, "strong" if told.way.taken else "plain"), *((Words(rest, "faint"),) if rest else ()))
    return (
        TableCell((Words(told.act, "title"),), ring=told.way.actor),
        TableCell((Words(_result(told.way)),)),
        TableCell((reason,), told=way_text(told)),
        TableCell((Words(told.follows, "faint"),) if told.follows else ()),
    )


def way_text(told: WayTold) -> str:
    """What decides about a way, with all that is behind it, and the number that would tip it."""
    want = f" ({told.want})" if told.want else ""
    tips = "" if told.way.switch is None else named_switch_text(told.way.switch)
    return "; ".join(filter(None, (f"{told.decides}{want}", told.chain, tips)))


def _result(way: Way) -> str:
    if way.taken:
        return "yes"
    if way.undecided:
        return "not decided"
    return {"better": "no: deterred", "not ready": "not yet"}.get(way.result, "no")
