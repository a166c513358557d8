"""The truth of checks in all draws of a sample at once: ``analysis.checks.holds``, draw by draw, only faster.

Checks about edits (who is more responsible, who owns the single changes) search through edits of every game anew;
they have no faster way here and are not offered. A check is *factored* under a concept where it is true iff each of
some actors meets a condition that depends on that actor's own wants alone: such probabilities are products.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.checks import (
    CONCEPT_FREE,
    Case,
    Check,
    Content,
    Everywhere,
    Foresight,
    Lever,
    LeverExactly,
    MoreResponsible,
    Outcomes,
    Passes,
    Prefers,
    SingleChangesOnlyBy,
    StableInOwnViews,
    StableStart,
    Switch,
)
from countermove.analysis.draws.sample import Sample
from countermove.analysis.draws.sample_edits import EditSample
from countermove.model import Conflict

__all__ = ["crowd_values", "factors_of"]

_OWN = ("nash", "gmr", "smr")

_SAME = Switch()
"""The start as it is."""

Bools = NDArray[np.bool_]
Values = NDArray[np.int8]


def crowd_values(
    check: Check, case: Case, concepts: Sequence[str], sample: Sample, *, edits: EditSample | None = None
) -> Values:
    """1, 0 or -1 (undefined): int8 (concepts, draws). *case* holds the game with all its wants; *edits*: of the same model
    as the sample, for checks about edits, to keep what it finds out. Raises SizeError."""
    if isinstance(check, CONCEPT_FREE):
        if isinstance(check, (MoreResponsible, SingleChangesOnlyBy)):
            known = edits or EditSample(sample.tables.arena, sample.model)
            met = known.holds(check, case, sample).astype(np.int8)
        else:
            met = _concept_free(check, case, sample).astype(np.int8)
        return np.broadcast_to(met, (len(concepts), met.size))
    return np.stack([_under(check, case, concept, sample) for concept in concepts])


def factors_of(check: Check, case: Case, concept: str) -> tuple[tuple[str, Conflict, Check], ...] | None:
    """The factors of a check under a concept, or None: (actor, the game that counts, what has to be true of it)."""
    match check:
        case Prefers(actor) | Lever(_, actor):
            return ((actor, case.conflict, check),)
        case LeverExactly(lever):
            return ((lever.actor, case.conflict, check),)
    if concept not in _OWN:
        return None
    match check:
        case StableStart():
            return tuple((actor, case.conflict, Content(actor)) for actor in case.conflict.actors)
        case Content(actor):
            return ((actor, case.conflict, check),)
        case StableInOwnViews():
            return tuple((actor, case.own.get(actor, case.conflict), Content(actor)) for actor in case.conflict.actors)
    return None


def _under(check: Check, case: Case, concept: str, sample: Sample) -> Values:
    match check:
        case StableStart():
            return _stable(case, case.conflict, range(len(case.conflict.actors)), concept, sample).astype(np.int8)
        case Content(actor):
            return _stable(case, case.conflict, [case.conflict.actor(actor)], concept, sample).astype(np.int8)
        case StableInOwnViews():
            met = np.ones(sample.draws, dtype=np.bool_)
            for place, actor in enumerate(case.conflict.actors):
                met &= _stable(case, case.own.get(actor, case.conflict), [place], concept, sample)
            return met.astype(np.int8)
        case Outcomes(quantifier, formula, after):
            games = sample.games(case.conflict)
            outcomes = games.crowd.roads(_row(case, sample, after), concept).outcomes
            return games.each(_quantified(quantifier, outcomes, _at_rows(case.where(formula), sample)))
        case Passes(formula, after, never):
            games = sample.games(case.conflict)
            reached = games.crowd.roads(_row(case, sample, after), concept).reached
            passed = (reached & _at_rows(case.where(formula), sample)[:, None]).any(axis=0)
            return games.each(passed != never).astype(np.int8)
        case Everywhere():
            return _everywhere(check, case, concept, sample)
    raise TypeError(f"{type(check).__name__} is not evaluated on samples")


def _concept_free(check: Check, case: Case, sample: Sample) -> Bools:
    match check:
        case Foresight(formula, never):
            games = sample.games(case.conflict)
            met = _at_rows(case.where(formula), sample)
            foreseen: Bools = games.each(games.crowd.foresees(_row(case, sample), met) != never)
            return foreseen
        case Lever():
            return _lever(check, case, sample)
        case LeverExactly(lever, where, vary):
            result = np.ones(sample.draws, dtype=np.bool_)
            for point in case.cells(vary, where, lever.formula):
                result &= _lever(lever, point, sample) == point.allows(where)
            return result
        case Prefers(actor, this, to):
            games = sample.games(case.conflict)
            ranks = games.crowd.ranks(case.conflict.actor(actor))
            return games.each(ranks[_row(case, sample, this)] > ranks[_row(case, sample, to)])
    raise TypeError(f"{type(check).__name__} is not evaluated on samples")


def _stable(case: Case, conflict: Conflict, actors: Sequence[int], concept: str, sample: Sample) -> Bools:
    games = sample.games(conflict)
    row = sample.tables.row(conflict.structure.cell(conflict.start))
    met = np.ones(games.crowd.games, dtype=np.bool_)
    for actor in actors:
        met &= games.crowd.stable(row, actor, concept)
    return games.each(met)


def _quantified(quantifier: str, outcomes: Bools, met: Bools) -> Values:
    some = (outcomes & met[:, None]).any(axis=0)
    true = ~(outcomes & ~met[:, None]).any(axis=0) if quantifier == "every" else some == (quantifier == "some")
    return np.where(outcomes.any(axis=0), true, -1).astype(np.int8)


def _lever(lever: Lever, case: Case, sample: Sample) -> Bools:
    games, actor = sample.games(case.conflict), case.conflict.actor(lever.actor)
    met = _at_rows(case.where(lever.formula), sample)
    start, on = _row(case, sample), _row(case, sample, lever.switch)
    every, some = games.crowd.best_replies_met(on, actor, met)
    if lever.never:
        return games.each(~some)
    if on == start:
        return np.zeros(sample.draws, dtype=np.bool_)
    before, _ = games.crowd.best_replies_met(start, actor, met)
    return games.each(every & ~before)


def _everywhere(check: Everywhere, case: Case, concept: str, sample: Sample) -> Values:
    starts = [_row(case, sample, switch) for switch in check.after_each]
    judged, failed = np.zeros(sample.draws, dtype=np.bool_), np.zeros(sample.draws, dtype=np.bool_)
    looked = set()
    for point in case.cells(check.vary, check.where, check.formula):
        if not point.allows(check.where):
            continue
        games = sample.games(point.conflict)
        met = _at_rows(point.where(check.formula), sample)
        if (key := (id(games), met.tobytes())) in looked:
            continue
        looked.add(key)
        for start in starts:
            outcomes = games.crowd.roads(start, concept).outcomes
            judged |= games.each(np.asarray(outcomes.any(axis=0)))
            failed |= games.each(np.asarray((outcomes & ~met[:, None]).any(axis=0)))
    return np.where(failed, 0, np.where(judged, 1, -1)).astype(np.int8)


def _row(case: Case, sample: Sample, switch: Switch = _SAME) -> int:
    return sample.tables.row(case.start(switch))


def _at_rows(cells: Bools, sample: Sample) -> Bools:
    rows: Bools = sample.tables.at_rows(cells)
    return rows
