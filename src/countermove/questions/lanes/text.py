"""The ways out of the start in words: the act, what stops it, where the switch behind that stands, and what would
follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.context.answer import Answer
from countermove.inquiry.reasons import NumberSwitch
from countermove.inquiry.ways import Following, Lanes, NextStep, Way
from countermove.presentation.blocks import Column, Table, TableCell, Words
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.states import called_texts, plain_move_text
from countermove.presentation.steps import chain_text, preferred_text
from countermove.presentation.words import capital, concept_name, count, listed, number, plural
from gmcr.base.record import Record

__all__ = [
    "LONGEST",
    "WayText",
    "lanes_heads",
    "lanes_table",
    "lanes_title",
    "named_switch_text",
    "switch_text",
    "way_cells",
    "way_text",
    "way_texts",
]

_MOVES = 2
"""The number named of actors that move, or by whose moves it would go on, and of endings."""


LONGEST = 140
"""The largest length of a want that can be read as a reason; for a longer one the ranks of the two states are given."""


@dataclass(frozen=True, slots=True)
class WayText(Record):
    """One way in words. ``reason``: why it is stopped, or taken; ``want``: the id of the want that decides ("" if there
    is none); ``chain``: what would decide without that, and so on to the end, if there is more to it; ``tips``: the number
    that would tip it, if there is one; ``follows``: what would follow ("" if it cannot be done yet)."""

    way: Way
    act: str
    reason: str
    want: str
    chain: str
    tips: str
    follows: str

    @property
    def decides(self) -> str:
        """The reason, saying that it pays if it is taken."""
        return said("lanes.pays", reason=self.reason) if self.way.taken else self.reason

    @property
    def whole(self) -> str:
        """The reason with the whole chain behind it."""
        return "; ".join(filter(None, (self.reason, self.chain)))

    @property
    def sentence(self) -> str:
        """The act, and what decides, with the whole chain behind it."""
        return f"{self.act}: {'; '.join(filter(None, (self.decides, self.chain)))}"


def way_texts(answer: Answer, ways: tuple[Way, ...]) -> Iterator[WayText]:
    """Some ways of an answer, in words."""
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    for way in ways:
        yield WayText(
            way=way,
            act=_act(way, answer, phrasing),
            reason=_reason(way, answer, phrasing),
            want=way.want or "",
            chain=_chain(way, phrasing),
            tips="" if way.switch is None else named_switch_text(way.switch, phrasing.driver(way.switch.of)),
            follows="" if way.follows is None else _follows(way.follows, answer, phrasing),
        )


def lanes_title(answer: Answer) -> str:
    """The result: that nobody moves, or who does."""
    result: Lanes = answer.record
    ways, number_taken = len(result.ways), len(result.taken)
    if not ways:
        return said("lanes.title.closed")
    out = count(ways, "way")
    if not number_taken:
        known = "unknown" if any(way.undecided for way in result.ways) else "nobody"
        return said(f"lanes.title.{known}", ways=out, each=plural(ways, "it", "each"))
    phrasing, movers = Phrasing(answer.glossary), dict.fromkeys(way.actor for way in result.taken)
    move = "move" if len(movers) > _MOVES or phrasing.glossary.plurals >= movers.keys() else "moves"
    who = count(len(movers), "actor") if len(movers) > _MOVES else listed(map(phrasing.the, movers), "or")
    if number_taken == ways:
        pays = plural(ways, "which pays", "each of which pays")
        return said("lanes.title.all", who=capital(who), move=move, ways=out, pays=pays)
    rest = "the other" if ways - number_taken == 1 else "the rest"
    pay = plural(number_taken, "pays", "pay")
    return said(
        "lanes.title.some", who=capital(who), move=move, some=number(number_taken), ways=out, pay=pay, rest=rest
    )


def lanes_heads(result: Lanes) -> tuple[str, str]:
    """The headings above the reasons, and above what follows."""
    number_taken, ways = len(result.taken), len(result.ways)
    because = "what stops it" if not number_taken else "what speaks for it" if number_taken == ways else "what decides"
    then = "and if it did anyway" if not number_taken else "and then" if number_taken == ways else "and what follows"
    return because, then


# -- one way -----------------------------------------------------------------------------------------------------------


def _act(way: Way, answer: Answer, phrasing: Phrasing) -> str:
    if len(way.turned) == 1:
        ((option, on),) = way.turned
        return capital(phrasing.act(option, on=on))
    return capital(plain_move_text(way.actor, answer.record.start, way.target, answer.on, phrasing))


def _reason(way: Way, answer: Answer, phrasing: Phrasing) -> str:
    """The reason that decides, without its id."""
    if way.needs is not None:
        return said("lanes.first", needs=phrasing.clause(phrasing.glossary.formula(way.needs)))
    if way.deterred:
        here, parts = way.target, []
        for actor, there in way.deterred:
            parts.append(plain_move_text(actor, here, there, answer.on, phrasing))
            here = there
        return said("lanes.deterred", moves=listed(parts, "and then"))
    if way.undecided:
        return said("lanes.unknown")
    wanted = "" if way.want is None else phrasing.short_reason(way.want, way.part)
    if 0 < len(wanted) <= LONGEST:
        return wanted
    if way.place is None or way.result == "indifferent":
        return said("lanes.nothing", gain=phrasing.agree(way.actor, "gains", "gain"))
    gains = way.result == "better"
    preferred = preferred_text(way.place, (None, None), phrasing, {}, gains=gains)  # the act beside it names them
    return said("lanes.prefers", prefer=phrasing.agree(way.actor, "prefers", "prefer"), preferred=preferred)


def _chain(way: Way, phrasing: Phrasing) -> str:
    """The chain behind the want that decides; empty if the mover would take the way but for the others, or cannot take
    it yet."""
    if way.needs is not None or (way.result == "better" and not way.taken):
        return ""
    reasons = [phrasing.short_reason(link.want, link.part) for link in way.chain.links if link.want is not None]
    if phrasing.glossary.alone and any(len(text) > LONGEST for text in reasons):
        return ""
    return chain_text(way.chain, phrasing)


def switch_text(switch: NumberSwitch) -> str:
    """The present value of the number that a want depends on, and where the want turns: "0.60, turns below 0.30"."""
    now, threshold = (decimal_text(value, fixed=True) for value in (switch.now, switch.threshold))
    return said("want.turns", now=now, where=_tips(switch), threshold=threshold)


def named_switch_text(switch: NumberSwitch, driver: str = "") -> str:
    """The present value of the number that tips an act, and where it tips: "window 0.60, tips below 0.30". *driver*: what
    the number is called, if not as in the file."""
    now, threshold = (decimal_text(value, fixed=True) for value in (switch.now, switch.threshold))
    return said("lanes.tips", driver=driver or switch.of, now=now, where=_tips(switch), threshold=threshold)


def _tips(switch: NumberSwitch) -> str:
    """The side of the threshold on which the want turns; "at" if that includes the threshold itself."""
    beyond = switch.above is not switch.on
    at = ("=" in switch.op) is not switch.on
    return "at" if at else "above" if beyond else "below"


def _follows(follows: Following, answer: Answer, phrasing: Phrasing) -> str:
    """What would follow: an immediate reversal, what others do, and where it ends."""
    if follows.stays or follows.undone:
        then = said("lanes.stays" if follows.stays else "lanes.undone")
        brings = _terms(follows.brings, phrasing)
        return said("lanes.brings", terms=capital(brings), then=then) if brings else then
    moves: dict[str, list[NextStep]] = {}
    for step in sorted(follows.steps, key=lambda step: not step.brings):
        moves.setdefault(step.actor, []).append(step)
    shown = [_moves(steps, answer, phrasing) for steps in list(moves.values())[:_MOVES]]
    if (rest := len(moves) - len(shown)) > 0:
        shown.append(said("lanes.others", others=count(rest, "other"), move=plural(rest, "moves", "move")))
    return f"{capital(', or '.join(shown))}{_ends(follows, answer, phrasing)}"


def _moves(steps: list[NextStep], answer: Answer, phrasing: Phrasing) -> str:
    """The first of an actor's moves, and that it has others."""
    step = steps[0]
    text = plain_move_text(step.actor, step.source, step.target, answer.on, phrasing)
    if brings := _terms(step.brings, phrasing):
        text = said("lanes.move.brings", move=text, terms=brings)
    if len(steps) > 1:
        text = said("lanes.move.another", move=text, make=phrasing.agree(step.actor, "makes", "make"))
    return text


def _terms(names: tuple[str, ...], phrasing: Phrasing) -> str:
    return listed(map(phrasing.term, names))


def _ends(follows: Following, answer: Answer, phrasing: Phrasing) -> str:
    start = answer.record.start
    if not follows.whole:
        return said("lanes.ends.too_far")
    if not follows.ends:
        return said("lanes.ends.circles")
    others = [code for code in follows.ends if code != start]
    # A start that is left is no end: from there it goes on by the ways that are taken.
    now = said("lanes.ends.back" if answer.record.taken else "lanes.ends.now")
    if not others:
        return now
    if set(follows.ends) <= {step.target for step in follows.steps}:
        return said("lanes.ends.there")
    if len(others) == len(follows.ends):
        before = said("lanes.ends.only")
    else:
        before = f"{now}{said('lanes.ends.or_it' if answer.record.taken else 'lanes.ends.or')}"
    if len(others) > _MOVES:
        return said("lanes.ends.many", before=before, ways=count(len(others), "way"))
    called = called_texts(others, start, answer.on, phrasing).values()
    if phrasing.labelled:
        return said("lanes.ends.in", before=before, states=listed(called, "or"))
    return said("lanes.ends.where", before=before, states=listed(called, "or where"))


# -- the table ---------------------------------------------------------------------------------------------------------


def lanes_table(answer: Answer) -> Table:
    """Every way out, and what stops it."""
    titles = (Column("Way out"), Column("Taken", fixed=True), Column("Because"), Column("What would follow"))
    rows = tuple(map(way_cells, way_texts(answer, answer.record.ways)))
    return Table(titles, rows, f"Ways out of the start under {concept_name(answer.record.concept)}")


def way_cells(words: WayText) -> tuple[TableCell, ...]:
    """A row of that table: the act, whether it is taken, what decides, and what would follow."""
    own, rest = words.decides, words.want
    if words.chain:
        own, rest = (own, f"{words.want}; {words.chain}") if words.want else (f"{own};", words.chain)
    reason = (Words(own, "strong" if words.way.taken else "plain"), *((Words(rest, "faint"),) if rest else ()))
    return (
        TableCell((Words(words.act, "title"),), ring=words.way.actor),
        TableCell((Words(_result(words.way)),)),
        TableCell((reason,), plain=way_text(words)),
        TableCell((Words(words.follows, "faint"),) if words.follows else ()),
    )


def way_text(words: WayText) -> str:
    """What decides a way, with the whole chain behind it, and the number that would tip it."""
    want = f" ({words.want})" if words.want else ""
    return "; ".join(filter(None, (f"{words.decides}{want}", words.chain, words.tips)))


def _result(way: Way) -> str:
    if way.taken:
        return "yes"
    if way.undecided:
        return "not decided"
    return {"better": "no: deterred", "not ready": "not yet"}.get(way.result, "no")
