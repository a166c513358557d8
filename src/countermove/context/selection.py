"""Reads which game, and which state of it, a person means by what they type.

A *selection* is a choice of coding, reading, scenario, view and drivers. A *state* is ``start``, a code, or the options that
are on, separated by commas (``no option on``: none is). An *actor* is meant by its id, by its name in words or by another of
its names, with or without its article, in upper or lower case.

A state: its code, and the options that are on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from countermove.assessment.overlays import BASE, Selection
from gmcr import Conflict
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import CountermoveError, UnknownName, quoted
from gmcr.base.record import Record
from gmcr.model import NO_OPTION, OptionForm

__all__ = [
    "BASE",
    "Called",
    "Selection",
    "State",
    "actor_named",
    "coalition_named",
    "holders_named",
    "pairs",
    "partition_of",
    "select",
    "state_code",
    "state_in",
    "weights_named",
]


class State(NamedTuple):
    """A state."""

    code: int
    """A state's code: the sum of 2^k over the options that are on."""
    on: tuple[str, ...]
    """Full names of the options that are on."""


def state_in(conflict: Conflict, code: int) -> State:
    """The state of a code in option form."""
    return State(code, conflict.structure.on(code))


def select(
    *,
    codings: Iterable[str] = (),
    readings: Iterable[str] = (),
    scenario: str | None = None,
    view: str | None = None,
    settings: Iterable[str] = (),
) -> Selection:
    """A selection from texts: ``codings`` as ``CHOICE=CODING``, ``readings`` as ``QUESTION=ANSWER``, ``settings`` as
    ``DRIVER=NUMBER``.

    Raises CountermoveError where a text is not of that form or says two things of one name.
    """
    return Selection(
        coding=pairs(codings, "coding", "CHOICE=CODING"),
        reading=pairs(readings, "reading", "QUESTION=ANSWER"),
        scenario=scenario,
        view=view,
        drivers=pairs(settings, "driver", "DRIVER=NUMBER", argument="set_"),
    )


def state_code(conflict: Conflict, text: str) -> int:
    """The code of a state as a person writes it; feasible. Raises UnknownName, ModelError."""
    written = text.strip()
    if written == "start":
        return conflict.start
    if written.isascii() and written.isdigit():
        # An int of thousands of digits takes long to read and is never a code: 2^OptionForm.MOST bounds those.
        return conflict.code(int(written) if len(written) < OptionForm.MOST // 3 else 1 << OptionForm.MOST)
    if not conflict.options:
        return conflict.code(written)
    if written in (NO_OPTION, "nothing"):
        return conflict.code([])
    names = [part.strip() for part in written.split(",")]
    known = (*conflict.options, *(name.rpartition(".")[2] for name in conflict.options))
    for name in names:
        if name.partition("=")[0].strip() not in known:
            alone = len(names) == 1
            raise UnknownName("state or option" if alone else "option", name, ("start", *known) if alone else known)
    return conflict.code(names)


@dataclass(frozen=True, slots=True)
class Called(Record):
    """The names of the actors of a case: ``names``, id → name in words; ``aka``, id → other names."""

    names: Mapping[str, str]
    aka: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def means(self, text: str) -> list[str]:
        """The actors that a text names: the one with that id, otherwise those with that name."""
        written = _plain(text)
        if text.strip() in self.names:
            return [text.strip()]
        ids = [actor for actor in self.names if _plain(actor) == written]
        return ids or [
            actor
            for actor, name in self.names.items()
            if written and written in {_plain(other) for other in (name, *self.aka.get(actor, ()))}
        ]


def _plain(name: str) -> str:
    """Normalise a name for comparison: words alone, without a leading "the", in lower case."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def actor_named(called: Mapping[str, str] | Called, text: str) -> str:
    """The id of the actor that a person means. *called*: id → name in words, or with other names. Raises UnknownName."""
    known = called if isinstance(called, Called) else Called(called)
    actors = known.means(text)
    if len(actors) != 1:
        raise UnknownName("actor", text.strip(), known.names, called=known.names, also=known.aka)
    return actors[0]


def holders_named(
    called: Mapping[str, str] | Called, held: Mapping[str, str | None] | Iterable[str]
) -> dict[str, str | None]:
    """The holder of each view, by actor id, from a mapping or from texts ``ACTOR=VIEW``; None for the author's model,
    which a text calls ``author``. Raises UnknownName, CountermoveError (another form, an actor given twice)."""
    form = "Who holds which view is written ACTOR=VIEW (or ACTOR=author)"
    views = _by_actor(called, held, "view", form, "held")
    return views if isinstance(held, Mapping) else {k: None if v == "author" else v for k, v in views.items()}


def weights_named(
    called: Mapping[str, str] | Called, weights: Mapping[str, GivenNumber] | Iterable[str]
) -> dict[str, GivenNumber]:
    """The weights of actors, each by its id, from a mapping or from texts ``ACTOR=NUMBER``. Raises UnknownName,
    CountermoveError (another form, an actor given twice)."""
    return _by_actor(called, weights, "weight", "A weight is written ACTOR=NUMBER", "weights")


def _by_actor(
    called: Mapping[str, str] | Called, entries: Mapping[str, Any] | Iterable[str], what: str, form: str, argument: str
) -> dict[str, Any]:
    """Values given for actors, by actor id."""
    values: dict[str, Any] = {}
    pairs = entries.items() if isinstance(entries, Mapping) else (_pair(text, form, argument) for text in entries)
    for name, value in pairs:
        actor = actor_named(called, name)
        if actor in values:
            raise CountermoveError(f"The {what} of {actor} is given twice.", argument=argument)
        values[actor] = value
    return values


def _pair(text: str, form: str, argument: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise CountermoveError(f"{form}; {quoted(text)} is not of that form.", argument=argument)
    return name, value


def coalition_named(called: Mapping[str, str] | Called, text: str) -> str:
    """The ids of the actors that a person means, separated by commas. Raises UnknownName."""
    return ",".join(actor_named(called, part) for part in text.split(",")) if text.strip() else text


def partition_of(called: Mapping[str, str] | Called, text: str) -> tuple[tuple[str, ...], ...]:
    """The partition that a person means: blocks separated by slashes, actors in a block by commas. Actors that are not
    named stand alone. Raises UnknownName, CountermoveError (an actor in two blocks, an empty block)."""
    names = called.names if isinstance(called, Called) else called
    blocks = [tuple(coalition_named(called, block).split(",")) for block in text.split("/") if block.strip()]
    named = [actor for block in blocks for actor in block]
    if len(blocks) <= text.count("/"):
        raise CountermoveError(
            f"A partition is written A,B/C: blocks with slashes between them; {text!r} has an empty one."
        )
    for actor in named:
        if named.count(actor) > 1:
            raise CountermoveError(
                f"{names[actor]} is named twice in the partition {text!r}: every actor is in one block."
            )
    blocks += [(actor,) for actor in names if actor not in named]
    order = list(names)
    sorted_blocks = (tuple(sorted(block, key=order.index)) for block in blocks)
    return tuple(sorted(sorted_blocks, key=lambda block: order.index(block[0])))


def pairs(texts: Iterable[str], what: str, form: str, *, argument: str | None = None) -> dict[str, str]:
    """Texts ``NAME=VALUE`` as a mapping. For the error: *what* each is, its *form*, and the *argument* that it belongs
    to, if that has another name. Raises CountermoveError."""
    argument = argument or what
    values: dict[str, str] = {}
    for text in texts:
        name, value = _pair(text, f"A {what} is written {form}", argument)
        if values.setdefault(name, value) != value:
            message = f"The {what} {name} is given twice: as {values[name]} and as {value}."
            raise CountermoveError(message, argument=argument)
    return values
