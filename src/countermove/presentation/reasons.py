"""Why an actor gains or loses between two states, in words: by the want that decides, or by the places of the two in its order.

Places are told where an actor ranks states directly, and where the want that decides is too long to be read as a reason.
"""

from __future__ import annotations

from typing import Protocol

from countermove.inquiry.reasons import Chain, Place, Reason
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.sentences import said
from countermove.presentation.states import On
from countermove.presentation.words import listed, number, ordinal

__all__ = ["Decided", "also_text", "because_text", "chain_text", "decided", "places_text", "preferred_text"]

_MOST = 4
"""Options of a state that are named in a reason at most."""


class Decided(Protocol):
    """What a want may have decided."""

    @property
    def want(self) -> str | None:
        """The want that decides; None where its actor ranks states directly."""

    @property
    def part(self) -> str:
        """The part of it in force in both states."""


def decided(found: Decided, phrasing: Phrasing) -> bool:
    """Whether the want that decides tells why: there is one, and it can be read."""
    return found.want is not None and not phrasing.too_long(found.want, found.part)


def because_text(found: Reason, phrasing: Phrasing, on: On | None = None) -> str:
    """What decides, read on from a colon: the want, with its id, or the places of the two states. ``on``: for states whose names
    are told. "" where an actor that ranks states is indifferent."""
    if found.want is not None and decided(found, phrasing):
        return phrasing.because(found.want, found.part)
    if not found.sign:
        return ""
    told = preferred_text(found.place, (found.before, found.after), phrasing, on or {}, gains=found.sign > 0)
    return f"{phrasing.agree(found.actor, 'it prefers', 'they prefer')} {told}"


def chain_text(found: Chain, phrasing: Phrasing) -> str:
    """What would decide without the want that does, and so on, and what the act comes to without all of them; "" where there is
    nothing behind that want. ``phrasing``: with the words of the game in which it was found."""
    if not found.told:
        return ""
    parts = []
    for place, link in enumerate(found.links[1:], start=1):
        want, part = link.want or "", link.part
        parts.append(said("chain.next", wants=_left_out(place), reason=phrasing.its_reason(want, part)))
    end = {1: "chain.end.pays", -1: "chain.end.loses", 0: "chain.end.nothing"}[found.end]
    actor = phrasing.agree(found.links[0].actor, "it", "they")
    slots = {} if found.end == 0 else {"actor": actor}
    return "; ".join((*parts, said(end, wants=_left_out(len(found.links)), **slots)))


def _left_out(count: int) -> str:
    """So many wants that were just told."""
    return {1: "that", 2: "both"}.get(count) or f"all {number(count)}"


def preferred_text(
    place: Place | None, states: tuple[int | None, int | None], phrasing: Phrasing, on: On, *, gains: bool
) -> str:
    """Which of two states is preferred to which, read on from "prefers": "strike (3rd of 12) to nothing (5th)"; without places
    where states are too many to be counted. ``gains``: whether it is the second."""
    now, then = (_named(code, phrasing, on) for code in states)
    if not now or not then:
        now, then = "things as they are", "that"
    if place is None:
        return f"{then} to {now}" if gains else f"{now} to {then}"
    better, worse = ((then, place.then), (now, place.now))[:: 1 if gains else -1]
    return f"{better[0]} ({ordinal(better[1])} of {place.of}) to {worse[0]} ({ordinal(worse[1])})"


def places_text(place: Place | None) -> str:
    """From where to where an actor comes in its order: "from 8th to 6th of 12"; "" where that is not known."""
    return "" if place is None else f"from {ordinal(place.now)} to {ordinal(place.then)} of {place.of}"


def _named(code: int | None, phrasing: Phrasing, on: On) -> str:
    """A state by what is on, or its label; "" where that is not known, or too long."""
    if code is None or code not in on or len(on[code]) > _MOST:
        return ""
    if phrasing.labelled:
        return on[code][0]
    return " + ".join(plain_option(phrasing, option) for option in on[code]) or "nothing"


def also_text(found: Reason) -> str:
    """The other wants that are gained and lost, by id; "" where there are none."""
    gained = [want for want in found.gained if want != found.want]
    lost = [want for want in found.lost if want != found.want]
    told = [f"also meets {listed(gained)}"] if gained else []
    told += [f"gives up {listed(lost)}"] if lost else []
    return listed(told)
