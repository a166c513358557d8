"""The storyline of a conflict whose drivers drift, and those of many that differ in what actors want."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction

from gmcr.analysis.clocks.beyond import Beyond, Rests
from gmcr.analysis.clocks.drifts import Drift, Drifts
from gmcr.analysis.clocks.search import Search
from gmcr.analysis.clocks.story import Storyline
from gmcr.analysis.clocks.walls import Walls
from gmcr.analysis.games import Games
from gmcr.base.arguments import as_integer
from gmcr.base.tasks import Task, run_to_end, task
from gmcr.logic import Formula
from gmcr.model import Conflict
from gmcr.stability import concept as concept_named

__all__ = ["storyline", "storylines"]


@task
def storyline(
    conflict: Conflict,
    drifts: Mapping[str, Drift | Sequence[Drift]],
    *,
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    concept: str = "nash",
    stops: int = 6,
    answers: Callable[[Conflict], Hashable] | None = None,
    watched: Iterable[Formula | str] = (),
    games: Games | None = None,
) -> Task[Storyline]:
    """Return what comes first if nobody does anything, as drivers drift.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with the values of its drivers now.
    drifts : mapping of str to Drift or sequence of Drift
        Driver → its drifts; in a state the first counts that is true there. A driver without one stays.
    ranges : mapping of str to (Fraction, Fraction)
        Driver that drifts → the ends of its range, the lower first. It stays within it.
    concept : str, default "nash"
        The concept under which steps are made, one of ``CONCEPTS``.
    stops : int, default 6
        How many stops a branch is followed for.
    answers : callable, optional
        What is answered in a game, given as a conflict with its own start and the drivers just beyond a value. Where that
        changes is a stop. It depends on drivers by the comparisons of wants and of what is watched alone.
    watched : iterable of Formula or str, optional
        Formulas with drivers that answers depend on beside the wants: their comparisons count as the wants' do.
    games : Games, optional
        The games on the conflict's structure, if there are some already.

    Returns
    -------
    Storyline
        The branches.

    Raises
    ------
    ModelError
        If a drift, a rate or a range cannot be as it is given.
    SizeError
        If states cannot be listed and roads were not walked to their ends.
    UnknownName
        If a driver or the concept does not exist.

    See Also
    --------
    Roads : Steps and outcomes.

    Notes
    -----
    Rates may vary within their intervals, so conditions on a branch are linear in how far drivers move in each leg and how
    long it takes. They are judged exactly, in rational numbers.

    References
    ----------
    * B. Kuipers (1986). Qualitative simulation. *Artificial Intelligence* 29, 289–338.
    * T. A. Henzinger (1996). The theory of hybrid automata. *Proceedings of LICS*, 278–292.

    Examples
    --------
    The town pays as long as trust is high, and trust falls while no ferry runs.

    >>> from fractions import Fraction
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"}, preferences={"line": "not run", "town": []}, start="pay"
    ... ).with_drivers({"trust": Fraction(3, 5)})
    >>> ferry = ferry.with_preferences({"town": "pay iff trust >= 0.3"})
    >>> unit = (Fraction(0), Fraction(1))
    >>> story = gmcr.storyline(ferry, {"trust": gmcr.Drift(False, "not run")}, ranges={"trust": unit})
    >>> [branch] = story.branches
    >>> [(str(*stop.crossed), ferry.label(stop.state)) for stop in branch.stops[1:]], branch.end
    ([('trust falls below 3/10', 'no option on'), ('trust falls to 0', 'no option on')], 'at rest')
    """
    made = Conflict.given(conflict)
    moving, played = Drifts(made, drifts, ranges), games or Games(made.structure)
    chosen, most = concept_named(concept).name, as_integer(stops, "stops", least=1)
    formulas = [made.formula(item) if isinstance(item, str) else item for item in watched]
    walls = _walls(made, moving, formulas, played)
    search = Search(moving, Beyond(made, walls, played, chosen, answers or _nothing), most)
    return (yield from search.storyline())


def storylines(
    conflicts: Sequence[Conflict],
    drifts: Mapping[str, Drift | Sequence[Drift]],
    *,
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    concept: str = "nash",
    stops: int = 6,
    answers: Callable[[Conflict], Hashable] | None = None,
    watched: Iterable[Formula] = (),
    games: Games | None = None,
) -> list[Storyline]:
    """Return the storylines of conflicts that differ in what actors want, each worked out once.

    A storyline depends on where comparisons change, and on where steps lead from the states and cells that are asked about on
    the way. Conflicts that agree in these share one.

    Parameters
    ----------
    conflicts : sequence of Conflict
        The conflicts, with the same structure, start and drivers.
    drifts : mapping of str to Drift or sequence of Drift
        Driver → its drifts, as in ``storyline``.
    ranges : mapping of str to (Fraction, Fraction)
        Driver that drifts → the ends of its range.
    concept : str, default "nash"
        The concept under which steps are made, one of ``CONCEPTS``.
    stops : int, default 6
        How many stops a branch is followed for.
    answers : callable, optional
        What is answered in a game, as in ``storyline``.
    watched : iterable of Formula, optional
        Formulas with drivers that answers depend on beside the wants.
    games : Games, optional
        The games on the conflicts' structure, if there are some already.

    Returns
    -------
    list of Storyline
        That of each conflict, as ``storyline`` has it.

    Raises
    ------
    ModelError
        If a drift, a rate or a range cannot be as it is given.
    SizeError
        If states cannot be listed and roads were not walked to their ends.
    UnknownName
        If a driver or the concept does not exist.

    See Also
    --------
    storyline : That of one conflict.

    Examples
    --------
    >>> from fractions import Fraction
    >>> import gmcr
    >>> from gmcr.analysis import storylines
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"}, preferences={"line": "not run", "town": []}, start="pay"
    ... ).with_drivers({"trust": Fraction(3, 5)})
    >>> towns = [ferry.with_preferences({"town": want}) for want in ("pay iff trust >= 0.3", "not pay iff trust < 0.3")]
    >>> unit = (Fraction(0), Fraction(1))
    >>> one, other = storylines(towns, {"trust": gmcr.Drift(False, "not run")}, ranges={"trust": unit})
    >>> one is other
    True
    """
    if not conflicts:
        return []
    first, formulas = conflicts[0], tuple(watched)
    moving, played = Drifts(first, drifts, ranges), games or Games(first.structure)
    chosen, most = concept_named(concept).name, as_integer(stops, "stops", least=1)
    known: dict[Hashable, Rests] = {}
    alike: dict[Hashable, Walls] = {}
    left: dict[Walls, list[Beyond]] = {}
    every = []
    for conflict in conflicts:
        walls = _walls(conflict, moving, formulas, played)
        walls = alike.setdefault(walls.forms, walls)
        every.append(Beyond(conflict, walls, played, chosen, answers or _nothing, known=known))
        left.setdefault(walls, []).append(every[-1])
    told: dict[Beyond, Storyline] = {}
    for own in left.values():
        while own := [beyond for beyond in own if beyond not in told]:
            story = run_to_end(Search(moving, own[0], most).storyline())
            told |= dict.fromkeys(own[0].agreeing(own), story)
    return [told[beyond] for beyond in every]


def _walls(conflict: Conflict, drifts: Drifts, watched: Iterable[Formula], games: Games) -> Walls:
    """Where a comparison in wants or in what is watched changes."""
    drivers, names = conflict.drivers, drifts.names
    forms = [form for own in conflict.preferences.values() for form in games.forms(own, drivers, names)]
    forms += [form for formula in watched for form in games.comparisons(formula, drivers, names)]
    return Walls(names, drifts.box, forms)


def _nothing(_: Conflict) -> Hashable:
    return ()
