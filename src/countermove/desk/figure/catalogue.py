"""Every figure by name, made from a case: what the command line, a page and the gallery of the docs ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.analysis.draws.premises import MODELS
from countermove.analysis.edits.changes import BOUND
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer, ask
from countermove.case.game import Game
from countermove.case.selection import Selection
from countermove.errors import CountermoveError, UnknownName
from countermove.questions.check.drawn import claims_grid
from countermove.questions.check.judged import check as check_claims
from countermove.questions.levers.drawn import levers
from countermove.questions.longrun.drawn import shares
from countermove.questions.matrix.drawn import matrix
from countermove.questions.responsibility.drawn import responsibility
from countermove.questions.roads.drawn import road
from countermove.questions.robust.drawn import tornado
from countermove.questions.robust.found import Finding, Robust
from countermove.questions.states.drawn import state_graph
from countermove.questions.states.found import state_graph as state_graph_of
from countermove.questions.tipping.drawn import drivers, phase
from countermove.questions.wants.drawn import ladders
from countermove.questions.wants.found import ladders as ladders_of
from countermove.stability import CONCEPTS, concepts_named
from countermove.telling.figure import Figure
from countermove.telling.words import concept_name

__all__ = ["FIGURES", "Kind", "Request", "draw"]


_READINGS = 64
"""Responsibility is not gone through over more readings than this: that takes long."""

_REFERENCE = "seq"
"""The concept of a phase diagram where none is asked for."""

_AROUND = 1
"""Combinations of cells that are looked at around now: lines and planes are exact without them, and no figure shows more."""


@dataclass(frozen=True, slots=True)
class Request(Brief):
    """What a figure is to show of a game. ``concepts``: none for the figure's own choice; ``vary``: drivers; ``thing``: what tips
    or is uncertain: start, outcomes, target or the id of a claim ("": the figure's own choice); ``model``: of a false premise
    (dropped or reversed); ``bound``: changes looked at; ``width``: None for the figure's own."""

    game: Game
    concepts: tuple[str, ...] = ()
    vary: tuple[str, ...] = ()
    thing: str = ""
    model: str = "reversed"
    bound: int = BOUND
    draws: int = 2000
    seed: int = 0
    theme: str = "light"
    width: float | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment. Raises CountermoveError for a conflict alone."""
        if self.game.assessment is None:
            raise CountermoveError(
                f"{self.game.name} is a conflict alone: this figure needs an assessment; states and road do not."
            )
        return self.game.assessment

    @property
    def selection(self) -> Selection:
        """Which game of the assessment."""
        return self.game.selection

    def refuse(self, why: str, *names: str) -> None:
        """Raises CountermoveError where the selection has one of these: reading, scenario, view or drivers."""
        if any(getattr(self.selection, name) for name in names):
            raise CountermoveError(why)

    def wide(self, own: float) -> float:
        """The width asked for, or the figure's own. Raises CountermoveError."""
        if self.width is None:
            return own
        if not 240 <= self.width <= 4000:
            raise CountermoveError(f"A figure is 240 to 4000 units wide, not {self.width:g}.")
        return self.width


@dataclass(frozen=True, slots=True)
class Kind(Brief):
    """One kind of figure: what it shows, and how it is made. ``concepts``: those it is drawn under where none are asked for;
    none where it depends on no concept, or says in the picture under which. ``one``: it takes the first that is asked for,
    ``fixed``: it takes no other. ``game``: whether it is about the game selected (rather than about all readings)."""

    about: str
    make: Callable[[Request], Figure]
    concepts: tuple[str, ...] = ()
    one: bool = False
    fixed: bool = False
    game: bool = True

    def under(self, request: Request) -> tuple[str, ...]:
        """The concepts to name beside the picture. Raises UnknownName."""
        if not self.concepts or self.fixed:
            return self.concepts
        asked = tuple(concept.name for concept in concepts_named(request.concepts or self.concepts))
        return asked[:1] if self.one else asked


def draw(name: str, request: Request) -> Figure:
    """The figure of a name. Raises UnknownName, ModelError, CountermoveError (what it needs is not in the case)."""
    if name not in FIGURES:
        raise UnknownName("figure", name, FIGURES)
    return FIGURES[name].make(request)


def _claims(request: Request) -> Figure:
    request.refuse("Each claim says of which scenario and view it is: name none.", "scenario", "view", "drivers")
    answer = ask("check", request.assessment, concepts=request.concepts or None)
    return claims_grid(
        answer.found.claims,
        glossary=answer.glossary,
        reading=request.selection.reading,
        theme=request.theme,
        width=request.wide(760),
    )


def _ladders(request: Request) -> Figure:
    claims = check_claims(request.assessment, None, request.concepts or CONCEPTS)
    record = ladders_of(request.assessment, request.selection)
    return ladders(record, claims=claims, theme=request.theme, width=request.wide(760))


def _states(request: Request) -> Figure:
    concept = request.concepts[0] if request.concepts else "nash"
    graph = state_graph_of(request.game, concept=concept)
    return state_graph(graph, theme=request.theme, width=request.wide(760))


def _responsibility(request: Request) -> Figure:
    request.refuse("Responsibility goes through every view: name none.", "view")
    readings = len(request.assessment.readings)
    answer = ask("responsibility", request.game, bound=request.bound, over_readings=readings <= _READINGS)
    return responsibility(
        answer,
        readings=0 if readings <= _READINGS else readings,
        theme=request.theme,
        width=request.wide(760),
    )


def _levers(request: Request) -> Figure:
    request.assessment  # noqa: B018  # a conflict alone has no levers
    record = ask("levers", request.game)
    return levers(record, theme=request.theme, width=request.wide(760))


def _phase(request: Request) -> Figure:
    vary = request.vary or _telling(request)
    if len(vary) != 2:
        raise CountermoveError(f"A phase diagram needs two drivers, not {len(vary)}: {_naming_two(request.assessment)}")
    answer = _tipping(request, vary)
    return phase(answer, thing=_thing(request), theme=request.theme, width=request.wide(480))


def _drivers(request: Request) -> Figure:
    answer = _tipping(request, request.vary, claims=() if request.thing else None, concepts=CONCEPTS)
    thing = _thing(request) if request.thing else ""
    return drivers(answer, thing=thing, theme=request.theme, width=request.wide(760))


def _is_code(text: str) -> bool:
    """Whether a text may be the code of a state, which has less than 20 digits."""
    return text.isascii() and text.isdecimal() and len(text) < 20


def _of_outcome(found: Robust, thing: str, concept: str, model: str) -> Finding:
    """The outcome with a code, or ("outcomes") the likeliest one but the start. Raises UnknownName, CountermoveError."""
    own = [item for item in found.outcomes if (item.concept, item.model) == (concept, model) and item.code is not None]
    if thing != "outcomes":
        item = found.outcome(int(thing), concept=concept, model=model)
    elif others := [item for item in own if item.code != found.start]:
        item = others[0]
    else:
        raise CountermoveError(f"Under {concept_name(concept)} nothing but the start is ever an outcome.")
    if item.bars is None:
        likely = ", ".join(str(item.code) for item in own if item.bars is not None)
        raise CountermoveError(f"State {item.code} is too rare an outcome to tell what it leans on; try {likely}.")
    return item.finding


def _tornado(request: Request) -> Figure:
    thing = request.thing
    claim = thing if thing in request.assessment.claims else ""
    if thing not in ("", "start", "outcomes") and not _is_code(thing) and not claim:
        raise UnknownName("claim", thing, ("start", "outcomes", *request.assessment.claims))
    if request.model not in MODELS:
        raise UnknownName("way to be false", request.model, MODELS)
    concept = concepts_named(request.concepts[:1] or ("nash",))[0].name
    claims = (claim,) if claim else ()
    answer = ask("robust", request.game, claims=claims, concepts=[concept], draws=request.draws, seed=request.seed)
    found = answer.found
    if thing == "outcomes" or (_is_code(thing) and not claim):
        finding = _of_outcome(found, thing, concept, request.model)
    else:
        finding = found.finding("claim" if claim else "start", claim, concept=concept, model=request.model)
    return tornado(answer, finding, theme=request.theme, width=request.wide(760))


def _road(request: Request) -> Figure:
    answer = ask("roads", request.game, concepts=request.concepts or None)
    if not answer.found.roads:
        raise CountermoveError("No road from the start ends anywhere: they run in circles, so there is none to tell.")
    return road(answer, theme=request.theme, width=request.wide(560))


def _matrix(request: Request) -> Figure:
    request.refuse("Each claim says of which game it is: name none.", "reading", "scenario", "view", "drivers")
    answer = ask("matrix", request.assessment, concepts=request.concepts or None)
    return matrix(answer, theme=request.theme, width=request.wide(760))


def _longrun(request: Request) -> Figure:
    request.assessment  # noqa: B018  # a conflict alone has no such figure
    answer = ask("longrun", request.game, concepts=request.concepts or None, seed=request.seed)
    return shares(answer, theme=request.theme, width=request.wide(760))


# -- tipping -----------------------------------------------------------------------------------------------------------


def _tipping(
    request: Request,
    vary: Sequence[str],
    *,
    claims: Sequence[str] | None = (),
    concepts: Sequence[str] = (_REFERENCE,),
) -> Answer:
    """``claims``: those looked at beside the thing asked for (all of the author's where None); ``concepts``: where none are
    asked for."""
    if not request.assessment.ranges:
        raise CountermoveError("The case has no drivers, so nothing tips.")
    if request.thing in request.assessment.claims:
        claims = [request.thing]
    concepts = request.concepts or concepts
    return ask("tipping", request.game, vary=vary, claims=claims, concepts=concepts, most=_AROUND)


def _thing(request: Request) -> str:
    """The thing asked for. Raises UnknownName."""
    target = () if request.assessment.target is None else ("target",)
    known = ("start", "outcomes", *target, *request.assessment.claims)
    if request.thing and request.thing not in known:
        raise UnknownName("thing that tips", request.thing, known)
    return request.thing or "outcomes"


def _telling(request: Request) -> tuple[str, ...]:
    """The first two drivers that tip the outcome alone, the first of them upwards."""
    tip = _tipping(request, ()).found.thing(_thing(request))
    names = [line.driver for line in tip.lines if line.thresholds][:2]
    if len(names) < 2:
        raise CountermoveError(f"Fewer than two drivers tip it alone: {_naming_two(request.assessment)}")
    return (names[1], names[0])


def _naming_two(assessment: Assessment) -> str:
    names = list(assessment.ranges)
    if len(names) < 2:
        return f"the case has only {names[0]}."
    return f"name two to vary, as {names[0]} and {names[1]}. The case has {', '.join(names)}."


FIGURES: Mapping[str, Kind] = {
    "states": Kind(
        "what is reached from the start, or what would follow if somebody moved", _states, ("nash",), one=True
    ),
    "wants": Kind("what each actor wants, as ladders", _ladders),
    "claims": Kind("the claims, a cell for each reading and concept", _claims, game=False),
    "responsibility": Kind(
        "who could bring the target about or stop it, by view", _responsibility, ("nash",), fixed=True
    ),
    "levers": Kind("whom each act would move to what", _levers),
    "drivers": Kind("what each driver alone can tip", _drivers, tuple(CONCEPTS)),
    "phase": Kind("two drivers, the plane cut into regions", _phase, (_REFERENCE,)),
    "tornado": Kind("which uncertain premises something leans on most", _tornado),
    "road": Kind("a road to an outcome, step by step", _road),
    "matrix": Kind("which premise bears on which claim", _matrix, tuple(CONCEPTS)),
    "longrun": Kind("where it ends in the long run", _longrun),
}
"""The kinds of figure by name."""
