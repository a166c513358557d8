"""Reads a certificate: with limits, rejecting unknown fields, and with one clear error. The input may come from
anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from countermove.context.frame import Assumptions, Frame
from countermove.plugins.proofs.certify.model import (
    Countered,
    Counters,
    Decided,
    Leaves,
    ModelText,
    Moved,
    Stays,
    Whole,
    decision_in,
    game_in,
)
from gmcr.analysis import Decision, SymbolicGame
from gmcr.base.arguments import shown
from gmcr.base.errors import CountermoveError, UnknownName, quoted
from gmcr.base.files import read_json
from gmcr.base.record import Record
from gmcr.model import OptionForm

__all__ = ["Certificate", "read_certificate"]

T = TypeVar("T")

_VERSION = 1
_MOST = 1_000_000
"""Characters of all formulas together: as many as a case file may have."""
_NAMES = OptionForm.MOST + 1
"""The largest number of names in one list."""


@dataclass(frozen=True, slots=True)
class Certificate(Record):
    """The content of a certificate. ``decisions`` are in the order of the file, about states of ``game``."""

    frame: Frame
    model: ModelText
    game: SymbolicGame
    state: int
    decisions: tuple[Decision, ...]


def read_certificate(path: Path) -> Certificate:
    """The certificate in a file of at most 16 MB. Raises CountermoveError: the fault, and where."""
    data = read_json(path, once=True)
    try:
        return _certificate(data)
    except CountermoveError as error:
        raise CountermoveError(f"{path}: {error}") from None


def _certificate(data: Any) -> Certificate:
    if not isinstance(data, dict) or data.get("record") != "certificate":
        raise CountermoveError(
            'this is not a certificate: one has "record": "certificate" (countermove certify writes it).'
        )
    if type(data.get("version")) is not int or data["version"] != _VERSION:  # true and 1.0 equal 1 too
        raise CountermoveError(
            f"version: certificates of version {_VERSION} are read, not {shown(data.get('version'))}."
        )
    whole = _fields(data, "", ("record", "version", "case", "digest", "assumptions", "data"))
    frame = Frame(_text(whole["case"], "case"), _text(whole["digest"], "digest"), _assumptions(whole["assumptions"]))
    fields = _fields(whole["data"], "data", ("model", "state", "decisions"))
    model = _model(fields["model"])
    formulas = (*model.needs.values(), *model.never, *(want for own in model.wants.values() for want in own))
    if sum(map(len, formulas)) > _MOST:
        raise CountermoveError(f"data.model: the formulas have more than {_MOST:,} characters, the most that is read.")
    try:
        game = game_in(model)
    except CountermoveError as error:
        raise CountermoveError(f"data.model.{error}") from None
    state = _state(game, _texts(fields["state"], "data.state"))
    decisions = tuple(
        decision_in(game.form, state, _decided(item, place), place)
        for item, place in _items(fields["decisions"], "data.decisions")
    )
    return Certificate(frame, model, game, state, decisions)


def _state(game: SymbolicGame, on: tuple[str, ...]) -> int:
    """The code of the state in which these options are on, each written canonically and once: other readers know no
    other names.
    """
    try:
        code = game.form.code(on)
    except UnknownName as error:
        raise CountermoveError(f"data.state: {error}") from None
    written = Counter(game.form.on(code))
    if strange := Counter(on) - written:
        raise CountermoveError(
            f"data.state: {quoted(next(iter(strange)))} cannot appear there. What is on appears there once, by its full name: an "
            "option in degrees with one level, as in 'a.x = some', and not at all at its lowest."
        )
    return code


def _assumptions(data: Any) -> Assumptions:
    """The selection of the game in its case, the requested concepts, and assumptions that no proof depends on."""
    if not isinstance(data, dict):
        raise _wrong("assumptions", "an object", data)
    absent: dict[str, Any] = {"concepts": [], "bound": None, "seed": None, "apart": [], "unlisted": None, "coding": {}}
    fields = _fields({**absent, **data}, "assumptions", ("reading", "scenario", "view", "drivers", *absent))
    for name in ("bound", "seed"):
        if fields[name] is not None:
            raise _wrong(f"assumptions.{name}", "null", fields[name])
    return Assumptions(
        reading=_mapped(fields["reading"], "assumptions.reading", _text),
        scenario=_or_none(fields["scenario"], "assumptions.scenario", _text),
        view=_or_none(fields["view"], "assumptions.view", _text),
        drivers=_mapped(fields["drivers"], "assumptions.drivers", _text),
        concepts=_texts(fields["concepts"], "assumptions.concepts"),
        apart=tuple(_texts(item, place) for item, place in _items(fields["apart"], "assumptions.apart")),
        unlisted=_or_none(fields["unlisted"], "assumptions.unlisted", _whole),
        coding=_mapped(fields["coding"], "assumptions.coding", _text) or {},
    )


def _model(data: Any) -> ModelText:
    place = "data.model"
    names = ("actors", "options", "nobodys", "one_way", "needs", "levels", "never", "wants")
    fields = _fields(data, place, names)
    return ModelText(
        actors=_names(fields["actors"], f"{place}.actors"),
        options=_names(fields["options"], f"{place}.options"),
        nobodys=_names(fields["nobodys"], f"{place}.nobodys"),
        one_way=_mapped(fields["one_way"], f"{place}.one_way", _direction),
        needs=_mapped(fields["needs"], f"{place}.needs", _text),
        levels=_mapped(fields["levels"], f"{place}.levels", _names),
        never=_texts(fields["never"], f"{place}.never"),
        wants=_mapped(fields["wants"], f"{place}.wants", _texts),
    )


def _decided(data: Any, place: str) -> Decided:
    fields = _fields(data, place, ("actor", "concept", "stable", "stays", "leaves"))
    stable = fields["stable"]
    if stable is not None and not isinstance(stable, bool):
        raise _wrong(f"{place}.stable", "true, false or null", stable)
    return Decided(
        actor=_text(fields["actor"], f"{place}.actor"),
        concept=_text(fields["concept"], f"{place}.concept"),
        stable=stable,
        stays=_or_none(fields["stays"], f"{place}.stays", _stays),
        leaves=_or_none(fields["leaves"], f"{place}.leaves", _leaves),
    )


def _stays(data: Any, place: str) -> Stays:
    fields = _fields(data, place, ("whole", "improvements"))
    whole: Whole | None = next((word for word in get_args(Whole) if word == fields["whole"]), None)
    if whole is None:
        raise _wrong(f"{place}.whole", " or ".join(map(quoted, get_args(Whole))), fields["whole"])
    return Stays(whole, tuple(_countered(*item) for item in _items(fields["improvements"], f"{place}.improvements")))


def _countered(data: Any, place: str) -> Countered:
    fields = _fields(data, place, ("move", "path"))
    return Countered(
        _moved(fields["move"], f"{place}.move"), tuple(_step(*item) for item in _items(fields["path"], f"{place}.path"))
    )


def _step(data: Any, place: str) -> Counters:
    fields = _fields(data, place, ("actor", "on", "off"))
    actor = _text(fields["actor"], f"{place}.actor")
    return Counters(actor, _texts(fields["on"], f"{place}.on"), _texts(fields["off"], f"{place}.off"))


def _moved(data: Any, place: str) -> Moved:
    fields = _fields(data, place, ("on", "off"))
    return Moved(_texts(fields["on"], f"{place}.on"), _texts(fields["off"], f"{place}.off"))


def _leaves(data: Any, place: str) -> Leaves:
    fields = _fields(data, place, ("move", "invariant"))
    clauses = tuple(_texts(*item) for item in _items(fields["invariant"], f"{place}.invariant"))
    return Leaves(_moved(fields["move"], f"{place}.move"), clauses)


# -- plain data --------------------------------------------------------------------------------------------------------


def _fields(data: Any, place: str, names: tuple[str, ...]) -> dict[str, Any]:
    """The fields of an object that has these and no others."""
    if not isinstance(data, dict):
        raise _wrong(place, "an object", data)
    for name in names:
        if name not in data:
            raise CountermoveError(f"{place or 'the file'}: {quoted(name)} is missing.")
    for name in data:
        if name not in names:
            raise CountermoveError(f"{place or 'the file'}: {UnknownName('field', name, names)}")
    return data


def _items(data: Any, place: str) -> Iterator[tuple[Any, str]]:
    """The items of a list, each with its place."""
    if not isinstance(data, list):
        raise _wrong(place, "a list", data)
    return ((item, f"{place}.{number}") for number, item in enumerate(data))


def _text(data: Any, place: str) -> str:
    if not isinstance(data, str):
        raise _wrong(place, "a text", data)
    return data


def _whole(data: Any, place: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or data < 0:
        raise _wrong(place, "a whole number", data)
    return data


def _direction(data: Any, place: str) -> Literal["forward", "back"]:
    if data not in ("forward", "back"):
        raise _wrong(place, "'forward' or 'back'", data)
    return "forward" if data == "forward" else "back"


def _texts(data: Any, place: str) -> tuple[str, ...]:
    if isinstance(data, list) and all(isinstance(item, str) for item in data):
        return tuple(data)
    return tuple(_text(*item) for item in _items(data, place))


def _names(data: Any, place: str) -> tuple[str, ...]:
    """A list of texts, no longer than an option in degrees can have levels: a longer one would take long before the
    game is refused.
    """
    names = _texts(data, place)
    if len(names) > _NAMES:
        raise CountermoveError(f"{place}: {len(names):,} names; at most {_NAMES:,} are read.")
    return names


def _mapped(data: Any, place: str, read: Callable[[Any, str], T]) -> Mapping[str, T]:
    if not isinstance(data, dict):
        raise _wrong(place, "an object", data)
    return {name: read(item, f"{place}.{name}") for name, item in data.items()}


def _or_none(data: Any, place: str, read: Callable[[Any, str], T]) -> T | None:
    return None if data is None else read(data, place)


def _wrong(place: str, of: str, data: Any) -> CountermoveError:
    return CountermoveError(f"{place or 'the file'}: this should be {of}, not {shown(data)}.")
