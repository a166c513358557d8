"""From the raw document to a game: the option form, readings, overlays, wants per actor.

A *state* is its code: bit k is set when the k-th option of the file is on. A document is plain data as YAML
1.2 gives it, with numbers as strings, integers or Decimals, so that they stay exact (a float is read as its
shortest decimal).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tests.judge.assessment_files import Document, Infeasible, Invalid, exact, text_of
from tests.judge.assessment_formula import Tree, names_in, parse, truth

__all__ = [
    "Form",
    "Game",
    "Want",
    "base_reading",
    "compile_game",
    "form_of",
    "readings",
    "switched",
    "want_truth",
]


class Form:
    """What no overlay touches: actors, options, never rules, terms, ranges of drivers.

    ``moves[actor][state]`` lists the actor's moves, feasible, never crossing a one-way option backwards and switching an
    option on only where what it needs holds. ``repeats``: whether some option needs something, so that others may move
    several times in a row.
    """

    def __init__(self, document: Document) -> None:
        self.actors: tuple[str, ...] = tuple(document["actors"])
        self.options: list[str] = []
        self.owner: dict[str, str] = {}
        self.one_way: dict[str, str] = {}
        self.needs: dict[str, Tree] = {}
        for actor, body in document["actors"].items():
            options = body.get("options") or {}
            for name in options:
                full = f"{actor}.{name}"
                details = (options[name] if isinstance(options, Mapping) else None) or {}
                way = details.get("one_way", "") if isinstance(details, Mapping) else ""
                self.options.append(full)
                self.owner[full] = actor
                if isinstance(details, Mapping) and "needs" in details:
                    self.needs[full] = parse(text_of(details["needs"]))
                self.one_way[full] = {"true": "forward", "false": ""}.get(text_of(way), text_of(way))
        self.repeats = bool(self.needs)
        bare = [full.split(".")[1] for full in self.options]
        self.full_name = {full: full for full in self.options}
        self.full_name |= {name: self.options[bare.index(name)] for name in bare if bare.count(name) == 1}
        self.terms: dict[str, Tree] = {
            name: parse(text_of(term["is"] if isinstance(term, Mapping) else term))
            for name, term in (document.get("terms") or {}).items()
        }
        self.ranges: dict[str, tuple[Fraction, Fraction]] = {}
        self.now: dict[str, Fraction] = {}
        for name, body in (document.get("drivers") or {}).items():
            low, high = body.get("range") or ("0", "1")
            self.ranges[name] = (exact(low), exact(high))
            self.now[name] = exact(body["now"])
        self.rules: dict[str, Tree] = {
            name: parse(text_of(rule["never"])) for name, rule in (document.get("never") or {}).items()
        }
        self.states = [s for s in range(2 ** len(self.options)) if self.broken_rule(s) is None]
        feasible = set(self.states)
        self.moves: dict[str, dict[int, list[int]]] = {
            actor: {s: [q for q in self._rewritten(actor, s) if q in feasible] for s in self.states}
            for actor in self.actors
        }
        self.target: str | None = text_of(document["target"]) if "target" in document else None
        self.kept: dict[Any, Any] = {}  # results that depend on the form alone, by key

    def option_values(self, state: int) -> dict[str, bool]:
        """The options' values in a state, by full name and by bare name where that is unique."""
        values = {full: bool(state >> k & 1) for k, full in enumerate(self.options)}
        return {name: values[full] for name, full in self.full_name.items()}

    def broken_rule(self, state: int) -> str | None:
        """The name of the first never rule that excludes the state, or None."""
        values = self.option_values(state)
        return next((n for n, rule in self.rules.items() if truth(rule, values, self.now, self.terms)), None)

    def _rewritten(self, actor: str, state: int) -> Iterator[int]:
        own = [k for k, full in enumerate(self.options) if self.owner[full] == actor]
        values = self.option_values(state)
        ready = {full for full in self.options if full not in self.needs}
        ready |= {full for full, needed in self.needs.items() if truth(needed, values, {}, self.terms)}
        for count in range(1, len(own) + 1):
            for changed in itertools.combinations(own, count):
                legal = all(
                    not (self.one_way[self.options[k]] == "forward" and state >> k & 1)
                    and not (self.one_way[self.options[k]] == "back" and not state >> k & 1)
                    and (bool(state >> k & 1) or self.options[k] in ready)
                    for k in changed
                )
                if legal:
                    yield state ^ sum(1 << k for k in changed)

    def code(self, on: Iterable[str]) -> int:
        """The code of the state in which exactly these options are on."""
        state = 0
        for name in on:
            state |= self.bit(name)
        return state

    def bit(self, name: str) -> int:
        """The bit of an option, named in full or, where that is unique, bare."""
        if name not in self.full_name:
            raise Invalid(f"unknown option {name}")
        return 1 << self.options.index(self.full_name[name])

    def required(self, state: int) -> int:
        """The state itself; Infeasible, naming the rule, if it is excluded."""
        rule = self.broken_rule(state)
        if rule is not None:
            on = [name for k, name in enumerate(self.options) if state >> k & 1]
            raise Infeasible(f"rule {rule} excludes {on}")
        return state


def form_of(document: Document) -> Form:
    """The option form of a document."""
    return Form(document)


def acted(form: Form, state: int, acts: Iterable[str]) -> int:
    """The state after acts, one after another: ``option`` switches on, ``not option`` off, whatever is needed."""
    for act in acts:
        name = act.removeprefix("not ")
        state = state & ~form.bit(name) if name != act else state | form.bit(name)
    return state


def switched(form: Form, state: int, acts: Iterable[str] = (), off: Iterable[str] = ()) -> int:
    """The state after acts, and with options switched off, one-way or not; Infeasible if a rule excludes the result."""
    return form.required(acted(form, state, acts) & ~form.code(off))


@dataclass(frozen=True, slots=True)
class Want:
    """One want: formulas as text, None where absent. A dropped want stays as a marker of its place."""

    id: str
    actor: str
    want: str
    while_: str | None = None
    otherwise: str | None = None
    could_be: str | None = None
    dropped: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Game:
    """A finished game: wants present per actor, most important first; drivers; start."""

    form: Form = field(repr=False, compare=False)
    wants: Mapping[str, tuple[Want, ...]]
    drivers: Mapping[str, Fraction]
    start: int

    def at(self, drivers: Mapping[str, Fraction]) -> Game:
        """The same game at other values of some drivers."""
        return replace(self, drivers={**self.drivers, **drivers})

    def holds(self, formula: str, state: int) -> bool:
        """The truth of a formula in a state of this game."""
        return truth(parse(formula), self.form.option_values(state), self.drivers, self.form.terms)


def want_truth(game: Game, want: Want) -> tuple[bool, ...]:
    """The truth of a want in each feasible state, in the order of ``form.states``."""
    form = game.form
    key = ("truth", want.want, want.while_, want.otherwise, want.negated, tuple(sorted(game.drivers.items())))
    if key not in form.kept:
        form.kept[key] = tuple(_counts(game, want, s) != want.negated for s in form.states)
    found: tuple[bool, ...] = form.kept[key]
    return found


def _counts(game: Game, want: Want, state: int) -> bool:
    if want.while_ is None or game.holds(want.while_, state):
        return game.holds(want.want, state)
    return True if want.otherwise is None else game.holds(want.otherwise, state)


# --- readings and overlays ---


def readings(document: Document) -> list[dict[str, str]]:
    """Every reading, the base reading first; the last question varies fastest."""
    questions = document.get("open") or {}
    answers = [list(body["readings"]) for body in questions.values()]
    return [dict(zip(questions, chosen, strict=True)) for chosen in itertools.product(*answers)]


def base_reading(document: Document) -> dict[str, str]:
    """The first answer to every question."""
    return readings(document)[0]


def compile_game(
    document: Document,
    form: Form,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    with_: Mapping[str, Any] | None = None,
    selected: str | None = None,
) -> Game:
    """The author's model under a reading, then a scenario, then a view, then a claim's own overlay. ``selected``: a scenario that
    a call selects, which comes before a reading that it does not."""
    _refuse_quarrels(document, form)
    chosen = base_reading(document) | dict(reading or {})
    overlays = [document["scenarios"][selected]] if selected else []
    overlays += [(document["open"][question]["readings"][answer] or {}) for question, answer in chosen.items()]
    overlays += [document["scenarios"][scenario]] if scenario else []
    overlays += [document["views"][view]] if view else []
    overlays += [with_] if with_ else []
    wants = {actor: _written_wants(actor, body) for actor, body in document["actors"].items()}
    drivers = dict(form.now)
    start = acted(form, 0, document.get("start") or [])
    for overlay in overlays:
        _lay(overlay, wants)
        for name, number in (overlay.get("set") or {}).items():
            if name not in drivers:
                raise Invalid(f"unknown driver {name}")
            drivers[name] = exact(number)
        start = acted(form, start, overlay.get("happens") or [])
    for want in itertools.chain(*wants.values()):
        _refuse_silence(form, want)
    present = {actor: tuple(w for w in line if not w.dropped) for actor, line in wants.items()}
    return Game(form, present, drivers, form.required(start))


def _written_wants(actor: str, body: Mapping[str, Any]) -> list[Want]:
    line = []
    for place, item in enumerate(body.get("wants") or [], start=1):
        written = item if isinstance(item, Mapping) else {"want": item}
        want = Want(str(written.get("id") or f"{actor}#{place}"), actor, "true")
        line.append(_rewritten(want, written))
    return line


def _rewritten(old: Want, written: Mapping[str, Any]) -> Want:
    """Want, while and otherwise come together; could_be stays unless given."""

    def part(key: str) -> str | None:
        return text_of(written[key]) if written.get(key) is not None else None

    return replace(
        old,
        want=text_of(written["want"]),
        while_=part("while"),
        otherwise=part("otherwise"),
        could_be=part("could_be") or old.could_be,
        dropped=False,
    )


def _lay(overlay: Mapping[str, Any], wants: dict[str, list[Want]]) -> None:
    """Drop, then rewrite, then move."""
    dropped, rewritten = list(overlay.get("drop") or []), overlay.get("rewrite") or {}
    if set(dropped) & set(rewritten):
        raise Invalid("one overlay drops and rewrites the same want")
    for name in dropped:
        line, place = _find(wants, name)
        line[place] = replace(line[place], dropped=True)
    for name, written in rewritten.items():
        line, place = _find(wants, name)
        line[place] = _rewritten(line[place], written)
    for name, where in (overlay.get("move") or {}).items():
        line, place = _find(wants, name)
        ((side, anchor),) = where.items()
        want = line.pop(place)
        names = [other.id for other in line]
        if anchor not in names:
            raise Invalid(f"{name} cannot be moved {side} {anchor}: not a want of {want.actor}")
        line.insert(names.index(anchor) + (side == "after"), want)


def _find(wants: Mapping[str, list[Want]], name: str) -> tuple[list[Want], int]:
    for line in wants.values():
        for place, want in enumerate(line):
            if want.id == name:
                return line, place
    raise Invalid(f"unknown want {name}")


def _refuse_silence(form: Form, want: Want) -> None:
    if want.dropped or want.while_ is None or want.otherwise is not None:
        return
    if any(name in form.full_name for name in names_in(parse(want.while_), form.terms)):
        raise Invalid(f"{want.id}: a while that mentions an option needs an otherwise")


def _refuse_quarrels(document: Document, form: Form) -> None:
    """Two questions must not touch the same want, driver or option."""
    owner: dict[tuple[str, str], str] = {}
    for question, body in (document.get("open") or {}).items():
        for overlay in body["readings"].values():
            for thing in _touched(form, overlay or {}):
                if owner.setdefault(thing, question) != question:
                    raise Invalid(f"{owner[thing]} and {question} both touch {thing[1]}")


def _touched(form: Form, overlay: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names: Sequence[str] = [
        *(overlay.get("drop") or []),
        *(overlay.get("rewrite") or {}),
        *(overlay.get("move") or {}),
    ]
    yield from (("want", name) for name in names)
    yield from (("driver", name) for name in overlay.get("set") or {})
    yield from (("option", form.full_name[act.removeprefix("not ")]) for act in overlay.get("happens") or [])
