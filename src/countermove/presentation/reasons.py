"""Why an actor gains or loses between two states, in words: by the want that decides, or by the two places in its
order.

Places are used if an actor ranks states directly, or if the want that decides is too long to be read as a reason.
"""

from __future__ import annotations

from typing import Protocol

from countermove.inquiry.reasons import Chain, Place, Reason
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.sentences import said
from countermove.presentation.states import On
from countermove.presentation.words import listed, number, ordinal

__all__ = ["DecidingWant", "also_text", "because_text", "chain_text", "explains", "places_text", "preferred_text"]

_MOST = 4
"""The most options of a state that a reason names."""


class DecidingWant(Protocol):
    """Something that a want may have decided."""

    @property
    def want(self) -> str | None:
        """The want that decides; None where its actor ranks states directly."""

    @property
    def part(self) -> str:
        """The part of it in force in both states."""


def explains(reason: DecidingWant, phrasing: Phrasing) -> bool:
    """Whether the want that decides explains it: there is one, and it can be read."""
    return reason.want is not None and not phrasing.too_long(reason.want, reason.part)


def because_text(reason: Reason, phrasing: Phrasing, on: On | None = None) -> str:
    """The deciding reason, read on from a colon: the want, with its id, or the places of the two states. ``on``: the
    options of states to be named. "" if an actor that ranks states is indifferent."""
    if reason.want is not None and explains(reason, phrasing):
        return phrasing.because(reason.want, reason.part)
    if not reason.sign:
        return ""
    preferred = preferred_text(reason.place, (reason.before, reason.after), phrasing, on or {}, gains=reason.sign > 0)
    return f"{phrasing.agree(reason.actor, 'it prefers', 'they prefer')} {preferred}"


def chain_text(chain: Chain, phrasing: Phrasing) -> str:
    """What would decide without the want that does, and so on, and what the act is worth without all of them; "" if no
    other want stands behind it. ``phrasing``: with the words of the game in which it was found."""
    if not chain.told:
        return ""
    parts = []
    for place, link in enumerate(chain.links[1:], start=1):
        want, part = link.want or "", link.part
        parts.append(said("chain.next", wants=_left_out(place), reason=phrasing.its_reason(want, part)))
    end = {1: "chain.end.pays", -1: "chain.end.loses", 0: "chain.end.nothing"}[chain.end]
    actor = phrasing.agree(chain.links[0].actor, "it", "they")
    slots = {} if chain.end == 0 else {"actor": actor}
    return "; ".join((*parts, said(end, wants=_left_out(len(chain.links)), **slots)))


def _left_out(count: int) -> str:
    """The wants just named, *count* of them, as a pronoun."""
    return {1: "that", 2: "both"}.get(count) or f"all {number(count)}"


def preferred_text(
    place: Place | None, states: tuple[int | None, int | None], phrasing: Phrasing, on: On, *, gains: bool
) -> str:
    """Which of two states is preferred to which, read on from "prefers": "strike (3rd of 12) to nothing (5th)"; without
    places if there are too many states to count. ``gains``: whether the second is preferred."""
    now, then = (_named(code, phrasing, on) for code in states)
    if not now or not then:
        now, then = "things as they are", "that"
    if place is None:
        return f"{then} to {now}" if gains else f"{now} to {then}"
    better, worse = ((then, place.then), (now, place.now))[:: 1 if gains else -1]
    return f"{better[0]} ({ordinal(better[1])} of {place.of}) to {worse[0]} ({ordinal(worse[1])})"


def places_text(place: Place | None) -> str:
    """The places between which an actor moves in its order: "from 8th to 6th of 12"; "" if unknown."""
    return "" if place is None else f"from {ordinal(place.now)} to {ordinal(place.then)} of {place.of}"


def _named(code: int | None, phrasing: Phrasing, on: On) -> str:
    """A state by the options that are on, or its label; "" if unknown or too long."""
    if code is None or code not in on or len(on[code]) > _MOST:
        return ""
    if phrasing.labelled:
        return on[code][0]
    return " + ".join(plain_option(phrasing, option) for option in on[code]) or "nothing"


def also_text(reason: Reason) -> str:
    """The other wants that are gained and lost, by id; "" if none."""
    gained = [want for want in reason.gained if want != reason.want]
    lost = [want for want in reason.lost if want != reason.want]
    parts = [f"also meets {listed(gained)}"] if gained else []
    parts += [f"gives up {listed(lost)}"] if lost else []
    return listed(parts)
