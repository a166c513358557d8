"""robust: what becomes of the conclusions if some premises are false.

Each want's *certainty* is the probability that it is really part of the actor's preferences; premises are independent.
Two models of a false premise: *dropped*, the want is gone; *reversed*, it counts exactly in the states where it did
not. For a *subject* (the start is stable; it is stable for an actor; the answer to a key question stays what it is; a
claim, in its own scenario and view and with its own overlay) the record gives under each concept and model

* P(it holds | it is defined), and how often it is undefined (undefined values are ignored and counted, as in verdicts);
* the *importance* of each uncertain premise: P(holds | the premise is true) − P(holds | it is false), the longest bars
  first: a tornado diagram as data.

It also gives for each state the probability that it is an outcome, with the same importances
(``questions.robust.findings``).

*Exact* (fractions) are: products, if a subject is true iff each of some actors meets a condition on its own wants
alone (the start under Nash, GMR and SMR; levers; preferences); and everything if at most 10 premises are uncertain, by
enumerating all combinations. All else is drawn, with the standard error of its share, √(p(1 − p)/n). Draws depend on
the seed and on their index alone (``verdicts.premises``), not on order or workers.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any

from countermove.context.context import context_of
from countermove.inquiry.draws import Chance
from countermove.questions.robust.findings import Bar, Finding, OutcomeChance, findings_of, outcomes_of, products_of
from countermove.questions.robust.subjects import DrawTally, Place, Plan
from countermove.questions.robust.uncertain import Sampler
from countermove.questions.robust.workers import Gathered, WorkersLost, executor_of, worthwhile
from countermove.verdicts.premises import UncertainWant
from gmcr.base.arguments import RNG, as_integer, as_seed
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import INTERNAL, Record
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["DRAWS", "EXHAUSTIVE", "Bar", "Chance", "Finding", "OutcomeChance", "Robust", "robust"]

DRAWS = 2000
"""The default number of draws."""

MOST_DRAWS = 10**9
"""The largest number of draws."""

EXHAUSTIVE = 10
"""The largest number of uncertain premises whose combinations are all enumerated."""

_CHUNK = 250
"""Draws in a chunk: the unit of work, of progress and of interruption."""

_TOGETHER = 1000
"""Draws in a local chunk after the first: what they have in common is computed once."""

_EACH = 4
"""Chunks of each worker, at least, if there are enough draws for that."""

_COMBINATIONS = 128
"""Combinations evaluated together."""


@dataclass(frozen=True, slots=True)
class Robust(Record):
    """How the conclusions fare if premises are false."""

    reading: Annotated[Mapping[str, str], INTERNAL]
    scenario: Annotated[str | None, INTERNAL]
    view: Annotated[str | None, INTERNAL]
    concepts: Annotated[tuple[str, ...], INTERNAL]
    seed: Annotated[int | None, INTERNAL]
    asked: int
    """The number of draws requested; 0 if all combinations were enumerated."""
    draws: int
    """The number of draws made."""
    complete: bool
    """Whether the computation ran to its end; otherwise whatever was not drawn, and is no product, is missing."""
    lost: str | None
    """Why draws are missing, if the workers were lost that were to make them; null if they were not."""
    exhaustive: bool
    """Whether all combinations of premises were enumerated, so that everything is exact."""
    start: int
    """The start's code."""
    premises: tuple[UncertainWant, ...]
    """The wants of the selected game, in file order."""
    findings: tuple[Finding, ...]
    """The start, each actor's stability there, the answers to key questions, then the claims."""
    outcomes: tuple[OutcomeChance, ...]
    """Outcomes of the selected game, the most frequent first under each concept and model."""
    labels: Annotated[Mapping[int, str], INTERNAL]

    def finding(self, kind: str, name: str = "", *, concept: str, model: str) -> Finding:
        """One finding. Raises UnknownName."""
        for item in self.findings:
            if (item.kind, item.name, item.model) == (kind, name, model) and item.concept in (None, concept):
                return item
        raise UnknownName("finding", f"{kind} {name} {concept} {model}".strip(), ())

    def outcome(self, code: int | None, *, concept: str, model: str) -> OutcomeChance:
        """How often a state is an outcome (None: that there is none). Raises UnknownName if it never is one."""
        for item in self.outcomes:
            if (item.code, item.concept, item.model) == (code, concept, model):
                return item
        known = (item.code for item in self.outcomes if (item.concept, item.model) == (concept, model))
        raise UnknownName("outcome", "none" if code is None else code, ["none" if c is None else str(c) for c in known])

    def gist(self) -> str:
        """The number of draws and of premises."""
        draws = f"{self.draws:,} draws of {len(self.premises)} premises"
        return f"{draws}, {len(self.findings)} findings under {', '.join(self.concepts)}"


@task
def robust(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] | None = None,
    draws: int = DRAWS,
    rng: RNG = 0,
    workers: int = 1,
    dask: str | None = None,
    executor: Executor | None = None,
    threads: int | None = None,
) -> Task[Robust]:
    """How robust the start, the outcomes, the answers to key questions and *claims* (ids; all by default) are against
    false premises.

    Start and outcomes are those of one game; answers and claims are judged in one reading, each in its own scenario and
    view, with the same *drivers* set by hand. ``workers``: processes that draw, 0 for as many as the number of draws
    justifies; ``dask``: the address of a Dask scheduler that draws instead; ``executor`` (any of
    ``concurrent.futures``) runs the chunks of draws instead of both. ``rng``: the seed of the draws, or a
    NumPy ``Generator`` or ``SeedSequence`` that one is drawn from (None: any); the record names it. ``threads`` are those of one chunk; by default
    two, or one if others run it. Counts draws, or combinations. Raises UnknownName, ModelError, MissingExtra,
    CountermoveError for an invalid number of draws or seed.
    """
    context = context_of(
        assessment, "robust", concepts=concepts, reading=reading, scenario=scenario, view=view, drivers=drivers
    )
    assessment, names = context.assessment, context.concepts
    draws = as_integer(draws, "draws")
    if draws < 1:
        raise CountermoveError(f"At least one draw is needed, not {draws}.")
    if draws > MOST_DRAWS:
        raise CountermoveError(f"At most {MOST_DRAWS:,} draws are made.", argument="draws")
    plan = Plan(
        claims=_chosen(assessment, claims),
        questions=tuple(assessment.document.key_questions),
        concepts=names,
        seed=as_seed(rng),
    )
    sampler = Sampler(assessment, plan, threads=threads or 2)
    if len(sampler.uncertain) <= EXHAUSTIVE:
        return (yield from _enumerated(sampler))
    if executor is None and dask is None:
        workers = workers or worthwhile(sampler.moves(draws), int(sampler.subjects[0].case.conflict.states.size))
    with executor_of(workers, dask) if executor is None else nullcontext(executor) as carrying:
        sampler.threads = threads or (2 if carrying is None else 1)
        return (
            yield from _sampled(
                assessment, sampler, draws, carrying, workers if executor is None and dask is None else 0
            )
        )


def _chosen(assessment: Assessment, claims: Iterable[str] | None) -> tuple[str, ...]:
    chosen = None if claims is None else list(claims)
    for name in chosen or ():
        if name not in assessment.claims:
            raise UnknownName("claim", name, assessment.claims)
    return tuple(name for name in assessment.claims if chosen is None or name in chosen)


# -- drawing -----------------------------------------------------------------------------------------------------------


def _enumerated(sampler: Sampler) -> Task[Robust]:
    """All combinations; if interrupted only products are known, since part of the combinations means nothing."""
    tally, of = DrawTally(), sampler.combinations

    def known() -> Robust:
        return _record(sampler, DrawTally(), dict(products_of(sampler)), complete=False)

    yield Progress(0, of, known)
    step = min(_COMBINATIONS, sampler.batch)
    for first in range(0, of, step):
        count = min(step, of - first)
        tally.add(sampler.exhaustive(first, count))
        yield Progress(first + count, of, known)
    return _record(sampler, tally, {}, exhaustive=True)


def _sampled(
    assessment: Assessment, sampler: Sampler, draws: int, executor: Executor | None, workers: int
) -> Task[Robust]:
    """A number of draws, then the products, which are exact. *workers*: how many the executor has; 0: nobody knows."""
    tally, products = DrawTally(), dict[Place, Finding]()
    most = min(_size(draws, workers, executor), sampler.batch)
    gathered = Gathered(_chunk_by(assessment, sampler, executor), list(_parts(draws, most)), executor)

    def known(lost: str | None = None) -> Robust:
        for _, part in gathered.rest():
            tally.add(part)
        own = products if tally.draws == draws else dict(products_of(sampler))
        return _record(sampler, tally, own, asked=draws, complete=False, lost=lost)

    yield Progress(0, draws, known)
    try:
        for _, part in gathered:
            tally.add(part)
            yield Progress(tally.draws, draws, known)
    except WorkersLost as error:
        return known(str(error))
    for place, finding in products_of(sampler):
        products[place] = finding
    return _record(sampler, tally, products, asked=draws)


def _size(draws: int, workers: int, executor: Executor | None) -> int:
    """The largest number of draws in a chunk: few chunks cost less, but each worker needs some, so that all end together."""
    if executor is None:
        return _TOGETHER
    return max(_CHUNK, min(_TOGETHER, draws // (_EACH * workers))) if workers else _CHUNK


def _chunk_by(
    assessment: Assessment, sampler: Sampler, executor: Executor | None
) -> Callable[[tuple[int, int]], DrawTally]:
    """A function that draws a chunk, here or elsewhere."""
    if executor is None:
        return partial(_chunk_of, sampler)
    return partial(_chunk_elsewhere, pickle.dumps((assessment, sampler.plan)), sampler.threads)


def _chunk_of(sampler: Sampler, part: tuple[int, int]) -> DrawTally:
    return sampler.chunk(*part)


def _parts(draws: int, most: int) -> Iterator[tuple[int, int]]:
    """Chunks of at most *most* draws as (first, count), the first a small one, so that something is visible soon."""
    first = 0
    while first < draws:
        count = min(most if first else _CHUNK, most, draws - first)
        yield first, count
        first += count


_samplers: OrderedDict[bytes, Sampler] = OrderedDict()
_lock = Lock()
"""A worker may be one of several threads in its process, and a sampler's caches are not thread-safe."""


def _chunk_elsewhere(parcel: bytes, threads: int, part: tuple[int, int]) -> DrawTally:
    """Draw a chunk in a worker, which reads the assessment once."""
    with _lock:
        key = sha256(parcel).digest()
        if key not in _samplers:
            while len(_samplers) > 1:
                _samplers.popitem(last=False)
            assessment, plan = pickle.loads(parcel)  # noqa: S301  # from a process of our own
            _samplers[key] = Sampler(assessment, plan, threads=threads)
        return _samplers[key].chunk(*part)


def _record(
    sampler: Sampler,
    tally: DrawTally,
    products: Mapping[Place, Finding],
    *,
    asked: int = 0,
    complete: bool = True,
    exhaustive: bool = False,
    lost: str | None = None,
) -> Robust:
    plan = sampler.plan
    outcomes = outcomes_of(sampler, tally, exhaustive=exhaustive)
    first = sampler.subjects[0]
    conflict = first.case.conflict
    codes = {conflict.start, *(item.code for item in outcomes if item.code is not None)}
    return Robust(
        reading=dict(sampler.assessment.base_reading),
        scenario=sampler.assessment.selection.scenario,
        view=sampler.assessment.selection.view,
        concepts=plan.concepts,
        seed=None if exhaustive else plan.seed,
        asked=asked,
        draws=tally.draws if asked else 0,
        complete=complete,
        lost=lost,
        exhaustive=exhaustive,
        start=conflict.start,
        premises=first.premises,
        findings=findings_of(sampler, tally, products, exhaustive=exhaustive),
        outcomes=outcomes,
        labels={code: conflict.structure.label(code) for code in sorted(codes)},
    )
