"""What is measured: groups of entries, each a name, a target where one is set, and how to take the figure."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

import countermove as cm
from benchmarks import measure, models
from benchmarks.baseline import solve_straightforwardly
from benchmarks.beyond.figures import agreement, beyond
from benchmarks.codings import codings
from benchmarks.concepts import concepts
from benchmarks.cores import cores
from benchmarks.deals import deals
from benchmarks.events import events
from benchmarks.figure import Figure
from benchmarks.questions import hard, larger, questions
from countermove.inquiry.draws import MODELS, Sample
from countermove.verdicts.premises import UncertainWant, random_numbers, truths_of
from gmcr import Conflict
from gmcr.analysis import Arena, Pool
from gmcr.kernels import Lattice
from gmcr.stability import solve_ensemble

__all__ = ["GROUPS"]


def _solve(conflict: object) -> object:
    assert isinstance(conflict, Conflict)
    return cm.solve(conflict)


def process(repeat: int) -> Iterator[Figure]:
    """Whole processes, as a user starts them."""
    beside = Path(sys.executable).with_name("countermove")
    command = str(beside) if beside.exists() else shutil.which("countermove") or "countermove"
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder, "korea.html"))
        for name, words, target in (
            ("import countermove", [sys.executable, "-c", "import countermove"], 0.25),
            ("countermove --help", [command, "--help"], 0.4),
            ("assess korea-2021", [command, "assess", "korea-2021"], 3.0),
            ("check korea-2021", [command, "check", "korea-2021"], None),
            ("report korea-2021 as HTML", [command, "report", "korea-2021", "-o", page, "--force"], 5.0),
        ):
            median, least, most = measure.process_seconds(words, repeat=repeat)
            yield Figure("process", name, median, "s", (least, most), target)


def engine(repeat: int) -> Iterator[Figure]:
    """Five concepts from wants and from ranks, on full lattices."""
    seconds: dict[int, float] = {}
    for bits in (8, 10, 12, 14, 16, 18, 20, 22):
        for actors in (2, 4, 8):
            if actors == 2 and bits > 20:
                continue
            for preferences in ("wants", "ranks"):
                if preferences == "ranks" and (actors != 4 or bits > 20):
                    continue

                def make(bits: int = bits, actors: int = actors, preferences: str = preferences) -> Conflict:
                    return models.lattice(bits, actors, preferences=preferences)

                runs = repeat if bits <= 20 else min(repeat, 3)
                median, least, most = measure.cold(make, _solve, repeat=runs)
                target = {(12, "wants"): 0.015, (20, "wants"): 0.6}.get((bits, preferences)) if actors == 4 else None
                yield Figure(
                    "engine", f"2^{bits} states, {actors} actors, {preferences}", median, "s", (least, most), target
                )
                if actors == 4 and preferences == "wants":
                    seconds[bits] = median
    sizes = [bits for bits in seconds if bits >= 14]
    fitted = measure.slope([1 << bits for bits in sizes], [seconds[bits] for bits in sizes])
    yield Figure("engine", "slope of log time over log N, 2^14 to 2^22", fitted, "", None, 1.1)
    for bits in (20, 22):
        grown = measure.peak_bytes(
            f"from benchmarks import models\nimport countermove as cm\nconflict = models.lattice({bits}, 4)\n"
            "cm.solve(models.lattice(8, 4))\nbefore = peak()\nresult = cm.solve(conflict)"
        )
        target = 100.0 if bits == 20 else None
        yield Figure(
            "engine", f"peak memory, 2^{bits} states, 4 actors", grown / (1 << bits), "bytes/state", None, target
        )


def baselines(repeat: int) -> Iterator[Figure]:
    """The engine against a straightforward NumPy solution and the literal judge, in the same run."""
    for bits in (12, 16, 20):
        conflict = models.lattice(bits, 4)
        solved, plain = cm.solve(conflict), solve_straightforwardly(conflict, cm.CONCEPTS)
        for (concept, actor), where in plain.items():
            assert np.array_equal(where, solved.stable(concept, actor)), (concept, actor)
        ours = measure.cold(lambda bits=bits: models.lattice(bits, 4), _solve, repeat=repeat)[0]  # type: ignore[misc]
        theirs = measure.cold(
            lambda bits=bits: models.lattice(bits, 4),  # type: ignore[misc]
            lambda made: solve_straightforwardly(made, cm.CONCEPTS),  # type: ignore[arg-type]
            repeat=1,
        )[0]
        yield Figure("baselines", f"straightforward NumPy, 2^{bits} states, 4 actors", theirs, "s")
        target = 8.0 if bits == 20 else None
        yield Figure(
            "baselines", f"  times as long as the engine, 2^{bits}", theirs / ours, "×", None, target, at_least=True
        )
    yield from _judge(repeat)


def _judge(repeat: int) -> Iterator[Figure]:
    """The literal definitions of the tests, quantifier by quantifier."""
    from tests.judge import definitions, options

    conflict = models.lattice(9, 3)
    own = {
        actor: [name.partition(".")[2] for name in conflict.options if name.startswith(f"{actor}.")]
        for actor in conflict.actors
    }
    codes = conflict.states.tolist()
    ranks = {actor: dict(zip(codes, conflict.ranks(actor).tolist(), strict=True)) for actor in conflict.actors}

    def graph() -> definitions.Graph:
        return options.option_graph(options=own, feasible=codes, ranks=ranks)

    def judge(made: object) -> None:
        assert isinstance(made, definitions.Graph)
        for concept in definitions.CONCEPTS.values():
            for actor in made.actors:
                definitions.stable_states(made, concept, actor)

    theirs = measure.cold(graph, judge, repeat=1)[0]
    ours = measure.cold(lambda: models.lattice(9, 3), _solve, repeat=repeat)[0]
    yield Figure("baselines", "literal judge, 2^9 states, 3 actors", theirs, "s")
    yield Figure("baselines", "  times as long as the engine, 2^9", theirs / ours, "×")


def sparse(repeat: int) -> Iterator[Figure]:
    """10^6 feasible states of 2^40: finding them, and five concepts on them."""
    runs = min(repeat, 3)
    for bits in (17, 20):
        median, least, most = measure.cold(lambda bits=bits: models.sparse(feasible_bits=bits), _solve, repeat=runs)  # type: ignore[misc]
        target = 6.0 if bits == 20 else None
        yield Figure(
            "sparse", f"2^{bits} feasible of 2^40, states and five concepts", median, "s", (least, most), target
        )


DRAWS = 100_000


def ensemble(repeat: int) -> Iterator[Figure]:
    """Many small games at once: all states, five concepts, 7 options, 4 actors."""
    conflict = models.lattice(7, 4)
    lattice = Lattice(conflict.structure)
    rng = np.random.default_rng(1)
    size = (lattice.rows, DRAWS)
    ranks = [rng.integers(1, lattice.rows + 1, size).astype(np.uint8) for _ in conflict.actors]
    for threads in (1, 2):
        seconds = measure.cold(
            lambda: ranks,
            lambda made, threads=threads: solve_ensemble(lattice, made, threads=threads),  # type: ignore[misc, arg-type]
            repeat=repeat,
        )
        target = 80_000.0 if threads == 2 else None
        yield _rate(f"random ranks, {threads} {'thread' if threads == 1 else 'threads'}", seconds, target)
    for model in MODELS:
        seconds = measure.cold(
            lambda: models.lattice(7, 4),
            lambda made, model=model: _from_wants(made, model),  # type: ignore[misc, arg-type]
            repeat=repeat,
        )
        yield _rate(f"drawing, ranking, solving; 10 wants each, false ones {model}", seconds, None)


def _from_wants(conflict: Conflict, model: str) -> object:
    """Draws of which wants are true (0.8), the ranks that they lead to, and the stability of every different game."""
    wants = [want.id for own in conflict.preferences.values() if not isinstance(own, cm.Ranking) for want in own]
    premises = [UncertainWant(want, "", None, Fraction(4, 5)) for want in wants]
    place = {want: k for k, want in enumerate(wants)}
    truths = truths_of(random_numbers(1, 0, DRAWS, len(wants)), premises, place)
    sample = Sample(Pool.of(Arena(conflict.structure)), truths, place, model)
    games = sample.games(conflict)
    tables = solve_ensemble(sample.tables.lattice, [games.crowd.ranks(k) for k in sample.tables.lattice.actors])
    return [games.each(table) for table in tables]


def _rate(name: str, seconds: tuple[float, float, float], target: float | None) -> Figure:
    median, least, most = seconds
    spread = (DRAWS / most, DRAWS / least)
    return Figure("ensemble", name, DRAWS / median, "draws/s", spread, target, at_least=True)


GROUPS: dict[str, Callable[[int], Iterator[Figure]]] = {
    "process": process,
    "questions": questions,
    "larger": larger,
    "hard": hard,
    "engine": engine,
    "concepts": concepts,
    "deals": deals,
    "codings": codings,
    "baselines": baselines,
    "sparse": sparse,
    "ensemble": ensemble,
    "cores": cores,
    "events": events,
    "beyond": beyond,
    "agreement": agreement,
}
