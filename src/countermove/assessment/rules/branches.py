"""Rules about the words of branches: `says` is about `want`, `otherwise_says` about `otherwise`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.branches import WrittenWant, doubtful
from countermove.assessment.document import Assessment
from countermove.assessment.overlays import Calculus
from countermove.assessment.rules.registry import Context, LintFinding, rule
from countermove.inquiry.reasons import reason
from gmcr import Conflict
from gmcr.base.errors import ModelError
from gmcr.logic import Formula, truth
from gmcr.model import Branch, ModelWant, OptionStructure

__all__: list[str] = []

_LISTED = 1 << 14
"""Up to this many states, every move of a game is examined; beyond, only single acts at the start."""

_GAMES = 4_096
"""The largest number of games examined."""


@rule("whose-words", "A `says` that could be about either branch of a want, and is shown nowhere.")
def whose_words(context: Context) -> Iterator[LintFinding]:
    """Words, in a file without `otherwise_says`, of wants that begin with `otherwise`."""
    for want in doubtful(context.assessment):
        yield LintFinding((*want.path, "says"), doubt_text(want))


def doubt_text(want: WrittenWant) -> str:
    """Says which two lines to write."""
    record = want.record
    return (
        f"The words of {want.id} could be about either of its branches (`otherwise` is in force where the file begins), and are "
        f"shown nowhere. Write two lines: under `says:` why {want.actor} wants {record.want}, and under `otherwise_says:` why it "
        f"wants {record.otherwise} where {record.while_} does not hold."
    )


@rule(
    "wordless-branch",
    "A want with `while` and words for one branch only, where the other one decides something in some game.",
    stage="meaning",
)
def wordless_branches(context: Context) -> Iterator[LintFinding]:
    """Wants with a branch without words that decides, in some game, between two states joined by a move of their actor."""
    in_doubt = {want.path for want in doubtful(context.assessment)}
    open_ = [(want, missing) for want in context.wants if want.path not in in_doubt and (missing := _wordless(want))]
    decided = _decided(context.assessment, dict(open_)) if open_ else {}
    for want, missing in open_:
        if want in decided:
            line, when = (
                ("otherwise_says", "otherwise") if missing == "otherwise" else ("says", "where its condition holds")
            )
            message = (
                f"What {want.id} asks for {when} decides something {decided[want]}, and has no words: write `{line}`."
            )
            yield LintFinding((*want.path, "while"), message)


def _decided(assessment: Assessment, missing: Mapping[WrittenWant, Branch]) -> dict[WrittenWant, str]:
    """The wants whose wordless branch decides something, with the first game in which it does."""
    written = {(want.id, *_read(assessment, want)): want for want in missing}
    decided: dict[WrittenWant, str] = {}
    seen: set[Any] = set()
    for where, calculus in _games(assessment):
        for actor, lines in calculus.lines.items():
            wants = tuple(line.want for line in lines if not line.dropped)
            places = {
                place: want
                for place, model in enumerate(wants)
                if (want := written.get((model.id, model.formula, model.condition, model.otherwise))) is not None
                and want not in decided
            }
            signature = (wants, tuple(calculus.drivers.items()), calculus.on)
            if not places or signature in seen:
                continue
            seen.add(signature)
            with suppress(ModelError):  # a start that is infeasible
                game = assessment.game(calculus)
                for place in _deciding(game, actor, {place: missing[want] for place, want in places.items()}):
                    decided[places[place]] = where
        if len(decided) == len(missing):
            break
    return decided


def _read(assessment: Assessment, want: WrittenWant) -> tuple[Formula | None, ...]:
    parts = (want.record.want, want.record.while_, want.record.otherwise)
    return tuple(None if text is None else assessment.formula(text) for text in parts)


def _wordless(want: WrittenWant) -> Branch | None:
    """The branch that lacks words while the other has them."""
    record = want.record
    if record.while_ is None or record.otherwise is None or (record.says is None) == (record.otherwise_says is None):
        return None
    return "otherwise" if record.otherwise_says is None else "want"


def _games(assessment: Assessment) -> Iterator[tuple[str, Calculus]]:
    """The declared games, with where they are: every reading in the base, in each scenario and view, and claims' own."""
    layers: list[tuple[str, dict[str, Any]]] = [("as things are", {})]
    layers += [(f"in scenario {name}", {"scenario": name}) for name in assessment.document.scenarios]
    layers += [(f"in view {name}", {"view": name}) for name in assessment.document.views]
    layers += [
        (f"in the game of {name}", {"scenario": claim.in_, "view": claim.under, "with_": claim.with_})
        for name, claim in assessment.document.claims.items()
        if claim.with_ is not None or (claim.in_ is not None and claim.under is not None)
    ]
    base = assessment.base_reading
    for place, ((where, layer), reading) in enumerate(product(layers, assessment.readings)):
        if place == _GAMES:
            return
        answers = ", ".join(f"{name} = {answer}" for name, answer in reading.items() if answer != base[name])
        yield f"{where}{f' with {answers}' if answers else ''}", assessment.calculus(reading=reading, **layer)


def _deciding(conflict: Conflict, actor: str, missing: Mapping[int, Branch]) -> Iterator[int]:
    """The indices of an actor's wants, among *missing*, that decide a move with that branch in force."""
    wants = conflict.preferences[actor]
    assert isinstance(wants, tuple)
    structure = conflict.structure
    if not isinstance(structure, OptionStructure) or not structure.listed or structure.states.size > _LISTED:
        yield from _at_start(conflict, actor, wants, missing)
        return
    codes = structure.states
    columns = {name: (codes >> k & 1).astype(np.bool_) for k, name in enumerate(structure.options)}
    groups = _numbered(codes & ~np.int64(structure.form.mask(actor)))
    for place, want in enumerate(wants):
        met = np.broadcast_to(want.truth(columns, conflict.drivers), codes.shape)
        if place in missing and want.condition is not None:
            on = np.broadcast_to(truth(want.condition, columns, conflict.drivers), codes.shape)
            there = ~on if missing[place] == "otherwise" else on
            size = int(groups.max()) + 1
            mixed = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
            for value, array in enumerate(mixed):
                array[groups[met == bool(value)]] = True
            if (mixed[0] & mixed[1])[groups[there]].any():
                yield place
        groups = _numbered(groups * 2 + met)


def _at_start(
    conflict: Conflict, actor: str, wants: tuple[ModelWant, ...], missing: Mapping[int, Branch]
) -> Iterator[int]:
    """Like ``_deciding``, for single acts at the start."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    form = structure.form
    names = {want.id: place for place, want in enumerate(wants)}
    for bit, option in enumerate(form.options):
        target = conflict.start ^ 1 << bit
        if option.actor == actor and form.against(target) is None:
            why = reason(conflict, actor, conflict.start, target)
            if why.want is not None and missing.get(names[why.want]) in why.branches:
                yield names[why.want]


def _numbered(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = np.unique(keys, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return numbers
