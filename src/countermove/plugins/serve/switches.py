"""What a reader has switched on the page: all of it, as it stands in the page's address.

``if=SCENARIO`` · ``eyes=VIEW`` · ``read=QUESTION:ANSWER,…`` · ``by=CONCEPT`` · ``set=DRIVER:NUMBER,…`` · ``do=STEP,…`` (changes
of wants, one after the other: ``drop:W``, ``turn:W``, ``lower:W``, ``above:W:X``, ``below:W:X``) · ``ask=PANEL`` · ``of=WHAT``.
The same in the address of a page that is served, and behind the ``#`` of a file. What names mean is known only with a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote

from countermove.assessment.steps import Step, step_from
from countermove.context.selection import Selection
from gmcr.base.errors import CountermoveError, quoted
from gmcr.base.summary import Record

__all__ = ["LONGEST", "NOTHING", "Switches", "parse"]

LONGEST = 8_192
"""Characters of an address, at most."""

_KEPT = ":,-._~"
"""Signs beside letters and digits that stand in an address as they are."""


@dataclass(frozen=True, slots=True)
class Switches(Record):
    """``scenario``, ``view``, ``concept``: None for the file's own; ``reading``: question → answer, those that are not the
    base's; ``drivers``: name → decimal text; ``steps``: changes of wants, in order; ``ask``: what is opened beside the first
    screen ("": nothing); ``of``: what that is about."""

    scenario: str | None = None
    view: str | None = None
    concept: str | None = None
    reading: Mapping[str, str] = field(default_factory=dict)
    drivers: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    ask: str = ""
    of: str = ""

    @property
    def pushed(self) -> bool:
        """Whether anything is otherwise than the file says."""
        return bool(self.drivers or self.steps)

    @property
    def selection(self) -> Selection:
        """Which game is looked at."""
        return Selection(dict(self.reading), self.scenario, self.view, dict(self.drivers))

    def but(self, **changes: Any) -> Switches:
        """The same with something else."""
        return replace(self, **changes)

    def without(self) -> Switches:
        """The same as the file says it."""
        return replace(self, drivers={}, steps=())

    @property
    def parts(self) -> dict[str, str]:
        """Name in an address → value, in one order whatever came first; what is not switched is ""."""
        return {
            "if": self.scenario or "",
            "eyes": self.view or "",
            "read": _joined(self.reading),
            "by": self.concept or "",
            "set": _joined(self.drivers),
            "do": ",".join(step.text for step in self.steps),
            "ask": self.ask,
            "of": self.of,
        }

    def query(self) -> str:
        """As it stands in an address; "" where nothing is switched."""
        return "&".join(f"{name}={quote(value, safe=_KEPT)}" for name, value in self.parts.items() if value)

    def href(self) -> str:
        """A link to it from the page itself."""
        return f"?{self.query()}"


NOTHING = Switches()
"""As the file says it."""


def parse(query: str) -> Switches:
    """What an address says. Raises CountermoveError for what is none: too long, no pair, a name or a step that is not known."""
    if len(query) > LONGEST:
        raise CountermoveError(f"The address has {len(query):,} characters; {LONGEST:,} are read at most.")
    try:
        query.encode("utf-8")  # half a character is no text
        given = parse_qsl(query.lstrip("?#"), keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:
        raise CountermoveError("The address is not one of this page: its text is broken.") from None
    found = {name: value for name, value in given if name in _READ}  # others are somebody else's, such as a token
    said = {_READ[name][0]: _READ[name][1](value) for name, value in found.items()}
    # A form without a script says each answer by itself.
    alone = {name.removeprefix("read."): value for name, value in given if name.startswith("read.") and value}
    return Switches(**said, **({"reading": said.pop("reading", {}) | alone} if alone else {}))


def _name(text: str) -> str | None:
    return text.strip() or None


def _pairs(text: str) -> dict[str, str]:
    found = {}
    for part in filter(None, text.split(",")):
        name, colon, value = (piece.strip() for piece in part.partition(":"))
        if not (name and colon and value):
            raise CountermoveError(
                f"The address says NAME:VALUE, with commas between; {quoted(part)} is not of that form."
            )
        found[name] = value
    return found


def _steps(text: str) -> tuple[Step, ...]:
    return tuple(map(step_from, filter(None, (part.strip() for part in text.split(",")))))


def _joined(pairs: Mapping[str, str]) -> str:
    return ",".join(f"{name}:{value}" for name, value in pairs.items())


_READ: Mapping[str, tuple[str, Any]] = {
    "if": ("scenario", _name),
    "eyes": ("view", _name),
    "read": ("reading", _pairs),
    "by": ("concept", _name),
    "set": ("drivers", _pairs),
    "do": ("steps", _steps),
    "ask": ("ask", str.strip),
    "of": ("of", str.strip),
}
"""Name in an address → the field, and what reads its value."""
