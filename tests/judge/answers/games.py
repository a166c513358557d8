"""From the file to a game: readings with weights, overlays, wants."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tests.judge.answers.form import Form, State
from tests.judge.answers.formulas import mentions, read
from tests.judge.assessment_files import Document, Invalid, exact, text_of

__all__ = ["Game", "Reading", "Want", "game_of", "laid", "readings_of", "weights_of"]

Reading = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Want:
    """One want: formulas as text, None where absent. A dropped one stays as a marker of its place."""

    id: str
    want: str
    while_: str | None
    otherwise: str | None
    could_be: str | None
    dropped: bool = False
    says: str | None = None
    """Words for ``want``, and ``otherwise_says`` for ``otherwise``. A rewritten want has those of its rewriting."""
    otherwise_says: str | None = None
    great: bool = False
    """Whether it is of great strength, or ``unknown``. A rewriting that has neither word leaves both."""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Game:
    """A finished game: the wants present per actor, most important first; drivers; start."""

    form: Form = field(repr=False, compare=False)
    wants: Mapping[str, tuple[Want, ...]]
    drivers: Mapping[str, Fraction]
    start: State

    def holds(self, formula: Any, state: State) -> bool:
        """The truth of a formula of the file in a state of this game."""
        return self.form.holds(read(formula), state, self.drivers)

    def after(self, switches: Iterable[Any]) -> State:
        """The start with options switched; Infeasible where a rule excludes it."""
        return self.form.required(self.form.switch(self.start, switches))

    def met(self, want: Want, state: State) -> bool:
        """Whether a want counts as met in a state."""
        if want.while_ is None or self.holds(want.while_, state):
            return self.holds(want.want, state)
        return True if want.otherwise is None else self.holds(want.otherwise, state)


# --- readings ---


def readings_of(document: Document) -> list[dict[str, str]]:
    """Every reading, the base reading first; the last question varies fastest."""
    questions = document.get("open") or {}
    answers = [list(body["readings"]) for body in questions.values()]
    return [dict(zip(questions, chosen, strict=True)) for chosen in itertools.product(*answers)]


def weights_of(document: Document) -> list[Fraction]:
    """The weight of every reading: the product of its answers' weights, each normalised within its question."""
    share: dict[tuple[str, str], Fraction] = {}
    for question, body in (document.get("open") or {}).items():
        given = {answer: exact((overlay or {}).get("weight", 1)) for answer, overlay in body["readings"].items()}
        if min(given.values()) < 0 or sum(given.values()) == 0:
            raise Invalid(f"weights of {question} must be at least 0 and not all 0")
        for answer, weight in given.items():
            share[question, answer] = weight / sum(given.values())
    found = []
    for reading in readings_of(document):
        weight = Fraction(1)
        for chosen in reading.items():
            weight *= share[chosen]
        found.append(weight)
    return found


# --- overlays ---


def game_of(
    document: Document,
    form: Form,
    reading: Reading,
    *,
    scenario: str | None = None,
    view: str | None = None,
    with_: Mapping[str, Any] | None = None,
    now: Mapping[str, Fraction] | None = None,
) -> Game:
    """The author's model under a reading, then a scenario, then a view, then an overlay of a claim or question.

    ``now`` replaces the file's own values of drivers, below every overlay.
    """
    overlays: list[Mapping[str, Any]] = []
    for question, answer in reading.items():
        overlays.append(document["open"][question]["readings"][answer] or {})
    if scenario is not None:
        overlays.append(document["scenarios"][scenario] or {})
    if view is not None:
        overlays.append(document["views"][view] or {})
    if with_:
        overlays.append(with_)
    return laid(document, form, overlays, now=now)


def laid(
    document: Document, form: Form, overlays: Iterable[Mapping[str, Any]], *, now: Mapping[str, Fraction] | None = None
) -> Game:
    """The author's model with overlays laid on it, the first one first."""
    _refuse_quarrels(document, form)
    wants = {actor: _written(actor, body) for actor, body in document["actors"].items()}
    drivers = {**form.now, **(now or {})}
    start = form.switch((0,) * len(form.options), document.get("start") or [])
    for overlay in overlays:
        _lay(overlay, wants)
        for name, number in (overlay.get("set") or {}).items():
            if name not in drivers:
                raise Invalid(f"unknown driver {name}")
            drivers[name] = exact(number)
        start = form.switch(start, overlay.get("happens") or [])
    present = {actor: tuple(want for want in line if not want.dropped) for actor, line in wants.items()}
    for want in itertools.chain(*present.values()):
        _refuse_silence(form, want)
    return Game(form, present, drivers, form.required(start))


def _written(actor: str, body: Mapping[str, Any]) -> list[Want]:
    line = []
    for place, item in enumerate(body.get("wants") or [], start=1):
        written = item if isinstance(item, Mapping) else {"want": item}
        line.append(_want(str(written.get("id") or f"{actor}#{place}"), written, None))
    return line


def _want(name: str, written: Mapping[str, Any], old: Want | None) -> Want:
    def part(key: str) -> str | None:
        return text_of(written[key]) if written.get(key) is not None else None

    could_be = part("could_be") or (old.could_be if old else None)
    says, otherwise_says = part("says"), part("otherwise_says")
    formulas = text_of(written["want"]), part("while"), part("otherwise"), could_be
    said = "strength" in written or "unknown" in written
    great = written.get("strength") == "great" if said or old is None else old.great
    unknown = text_of(written.get("unknown")) == "true" if said or old is None else old.unknown
    return Want(name, *formulas, says=says, otherwise_says=otherwise_says, great=great, unknown=unknown)


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
        line[place] = _want(name, written, line[place])
    for name, where in (overlay.get("move") or {}).items():
        line, place = _find(wants, name)
        ((side, anchor),) = where.items()
        want = line.pop(place)
        names = [other.id for other in line]
        if anchor not in names:
            raise Invalid(f"{name} cannot be moved {side} {anchor}")
        line.insert(names.index(anchor) + (side == "after"), want)


def _find(wants: Mapping[str, list[Want]], name: str) -> tuple[list[Want], int]:
    for line in wants.values():
        for place, want in enumerate(line):
            if want.id == name:
                return line, place
    raise Invalid(f"unknown want {name}")


def _refuse_silence(form: Form, want: Want) -> None:
    if want.while_ is not None and want.otherwise is None:
        for name in mentions(read(want.while_), form.scope):
            if name in form.options:
                raise Invalid(f"{want.id}: a while that mentions an option needs an otherwise")


def _refuse_quarrels(document: Document, form: Form) -> None:
    """Two questions must not touch the same want, driver or option."""
    toucher: dict[tuple[str, str], str] = {}
    for question, body in (document.get("open") or {}).items():
        for overlay in body["readings"].values():
            for thing in _touched(form, overlay or {}):
                if toucher.setdefault(thing, question) != question:
                    raise Invalid(f"{toucher[thing]} and {question} both touch {thing[1]}")


def _touched(form: Form, overlay: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("drop", "rewrite", "move"):
        for name in overlay.get(key) or []:
            yield "want", name
    for name in overlay.get("set") or []:
        yield "driver", name
    for written in overlay.get("happens") or []:
        yield "option", form.switched_option(str(written))[0]
