"""suspicions: the rules of lint that need the games solved.

* *restates*: a claim that a single want alone already makes true: the conclusion repeats a premise;
* *by-definition*: a claim about outcomes or roads whose formula has one value in every state that any moves at all lead
  to from its start: it is true (or false) by the meaning of its terms and the possible moves, whatever anybody wants;
* *unsaid-number*: a number marked ``unsaid`` on which a verdict turns: at other values within its range, all else as in
  the base reading, the claim comes out differently under some concept;
* *leaning*: a forecast that is held to be likely, or unlikely, and is drawn from a claim that does not follow, or from what
  comes first as drivers drift, which does not bear it out (``questions.check.grounds``);
* *untried*: claims for which these rules would take longer than lint should, by an estimate made before solving.

All but *leaning*, which needs the claim's class, examine the base reading alone. Findings use the same record as the
other rules of lint (``errors.Problem``, severity "warning"); a claim that cannot be judged, since its games are too
large, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.assessment.names import DRIFT
from countermove.context.context import Context
from countermove.inquiry.checks import CheckedGame, FromStart
from countermove.likelihood import scale_of
from countermove.presentation.likelihoods import chance_text
from countermove.questions.check.grounds import firm_forecasts, leaning
from countermove.questions.check.verdicts import class_meaning
from countermove.verdicts.claims import ClaimVerdict, verdicts_in
from countermove.verdicts.drawn import bearing_text, drawn_settings, drawn_verdict
from countermove.verdicts.observations import Observed, observed_in
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.tippable import Tippable
from countermove.verdicts.values import restated_in
from gmcr import CONCEPTS, Conflict
from gmcr.base.errors import ModelError, Problem, Severity, SizeError, TooLong

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["SUSPICIONS", "suspicions"]

SUSPICIONS = {
    "restates": "A claim that one want alone makes true: the conclusion restates a premise.",
    "by-definition": "A claim that its terms and moves settle whatever anybody wants.",
    "unsaid-number": "A number that the source does not give and on which a verdict turns.",
    "leaning": "A forecast that is likely, or unlikely, and drawn from what does not follow.",
    "untried": "Claims whose games are too many or too large to be solved for the four rules above.",
}
"""Code → one line of explanation."""

_WORK = 200_000_000
"""The budget of cells of games, each counted for every actor: ten to twenty seconds on one core."""

_LEAST = 2_000
"""The cost of a game however small it is, in cells."""

_STEPS = 50_000
"""The budget of steps along roads (``Arena.spend``), which takes as long again."""

_Restated = Mapping[str, tuple[str, ...]]
"""Claim → the wants that it repeats."""


def suspicions(assessment: Assessment, *, verdicts: Sequence[ClaimVerdict] | None = None) -> tuple[Problem, ...]:
    """All findings of these rules, by claim in file order. ``verdicts``: of all claims, if already known. Raises
    SizeError if there are too many states to list."""
    context = Context(assessment)
    if not assessment.claims and not drawn_settings(context):
        return ()
    search = _SuspicionSearch(context)
    with context.games.arena.at_most(_STEPS):
        known = search.restated() if verdicts is None else {item.id: item.restated for item in verdicts}
        return (*search.findings(known), *search.leaning(verdicts), *search.left_out())


class _SuspicionSearch:
    """A search through the claims of a file, with its remaining budget (``left``, in cells)."""

    def __init__(self, context: Context) -> None:
        self.context, self.assessment = context, context.assessment
        assessment = self.assessment
        self.settings = [setting_of(assessment, name) for name in assessment.claims]
        structure = assessment.conflict().structure
        self.states = structure.states.size
        self.size = structure.cells * len(structure.actors)
        self.left = _WORK
        self.untried: dict[str, None] = {}
        self.unjudged: dict[str, Problem] = {}
        self._seen: set[Conflict] = set()

    def findings(self, known: _Restated) -> Iterator[Problem]:
        for item in self.settings:
            if wants := known.get(item.id):
                *more, last = wants
                listed = f"{', '.join(more)} or {last}" if more else last
                yield self._problem(item, "restates", f"{item.id} restates {listed}: that alone makes the claim true.")
            value = None
            with self._judging(item):
                value = self._by_definition(item)
            if value is not None:
                word = "true" if value else "false"
                text = f"{item.id} is {word} by definition: in every state that any moves lead to, its formula has one value."
                yield self._problem(item, "by-definition", text)
        yield from self._unsaid_numbers()

    def leaning(self, verdicts: Sequence[ClaimVerdict] | None) -> Iterator[Problem]:
        """Findings on forecasts drawn from claims that do not follow."""
        document = self.assessment.document
        judged = tuple(self._drawn_from()) if verdicts is None else verdicts
        for item in leaning(document, judged, tuple(self._drawn_from_drifts())):
            held = (
                f"{item.forecast} is held to be {chance_text(item.stated, scale_of(document.scale))} and is drawn from "
            )
            if item.claim == DRIFT:
                text = f"{held}what comes first as drivers drift, which {bearing_text(item.verdict)}."
            else:
                text = f"{held}{item.claim}, which {class_meaning([item.verdict])}: that does not bear it out."
            yield self._at(("forecasts", item.forecast), "leaning", text)

    def _drawn_from(self) -> Iterator[ClaimVerdict]:
        """Verdicts on the claims that firm forecasts are drawn from."""
        drawn = {claim for _, claim, _ in firm_forecasts(self.assessment.document)}
        for item in self.settings:
            if item.id not in drawn:
                continue
            with self._judging(item):
                cases = len(self.assessment.readings) + len(item.variants) + len(item.turned)
                if self._affords(item, cases * len(item.check.points(item.base))):
                    yield from verdicts_in(self.context, self._since, item.id, search=False)

    def _drawn_from_drifts(self) -> Iterator[ClaimVerdict]:
        """Verdicts on the forecasts that are drawn from what comes first."""
        for item in drawn_settings(self.context):
            with self._judging(item, "forecasts"):
                if self._affords(item, len(self.assessment.readings)):
                    yield drawn_verdict(self.context, item)

    @cached_property
    def _since(self) -> Observed | None:
        """What happened since."""
        return observed_in(self.context)

    def left_out(self) -> Iterator[Problem]:
        """Findings on what could not be judged, and on what was not tried."""
        yield from self.unjudged.values()
        if self.untried:
            text = (
                f"Of {_named(self.untried)} it was not tried whether "
                f"a want alone, a definition or a number settles it, or of what class it is: with "
                f"{self.states:,} states that would take too long here. They can be judged all the same."
            )
            yield self._at(("claims" if self.assessment.claims else "forecasts",), "untried", text)

    # -- the rules -------------------------------------------------------------------------------------------------

    def restated(self) -> _Restated:
        """The wants that each claim repeats, as far as the budget allows."""
        tried, wanted = [], []
        for item in self.settings:
            with self._judging(item):
                cases = (item.base, item.bare, *(case for _, case in item.alone))
                if self._affords(item, len(item.check.points(item.base)) * self._fresh(cases), len(cases)):
                    wanted += [game for case in cases for game in item.check.profiles(case)]
                    tried.append(item)
        self.context.games.arena.prepare(wanted, [self.assessment.lead])
        wants = {}
        for item in tried:
            with self._judging(item):
                wants[item.id] = restated_in(item, self.assessment.lead)
        return wants

    def _by_definition(self, item: Setting) -> bool | None:
        """The claim's value if its formula is constant over all states that moves of any actors lead to from its
        start."""
        check_ = item.check
        if not isinstance(check_, FromStart) or not self._affords(item, 1):
            return None
        case = item.base
        met = case.where(check_.formula)[case.games.arena.reachable(case.start(check_.after))]
        if met.all() != met.any():
            return None
        return check_.settled(bool(met.all()))

    def _unsaid_numbers(self) -> Iterator[Problem]:
        for name, driver in self.assessment.document.drivers.items():
            if not driver.unsaid:
                continue
            turning = []
            for item in self.settings:
                with self._judging(item):
                    if self._turns_on_number(item, name):
                        turning.append(item.id)
            if turning:
                text = (
                    f"{name} is a number that the source does not give, and verdicts turn on it ({', '.join(turning)}): "
                    "give it a source, or make it an open question."
                )
                yield self._at(("drivers", name), "unsaid-number", text)

    def _turns_on_number(self, item: Setting, name: str) -> bool:
        concepts = CONCEPTS[:1] if item.check.concept_free else CONCEPTS
        watched = Tippable("claim", item.id, item.base, item, concepts)
        try:
            forms = watched.forms((name,))
        except SizeError:  # too many to examine: no finding
            return False
        points = item.base.games.points(forms, {name: self.assessment.ranges[name]})
        if not forms or not self._affords(item, len(points) * len(item.check.points(item.base))):
            return False
        now, *elsewhere = watched.answers([watched.now, *points])
        return any(answer != now for answer in elsewhere)

    # -- what it takes ---------------------------------------------------------------------------------------------

    def _affords(self, item: Setting, games: int, cases: int = 0) -> bool:
        """Whether the budget allows *games* games that are new, and a claim in *cases* cases; if so, spend it."""
        cost = games * self.size + max(games, cases) * _LEAST
        if cost > self.left:
            self.untried[item.id] = None
            return False
        self.left -= cost
        return True

    def _fresh(self, cases: Sequence[CheckedGame]) -> int:
        """How many of the games of some cases are new; they are remembered."""
        games = {game for case in cases for game in case.conflicts} - self._seen
        self._seen |= games
        return len(games)

    @contextmanager
    def _judging(self, item: Setting, section: str = "claims") -> Iterator[None]:
        """Turn what is too large, or cannot be, into a problem of the claim; leave untried what takes too long. *section*: where
        it stands."""
        try:
            yield
        except TooLong:
            self.untried[item.id] = None
        except ModelError as error:
            code = "large" if isinstance(error, SizeError) else "infeasible"
            self.unjudged[item.id] = self._at((section, item.id), code, f"{item.id} cannot be judged: {error}", "error")

    def _problem(self, item: Setting, code: str, message: str, severity: Severity = "warning") -> Problem:
        return self._at(("claims", item.id), code, message, severity)

    def _at(self, path: tuple[str, ...], code: str, message: str, severity: Severity = "warning") -> Problem:
        place = self.assessment.positions.key(path)
        return Problem(self.assessment.file, place.line, place.column, severity, code, message)


def _named(claims: Iterable[str]) -> str:
    first, *more = claims
    return f"{first} and {len(more)} more" if more else first
