"""Sets of lines of one assessment put into another: what each line does alone, and which minimal sets carry a result
over.

A *result* is what an assessment says of something: the verdict on a claim, the answer to a question. A set of
differences *carries* a result over if the first assessment, with these lines as the second has them and all else as it
is, says what the second says. Sets are tried by size, and supersets of a set that was found are skipped, so that the
search finds all sets that are minimal by inclusion and no larger than the bound. No monotonicity is assumed: two lines
may undo one another.

Names in a mixture whose objects are missing are dropped if the meaning is clear (``verdicts.lines.mixture``). A line
that still does not fit by itself is tried *along* with those that it depends on. If no set up to the bound carries a
result over, all lines are put in together, and then, from the last to the first, each one without which the result
still holds is taken out: what remains is one set of which none can be spared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

from countermove.assessment import loads
from countermove.verdicts.lines.counterparts import Data
from countermove.verdicts.lines.differences import ChangedLine
from countermove.verdicts.lines.mixture import companions, fitted, patched, places_in, present_in, written
from gmcr.base.errors import AssessmentError, ModelError

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "MOST", "LineSearch", "Undecided"]

BOUND = 2
"""The default for the largest number of differences applied together."""

MOST = 3_000
"""The largest number of sets of differences that are tried."""

Undecided: TypeAlias = Literal["", "bound", "unfit", "contradicts", "stopped"]

N = TypeVar("N", bound=Hashable)
T = TypeVar("T")


class LineSearch(Generic[N, T]):
    """Tries sets of differences by size, until every result that differs is carried over in all minimal ways or the
    bound is reached.

    ``data``: those of the first, with full names of options, with everything to be judged; ``before``: what it says, by
    name; ``goals``: what the second says, where that differs; ``judge``: what an assessment says of some names, without
    those that it lacks; ``comes_to``: whether that is a goal; ``contradicts``: whether it is a contradiction.
    ``along``: for lines that do not fit by themselves, those that they go with (themselves too), and what is said then.
    """

    def __init__(
        self,
        first: Assessment,
        data: Data,
        second: Data,
        differences: Sequence[ChangedLine],
        *,
        before: Mapping[N, T],
        goals: Mapping[N, T],
        judge: Callable[[Assessment, Sequence[N]], Mapping[N, T]],
        comes_to: Callable[[T, T], bool],
        contradicts: Callable[[T], bool] = lambda said: False,
    ) -> None:
        self.first, self.data, self.second, self.differences = first, data, second, differences
        self.before, self.goals = before, goals
        self.judge, self.comes_to, self.contradicts = judge, comes_to, contradicts
        self.found: dict[N, list[tuple[int, ...]]] = {name: [] for name in goals}
        self.alone: dict[int, Mapping[N, T]] = {}
        self.unfit: list[int] = []
        self.along: dict[int, tuple[tuple[int, ...], Mapping[N, T]]] = {}
        self.reduced: dict[N, tuple[int, ...]] = {}
        self.tried = 0
        self.complete = True
        self._some_unfit = False
        self._contradicted: set[N] = set()
        mine, theirs = present_in(data), present_in(second)
        self._known = {kind: mine[kind] | theirs[kind] for kind in mine}
        self._places = {**places_in(second), **places_in(data)}

    def steps(self, bearing: Sequence[int], bound: int, most: int) -> Iterator[tuple[int, int]]:
        """Try one set of *bearing* differences after another, yielding before each the number tried and the largest
        possible number."""
        bound = min(bound, len(bearing))
        whole = min(most, sum(comb(len(bearing), size) for size in range(1, bound + 1)))
        for size in range(1, bound + 1):
            for chosen in combinations(bearing, size) if size == 1 or self.goals else ():
                names = self._names_tried(chosen)
                if not names:
                    continue
                if self.tried >= most:
                    self.complete = False
                    return
                yield self.tried, max(whole, self.tried + 1)
                self._try(chosen, names)
            if size == 1:
                for place in self.unfit if self.tried < most else ():
                    yield self.tried, max(whole, self.tried + 1)
                    self._try_along(place, bearing)

    def reduce(self, goal: N, bearing: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Search for a set that carries a result over and from which no single line can be left out, and store it in
        ``reduced``; yields before each set the number tried and the largest possible number."""
        lines = list(bearing)

        def does(chosen: Sequence[int]) -> bool:
            said = self.mixed(chosen, [goal])
            return said is not None and goal in said and self.comes_to(said[goal], self.goals[goal])

        yield self.tried, self.tried + len(lines) + 1
        if not does(lines):
            return
        shrunk = True
        while shrunk:
            shrunk = False
            for item in reversed(lines):
                yield self.tried, self.tried + len(lines)
                fewer = [one for one in lines if one != item]
                if does(fewer):
                    lines, shrunk = fewer, True
        self.reduced[goal] = tuple(lines)

    def undecided(self, name: N, *, interrupted: bool) -> Undecided:
        """Why nothing carries a result over, or ""."""
        if name not in self.goals or self.found[name]:
            return ""
        if interrupted or not self.complete:
            return "stopped"
        if name in self._contradicted:
            return "contradicts"
        return "unfit" if self._some_unfit else "bound"

    def mixed(self, chosen: Sequence[int], names: Sequence[N]) -> Mapping[N, T] | None:
        """What the first assessment says with these lines of the second; None if they do not fit."""
        self.tried += 1
        data = self._with(chosen)
        try:
            return self._said(data, names)
        except (AssessmentError, ModelError):
            light = fitted(data, self._known, self._places)
        if light == data:
            return None
        try:
            return self._said(light, names)
        except (AssessmentError, ModelError):
            return None

    def _with(self, chosen: Sequence[int]) -> Data:
        return patched(self.data, self.second, [self.differences[place] for place in chosen])

    def _said(self, data: Data, names: Sequence[N]) -> Mapping[N, T]:
        # Computations about games with the same actors, options and rules are shared by all sets.
        return self.judge(loads(written(data), file=self.first.file).sharing(self.first), names)

    def _names_tried(self, chosen: tuple[int, ...]) -> list[N]:
        """The results for which a set is tried: everything for a single line, for larger sets what no part of it
        carries over."""
        if len(chosen) == 1:
            return list(self.before)
        return [name for name in self.goals if not any(set(known) <= set(chosen) for known in self.found[name])]

    def _try_along(self, place: int, bearing: Sequence[int]) -> None:
        """Try a line that does not fit by itself with those that it depends on."""

        def mix(chosen: Sequence[int]) -> Data:
            return fitted(self._with(chosen), self._known, self._places)

        chosen = companions(place, self.differences, bearing, mix, self._known)
        if len(chosen) < 2 or (said := self.mixed(chosen, list(self.before))) is None:
            return
        for other in reversed(chosen):  # not all lines that name the missing thing are needed
            fewer = tuple(item for item in chosen if item != other)
            if other != place and (less := self.mixed(fewer, list(self.before))) is not None:
                chosen, said = fewer, less
        self.along[place] = chosen, said

    def _try(self, chosen: tuple[int, ...], names: Sequence[N]) -> None:
        said = self.mixed(chosen, names)
        if said is None:
            self._some_unfit = True
            if len(chosen) == 1:
                self.unfit.append(chosen[0])
            return
        if len(chosen) == 1:
            self.alone[chosen[0]] = said
        for name, goal in self.goals.items():
            if name in names and name in said:
                if self.comes_to(said[name], goal):
                    self.found[name].append(chosen)
                elif self.contradicts(said[name]):
                    self._contradicted.add(name)
