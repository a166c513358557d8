"""A game as a certificate holds it: names and formulas as texts, with the drivers' values substituted.

Decisions as a certificate holds them: moves by the options that they switch on and off, so that no code is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gmcr import CONCEPTS
from gmcr.analysis import Decision, SymbolicGame
from gmcr.base.errors import CountermoveError, FormulaError, UnknownName, quoted
from gmcr.base.record import Record
from gmcr.logic import Degrees, Formula, Symbol, Vocabulary, parse, to_text
from gmcr.model import ModelOption, NeverRule, OptionForm

__all__ = [
    "Countered",
    "Counters",
    "Decided",
    "Leaves",
    "ModelText",
    "Moved",
    "Stays",
    "Whole",
    "decided",
    "decision_in",
    "differences",
    "game_in",
    "model_text",
]


@dataclass(frozen=True, slots=True)
class ModelText(Record):
    """A game by its names and formulas. Formulas are texts over options by their full names, without drivers; of an option in
    degrees ``a.x >= mid`` says that it has passed a level."""

    actors: tuple[str, ...]
    """The actors."""
    options: tuple[str, ...]
    """Options by their full names, actor.option, each actor's together; an option in degrees once."""
    nobodys: tuple[str, ...]
    """The options that nobody owns: they never change."""
    one_way: Mapping[str, Literal["forward", "back"]]
    """Option → its direction, where it can be switched on only ("forward") or off only ("back")."""
    needs: Mapping[str, str]
    """Option → the formula that has to hold before the move that switches it on."""
    levels: Mapping[str, tuple[str, ...]]
    """Option in degrees → its levels, lowest first."""
    never: tuple[str, ...]
    """Formulas that exclude states, apart from the order of levels, which is implied."""
    wants: Mapping[str, tuple[str, ...]]
    """Actor → its wants, most important first."""


def model_text(game: SymbolicGame) -> ModelText:
    """A game as texts that read back as the same game. Raises CountermoveError where they do not: a number without a
    finite decimal, or a formula larger than the reader accepts."""
    form = game.form
    options = {Degrees.option_of(option.full_name): option for option in form.options}
    text = ModelText(
        actors=form.actors,
        options=form.acts,
        nobodys=tuple(name for name, option in options.items() if not option.actor),
        one_way={name: _direction(option) for name, option in options.items() if option.one_way},
        needs={name: to_text(option.needs) for name, option in options.items() if option.needs is not None},
        levels=dict(form.levels),
        never=tuple(to_text(rule.formula) for rule in form.stated),
        wants={actor: tuple(map(to_text, game.wants[actor])) for actor in form.actors},
    )
    game_in(text)
    return text


def _direction(option: ModelOption) -> Literal["forward", "back"]:
    return "back" if option.one_way == "back" else "forward"


def game_in(model: ModelText) -> SymbolicGame:
    """The game that the texts describe. Raises CountermoveError, which begins with the place of the fault."""
    with _at("actors"):
        for name in model.actors:
            _need_name(name, "an actor")
    with _at("options"):
        _need_known("option", model.nobodys, model.options)
        owned = [_owned(name, model) for name in model.options]
    for place, names in (("one_way", model.one_way), ("needs", model.needs), ("levels", model.levels)):
        with _at(place):
            _need_known("option", names, model.options)
    with _at("levels"):
        levels = {name: OptionForm.levels_given(name, own) for name, own in model.levels.items()}
    vocabulary = Vocabulary(model.options, {}, (), levels)
    needs = {name: _read(text, vocabulary, f"needs.{name}") for name, text in model.needs.items()}
    options = [
        ModelOption(actor, name, model.one_way.get(full, ""), needs=needs.get(full))
        for full, (actor, name) in zip(model.options, owned, strict=True)
    ]
    rules = [NeverRule(text, _read(text, vocabulary, f"never.{k}")) for k, text in enumerate(model.never)]
    with _at("options"):
        form = OptionForm.leveled(model.actors, options, rules, levels)
    with _at("wants"):
        _need_known("actor", model.wants, model.actors)
        _need_known("actor with wants", model.actors, model.wants)
    wants = {
        actor: tuple(_read(text, vocabulary, f"wants.{actor}.{k}") for k, text in enumerate(model.wants[actor]))
        for actor in model.actors
    }
    return SymbolicGame(form, wants, tuple(rule.formula for rule in form.never))


@contextmanager
def _at(place: str) -> Iterator[None]:
    try:
        yield
    except CountermoveError as error:
        raise CountermoveError(f"{place}: {error}") from None


def _need_known(kind: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(kind, name, known)


def _need_name(name: str, of: str) -> None:
    """Require a name that formulas can use."""
    try:
        named = parse(name) == Symbol(name)
    except FormulaError:
        named = False
    if not named:
        raise CountermoveError(f"{quoted(name)} is not a name of {of}: names have letters, digits and _.")


def _owned(name: str, model: ModelText) -> tuple[str, str]:
    """An option's owner, and its name without it; "" where nobody owns it."""
    _need_name(name, "an option")
    actor, _, bare = name.partition(".")
    if name in model.nobodys:
        return "", name
    if not bare:
        raise CountermoveError(f"{quoted(name)} belongs to no actor: write actor.option, or name it among nobodys.")
    _need_known("actor", [actor], model.actors)
    return actor, bare


def _read(text: str, vocabulary: Vocabulary, place: str) -> Formula:
    with _at(place):
        return vocabulary.resolve(parse(text), text=text)


def differences(one: ModelText, other: ModelText) -> Iterator[tuple[str, str, str]]:
    """The differences between the texts of two games: the place, and both texts ("" for nothing)."""
    for name in ("actors", "options", "nobodys", "never"):
        yield from _unlike(name, getattr(one, name), getattr(other, name))
    for name in ("one_way", "needs"):
        yield from _unlike(name, getattr(one, name), getattr(other, name))
    for name in ("levels", "wants"):
        here, there = getattr(one, name), getattr(other, name)
        for key in dict.fromkeys((*here, *there)):
            yield from _unlike(f"{name}.{key}", here.get(key, ()), there.get(key, ()))


def _unlike(
    place: str, one: Sequence[str] | Mapping[str, str], other: Sequence[str] | Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    here, there = (mapping if isinstance(mapping, Mapping) else dict(enumerate(mapping)) for mapping in (one, other))
    for key in dict.fromkeys((*here, *there)):
        if here.get(key) != there.get(key):
            yield f"{place}.{key}", here.get(key, ""), there.get(key, "")


Whole: TypeAlias = Literal["listed", "proved", "carried"]
"""The argument that the paths given deter every improvement; as in the engine's ``Decision``."""


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """An improvement by the actor in question."""

    on: tuple[str, ...]
    """The options that it switches on; for options in degrees the levels passed on the way up, as in ``a.x >= mid``."""
    off: tuple[str, ...]
    """The options that it switches off."""


@dataclass(frozen=True, slots=True)
class Counters(Record):
    """One countermove on a path."""

    actor: str
    """The mover."""
    on: tuple[str, ...]
    """The options that it switches on."""
    off: tuple[str, ...]
    """The options that it switches off."""


@dataclass(frozen=True, slots=True)
class Countered(Record):
    """An improvement with the countermoves that deter it."""

    move: Moved
    """The improvement, from the state of the certificate."""
    path: tuple[Counters, ...]
    """The countermoves, each from where the one before it led."""


@dataclass(frozen=True, slots=True)
class Stays(Record):
    """Why an actor stays: every improvement is deterred."""

    whole: Whole
    """How the listed improvements cover all: there are no others ("listed", "proved"), or one of these paths, carried
    over, deters every other one too ("carried")."""
    improvements: tuple[Countered, ...]
    """Improvements with the countermoves that deter them."""


@dataclass(frozen=True, slots=True)
class Leaves(Record):
    """Why an actor leaves: an improvement that nothing deters."""

    move: Moved
    """The improvement, from the state of the certificate."""
    invariant: tuple[tuple[str, ...], ...]
    """Clauses that hold wherever countermoves lead: in each at least one literal is true, "us.engage" or "not
    us.engage". Empty under Nash."""


@dataclass(frozen=True, slots=True)
class Decided(Record):
    """One decision."""

    actor: str
    """The actor."""
    concept: str
    """The concept."""
    stable: bool | None
    """Whether the actor stays; null where unknown."""
    stays: Stays | None
    """Why it stays; null where it does not."""
    leaves: Leaves | None
    """Why it leaves; null where it does not."""


# -- from decisions ----------------------------------------------------------------------------------------------------


def decided(form: OptionForm, decision: Decision) -> Decided:
    """A decision as a certificate holds it."""
    stays = leaves = None
    if (stay := decision.deterrence) is not None:
        each = tuple(_countered(form, decision.state, item.target, item.path) for item in stay.improvements)
        stays = Stays(stay.whole, each)
    if (leave := decision.undeterred) is not None:
        leaves = Leaves(Moved(*_changes(form, decision.state, leave.improvement)), leave.invariant)
    return Decided(decision.actor, decision.concept, decision.stable, stays, leaves)


def _countered(form: OptionForm, state: int, target: int, countermoves: Sequence[tuple[str, int]]) -> Countered:
    here, path = target, []
    for mover, to in countermoves:
        path.append(Counters(mover, *_changes(form, here, to)))
        here = to
    return Countered(Moved(*_changes(form, state, target)), tuple(path))


def _changes(form: OptionForm, here: int, to: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options that are switched on between two states, and off."""
    on = tuple(name for bit, name in enumerate(form.names) if (to & ~here) >> bit & 1)
    return on, tuple(name for bit, name in enumerate(form.names) if (here & ~to) >> bit & 1)


# -- to decisions ------------------------------------------------------------------------------------------------------


def decision_in(form: OptionForm, state: int, entry: Decided, place: str) -> Decision:
    """The decision that a certificate holds. Raises CountermoveError with the place of the fault: a name that is
    unknown, or occurs twice in one move, an option that is already on switched on, or off switched off, two proofs of
    one decision."""
    _need("actor", entry.actor, form.actors, f"{place}.actor")
    _need("concept", entry.concept, CONCEPTS, f"{place}.concept")
    if entry.stays is not None and entry.leaves is not None:
        raise CountermoveError(f"{place}: it proves both that the actor stays and that it leaves: it can do one.")
    deterred = undeterred = None
    if entry.stays is not None:
        items = enumerate(entry.stays.improvements)
        each = tuple(_sanctioned(form, state, item, f"{place}.stays.improvements.{k}") for k, item in items)
        deterred = entry.stays.whole, each
    if entry.leaves is not None:
        to = _changed(form, state, entry.leaves.move, f"{place}.leaves.move")
        for number, clause in enumerate(entry.leaves.invariant):
            if not all(text.removeprefix("not ") in form.bit for text in clause):
                for text in clause:
                    _need("option", text.removeprefix("not "), form.bit, f"{place}.leaves.invariant.{number}")
        undeterred = to, entry.leaves.invariant
    return Decision.given(state, entry.actor, entry.concept, entry.stable, deterred=deterred, undeterred=undeterred)


def _sanctioned(form: OptionForm, state: int, item: Countered, place: str) -> tuple[int, tuple[tuple[str, int], ...]]:
    """An improvement and its countermoves, by codes."""
    target = here = _changed(form, state, item.move, f"{place}.move")
    path = []
    for number, step in enumerate(item.path):
        _need("actor", step.actor, form.actors, f"{place}.path.{number}.actor")
        here = _changed(form, here, step, f"{place}.path.{number}")
        path.append((step.actor, here))
    return target, tuple(path)


def _changed(form: OptionForm, here: int, move: Moved | Counters, place: str) -> int:
    """The state that a move leads to."""
    to, counts = here, Counter((*move.on, *move.off))
    if len(counts) < len(move.on) + len(move.off):
        twice = next(name for name, times in counts.items() if times > 1)
        raise CountermoveError(
            f"{place}: {quoted(twice)} appears there twice; what a move switches appears once, under on or under off."
        )
    for names, value in ((move.on, 1), (move.off, 0)):
        for name in names:
            bit = _bit(form, name, f"{place}.{'on' if value else 'off'}")
            if to >> bit & 1 == value:
                raise CountermoveError(f"{place}: {quoted(name)} is {'on' if value else 'off'} already.")
            to ^= 1 << bit
    return to


def _bit(form: OptionForm, name: str, place: str) -> int:
    _need("option", name, form.bit, place)
    return form.bit[name]


def _need(kind: str, name: str, known: Collection[str], place: str) -> None:
    if name not in known:
        raise CountermoveError(f"{place}: {UnknownName(kind, name, known)}")
