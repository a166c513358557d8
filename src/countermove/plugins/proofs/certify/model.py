"""A game as a certificate holds it: names and formulas as texts, with the drivers' values substituted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from gmcr.analysis import SymbolicGame
from gmcr.base.errors import CountermoveError, FormulaError, UnknownName, quoted
from gmcr.base.summary import Record
from gmcr.logic import Degrees, Formula, Symbol, Vocabulary, parse, to_text
from gmcr.model import ModelOption, NeverRule, OptionForm

__all__ = ["ModelText", "differences", "game_in", "model_text"]


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
