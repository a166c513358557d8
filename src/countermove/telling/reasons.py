"""Why an actor gains or loses between two states, in words."""

from __future__ import annotations

from countermove.analysis.reasons import Reason
from countermove.telling.phrases import Teller
from countermove.telling.words import listed

__all__ = ["also_text", "because_text"]


def because_text(found: Reason, teller: Teller) -> str:
    """The want that decides, read on from a colon, with its id; "" where the actor ranks states directly."""
    return "" if found.want is None else teller.because(found.want, found.part)


def also_text(found: Reason) -> str:
    """The other wants that are gained and lost, by id; "" where there are none."""
    gained = [want for want in found.gained if want != found.want]
    lost = [want for want in found.lost if want != found.want]
    told = [f"also meets {listed(gained)}"] if gained else []
    told += [f"gives up {listed(lost)}"] if lost else []
    return listed(told)
