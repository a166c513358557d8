"""robust: what becomes of the conclusions if some premises are false.

Each want's *certainty* is the probability that it is really part of the calculus; premises are independent. Two models
of a false premise: *dropped*, the want is gone; *reversed*, it counts exactly in the states where it did not. Of a
*subject* (the start is stable; it is stable for an actor; a claim, in its own scenario and view and with its own overlay)
the record gives under each concept and model

* P(it holds | it is defined), and how often it is undefined (undefined values are ignored and counted, as in verdicts);
* the *importance* of each uncertain premise: P(holds | the premise is true) − P(holds | it is false), the longest bars
  first: a tornado diagram as data.

And for each state the probability that it is an outcome, with the same importances (``questions.findings``).

*Exact* (fractions) are: products, where a subject is true iff each of some actors meets a condition on its own wants
alone (the start under Nash, GMR and SMR; levers; preferences); and everything where at most 10 premises are uncertain,
by going through all combinations. All else is drawn, with the standard error of its share, √(p(1 − p)/n). Draws depend on the
seed and on their number alone (``questions.premises``), not on order or workers.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any

from countermove.analysis.draws.chance import Chance
from countermove.brief import Brief
from countermove.case.games import assessment_given
from countermove.errors import CountermoveError, UnknownName
from countermove.questions.robust.findings import Bar, Finding, OutcomeChance, findings_of, outcomes_of
from countermove.questions.robust.premises import Premise
from countermove.questions.robust.subjects import Plan
from countermove.questions.robust.tally import Tally
from countermove.questions.robust.uncertain import Sampler
from countermove.questions.robust.workers import gather
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["DRAWS", "EXHAUSTIVE", "Bar", "Chance", "Finding", "OutcomeChance", "Robust", "robust"]

DRAWS = 2000
"""Draws, unless told otherwise."""

EXHAUSTIVE = 10
"""Up to so many uncertain premises all combinations are gone through."""

_CHUNK = 250
"""Draws in a chunk: the unit of work, of progress and of interruption."""

_COMBINATIONS = 128
"""Combinations gone through together."""

_FIRST = 50
"""Draws in each chunk before the first _CHUNK draws are done."""


@dataclass(frozen=True, slots=True)
class Robust(Brief):
    """``draws``: how many were done of those ``asked`` for; both 0 where all combinations are gone through instead, which
    is ``exhaustive`` once it is done. ``complete``: False after an interrupt: what was not drawn, nor is a product, is
    missing then. ``premises``: of the selected game, in file order. ``labels``: code → the options that are on."""

    reading: Mapping[str, str]
    scenario: str | None
    view: str | None
    concepts: tuple[str, ...]
    seed: int
    asked: int
    draws: int
    complete: bool
    exhaustive: bool
    start: int
    premises: tuple[Premise, ...]
    findings: tuple[Finding, ...]
    outcomes: tuple[OutcomeChance, ...]
    labels: Mapping[int, str] = field(default_factory=dict)

    def finding(self, kind: str, name: str = "", *, concept: str, model: str) -> Finding:
        """One finding. Raises UnknownName."""
        for item in self.findings:
            if (item.kind, item.name, item.model) == (kind, name, model) and item.concept in (None, concept):
                return item
        raise UnknownName("finding", f"{kind} {name} {concept} {model}".strip(), ())

    def outcome(self, code: int | None, *, concept: str, model: str) -> OutcomeChance:
        """The chance of one outcome (None: that there is none). Raises UnknownName: it is never one."""
        for item in self.outcomes:
            if (item.code, item.concept, item.model) == (code, concept, model):
                return item
        known = (item.code for item in self.outcomes if (item.concept, item.model) == (concept, model))
        raise UnknownName("outcome", "none" if code is None else code, ["none" if c is None else str(c) for c in known])

    def gist(self) -> str:
        """How many draws of how many premises."""
        draws = f"{self.draws:,} draws of {len(self.premises)} premises"
        return f"{draws}, {len(self.findings)} findings under {', '.join(self.concepts)}"


def robust(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    draws: int = DRAWS,
    seed: int = 0,
    executor: Executor | None = None,
    threads: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> Robust:
    """How robust the start, the outcomes and *claims* (ids; all by default) are against false premises.

    Start and outcomes are those of one game; claims are judged in one reading, each in its own scenario and view, with
    the same *drivers* set by hand.
    ``executor`` carries the chunks of draws (any of ``concurrent.futures``; ``workers.carried_by``), ``threads`` are
    those of one chunk. ``progress`` is told how many draws, or combinations, of how many are done. Raises UnknownName,
    ModelError, CountermoveError for a number of draws or a seed that is none.
    """
    assessment = assessment_given(assessment, "robust")
    if draws < 1:
        raise CountermoveError(f"At least one draw is needed, not {draws}.")
    if not 0 <= seed < 1 << 64:
        raise CountermoveError(f"The seed is a whole number from 0 to 2^64 - 1, not {seed}.")
    plan = Plan(
        reading=dict(assessment.base_reading) | dict(reading or {}),
        scenario=scenario,
        view=view,
        drivers=dict(drivers or {}),
        claims=_chosen(assessment, claims),
        concepts=tuple(item.name for item in concepts_named(concepts)),
        seed=seed,
    )
    sampler = Sampler(assessment, plan, threads=threads)
    exhaustive = len(sampler.uncertain) <= EXHAUSTIVE
    if exhaustive:
        tally, complete = _gone_through(sampler, progress)
    else:
        tally, complete = _drawn(assessment, sampler, draws, executor, threads, progress)
    return _record(
        sampler, tally, asked=0 if exhaustive else draws, complete=complete, exhaustive=exhaustive and complete
    )


def _chosen(assessment: Assessment, claims: Iterable[str] | None) -> tuple[str, ...]:
    chosen = None if claims is None else list(claims)
    for name in chosen or ():
        if name not in assessment.claims:
            raise UnknownName("claim", name, assessment.claims)
    return tuple(name for name in assessment.claims if chosen is None or name in chosen)


# -- drawing -----------------------------------------------------------------------------------------------------------


def _gone_through(sampler: Sampler, progress: Callable[[int, int], None] | None) -> tuple[Tally, bool]:
    """All combinations; nothing where an interrupt comes, as part of them has no meaning."""
    tally, of = Tally(), sampler.combinations

    def add(part: tuple[int, int], found: Tally) -> None:
        tally.add(found)
        if progress is not None:
            progress(sum(part), of)

    step = min(_COMBINATIONS, sampler.batch)
    parts = [(first, min(step, of - first)) for first in range(0, of, step)]
    complete = gather(lambda part: sampler.exhaustive(*part), parts, add)
    return tally if complete else Tally(), complete


def _drawn(
    assessment: Assessment,
    sampler: Sampler,
    draws: int,
    executor: Executor | None,
    threads: int,
    progress: Callable[[int, int], None] | None,
) -> tuple[Tally, bool]:
    tally = Tally()

    def add(_: tuple[int, int], part: Tally) -> None:
        tally.add(part)
        if progress is not None:
            progress(tally.draws, draws)

    if progress is not None:
        progress(0, draws)
    parts = list(_parts(draws, sampler.batch))
    work: Callable[[tuple[int, int]], Tally]
    if executor is None:
        work = partial(_chunk_of, sampler)
    else:
        work = partial(_chunk_elsewhere, pickle.dumps((assessment, sampler.plan)), threads)
    return tally, gather(work, parts, add, executor=executor)


def _chunk_of(sampler: Sampler, part: tuple[int, int]) -> Tally:
    return sampler.chunk(*part)


def _parts(draws: int, most: int) -> Iterator[tuple[int, int]]:
    """Chunks of *most* draws at most as (first, how many), small ones first, so that something is to be seen soon."""
    first = 0
    while first < draws:
        count = min(_CHUNK if first >= _CHUNK else _FIRST, most, draws - first)
        yield first, count
        first += count


_samplers: OrderedDict[bytes, Sampler] = OrderedDict()
_lock = Lock()
"""A worker may be one of several threads in its process; what a sampler keeps is not for two at once."""


def _chunk_elsewhere(parcel: bytes, threads: int, part: tuple[int, int]) -> Tally:
    """A chunk in a worker, which reads the assessment once."""
    with _lock:
        key = sha256(parcel).digest()
        if key not in _samplers:
            while len(_samplers) > 1:
                _samplers.popitem(last=False)
            assessment, plan = pickle.loads(parcel)
            _samplers[key] = Sampler(assessment, plan, threads=threads)
        return _samplers[key].chunk(*part)


def _record(sampler: Sampler, tally: Tally, *, asked: int, complete: bool, exhaustive: bool) -> Robust:
    plan = sampler.plan
    findings, whole = findings_of(sampler, tally, exhaustive=exhaustive)
    outcomes = outcomes_of(sampler, tally, exhaustive=exhaustive)
    first = sampler.subjects[0]
    conflict = first.case.conflict
    codes = {conflict.start, *(item.code for item in outcomes if item.code is not None)}
    return Robust(
        reading=plan.reading,
        scenario=plan.scenario,
        view=plan.view,
        concepts=plan.concepts,
        seed=plan.seed,
        asked=asked,
        draws=tally.draws if asked else 0,
        complete=complete and whole,
        exhaustive=exhaustive,
        start=conflict.start,
        premises=first.premises,
        findings=findings,
        outcomes=outcomes,
        labels={code: conflict.structure.label(code) for code in sorted(codes)},
    )
