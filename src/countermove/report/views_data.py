"""views as plain data, and what the data means; misperception in imported files too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from countermove.questions.views.asked import PerceptionRecord, ViewsRecord
from countermove.questions.views.beliefs import Belief
from countermove.questions.views.found import PARTS
from countermove.telling.describing import (
    CODE,
    CONCEPTS,
    NAMES,
    STATE,
    Schema,
    by_name,
    list_of,
    one_of,
    or_null,
    record,
    text,
    whole,
    yes,
)
from countermove.telling.reasons import PATH, path_data

__all__ = ["PERCEPTION", "VIEWS", "perception_data", "views_data"]


def views_data(given: ViewsRecord) -> dict[str, Any]:
    """The data of a views record."""
    found = given.found
    return {
        "start": found.start,
        "held": dict(found.held),
        "passed_over": list(found.passed_over),
        "other_start": list(found.other_start),
        "concepts": [
            {
                "concept": row.concept,
                "holds": row.holds,
                "author_holds": row.author_holds,
                "unstable": list(row.unstable),
                "equilibria": {
                    "author": row.author.tolist(),
                    "own": row.own.tolist(),
                    "held_up": row.held_up.tolist(),
                    "missed": row.missed.tolist(),
                    "all_eyes": row.all_eyes.tolist(),
                },
                "reached": list(row.reached),
                "outcomes": list(row.outcomes),
                "steps": [{"from": source, "actor": actor, "to": goal} for source, actor, goal in row.steps],
                "author_outcomes": list(row.author_outcomes),
            }
            for row in found.concepts
        ],
        "corrections": [
            {
                "actor": row.actor,
                "view": row.view,
                "concept": row.concept,
                "holds": row.holds,
                "gained": row.gained.tolist(),
                "lost": row.lost.tolist(),
                "outcomes": list(row.outcomes),
            }
            for row in found.corrections
        ],
        "beliefs": [_belief(item, [row.concept for row in found.concepts]) for item in found.beliefs],
        "over_readings": [
            {"view": item.view, "actor": item.actor, "want": item.want, "values": item.values.tolist()}
            for item in found.over_readings
        ],
        "complete": found.complete,
        "left_out": list(found.left_out),
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _belief(item: Belief, concepts: Sequence[str]) -> dict[str, Any]:
    return {
        "view": item.view,
        "holder": item.holder,
        "plays": item.plays,
        "actor": item.actor,
        "want": item.want,
        "change": item.change,
        "self_confirming": [name for name in concepts if item.self_confirming(name)],
        "differs": item.differs.tolist(),
        "nearest": item.nearest,
        "road": path_data(item.road),
        "believed": list(item.believed),
        "modelled": list(item.modelled),
        "tested": {name: list(codes) for name, codes in item.tested.items()},
        "corrected": list(item.corrected),
        "ahead": None if item.ahead is None else {"as_seen": item.ahead[0], "corrected": item.ahead[1]},
    }


def perception_data(given: PerceptionRecord) -> dict[str, Any]:
    """The data of a perception record."""
    found = given.found
    return {
        "states": found.states,
        "actors": list(found.actors),
        "unseen": dict(found.unseen),
        "concepts": [
            {
                "concept": row.concept,
                "perceived": row.perceived.tolist(),
                "complete": row.complete.tolist(),
                "held_up": row.held_up.tolist(),
                "missed": row.missed.tolist(),
                "waking": {str(code): list(actors) for code, actors in row.waking.items()},
            }
            for row in found.concepts
        ],
        "titles": dict(found.titles),
        "labels": {str(code): label for code, label in found.labels.items()},
    }


def _codes(description: str) -> Schema:
    return list_of(description, {"type": "integer"})


_CONCEPT = record(
    "One concept.",
    concept=text("The concept."),
    holds=yes("Whether the start holds in own views."),
    author_holds=yes("Whether it does in the author's model."),
    unstable=list_of("Actors that would leave it in the game that they see.", {"type": "string"}),
    equilibria=record(
        "Equilibria, as codes.",
        author=_codes("In the author's model."),
        own=_codes("In own views."),
        held_up=_codes("In own views and not in the author's model: held up by misperception."),
        missed=_codes("In the author's model and not in own views."),
        all_eyes=_codes("In the author's model and in every view taken as a whole."),
    ),
    reached=_codes("All that steps in own views lead to, in the order of discovery."),
    outcomes=_codes("The equilibria in own views among them."),
    steps=list_of("Steps in own views.", record("A step.", from_=CODE, actor=text("Who."), to=CODE)),
    author_outcomes=_codes("The outcomes in the author's model."),
)

_BELIEF = record(
    "A line of a view about another actor that predicts other replies than the author's model.",
    view=text("The view."),
    holder=or_null(text("Who holds it.")),
    plays=yes("Whether its holder acts by it."),
    actor=text("The actor that it is about."),
    want=text("The want."),
    change=one_of("What the view does to it.", "dropped", "brought back", "rewritten", "moved", "revalued"),
    self_confirming=CONCEPTS,
    differs=_codes("Where the predicted replies differ because of it."),
    nearest=whole("The one of these that takes the fewest moves from the start."),
    road=PATH,
    believed=_codes("The actor's best replies there, in the view."),
    modelled=_codes("The actor's best replies there, in the author's model."),
    tested=by_name("Concept: the states on the roads in own views where it is put to the test.", _codes("Codes.")),
    corrected=CONCEPTS,
    ahead=or_null(
        record(
            "Whether far-sighted movers get to the target in the view.",
            as_seen=yes("With the line as the view has it."),
            corrected=yes("With the line as the author has it."),
        )
    ),
)

VIEWS = record(
    "The conflict in own views.",
    start=CODE,
    held=by_name("Actor: the view by which it acts.", {"type": "string"}),
    passed_over=list_of("Views that nobody who plays acts by.", {"type": "string"}),
    other_start=list_of("Actors that see another start.", {"type": "string"}),
    concepts=list_of("One row a concept.", _CONCEPT),
    corrections=list_of(
        "One actor at a time given the author's model, by concept.",
        record(
            "One correction.",
            actor=text("The actor."),
            view=text("The view that it gives up."),
            concept=text("The concept."),
            holds=yes("Whether the start then holds in own views."),
            gained=_codes("Equilibria in own views that appear."),
            lost=_codes("Equilibria in own views that go."),
            outcomes=_codes("Outcomes in own views then."),
        ),
    ),
    beliefs=list_of("Beliefs, by view.", _BELIEF),
    over_readings=list_of(
        "The same beliefs, and those of other readings, in every reading.",
        record(
            "A belief in every reading.",
            view=text("The view."),
            actor=text("The actor that it is about."),
            want=text("The want."),
            values=list_of(
                "One row a reading, one value a concept: 1 self-confirming, 0 put to the test, -1 no difference there.",
                {"type": "array", "items": {"enum": [1, 0, -1]}},
            ),
        ),
    ),
    complete=yes("Whether nothing interrupted it."),
    left_out=list_of(
        "What an interrupt left out, in whole or in part: concepts, corrections, beliefs, readings (each with all after it).",
        one_of("A part.", *PARTS),
    ),
    states=list_of("Every state of roads and beliefs.", STATE),
)

PERCEPTION = record(
    "Misperception in the sense of GMCR+.",
    states=whole("How many states are feasible."),
    actors=NAMES,
    unseen=by_name("Actor: how many states it does not perceive.", {"type": "integer"}),
    concepts=list_of(
        "One row a concept.",
        record(
            "Equilibria under one concept.",
            concept=text("The concept."),
            perceived=_codes("Equilibria as perceived."),
            complete=_codes("Equilibria if everybody perceived every state."),
            held_up=_codes("The former only."),
            missed=_codes("The latter only."),
            waking=by_name("Code of a state held up: who would leave it if it perceived every state.", NAMES),
        ),
    ),
    titles=by_name("Name: the file's own name for it.", {"type": "string"}),
    labels=by_name("Code: the options that are on.", {"type": "string"}),
)
