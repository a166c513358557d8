"""cases as plain data, and what the data means: what is bundled, a published conflict, 2x2 games."""

from __future__ import annotations

from typing import Any

from countermove.desk.cases.found import CasesRecord, GamesRecord
from countermove.desk.cases.published import PublishedRecord, PublishedResult
from countermove.telling.describing import CODE, NAMES, by_name, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["CASES", "GAMES", "PUBLISHED", "cases_data", "games_data", "published_data"]

_CODES = list_of("Codes, ascending.", {"type": "integer"})


def cases_data(given: CasesRecord) -> dict[str, Any]:
    """The data of a list of what is bundled."""
    return {
        "cases": [
            {
                "name": case.name,
                "title": case.title,
                "digest": case.digest,
                "actors": list(case.actors),
                "options": case.options,
                "readings": case.readings,
                "claims": [{"id": name, "says": says} for name, says in case.claims.items()],
            }
            for case in given.cases
        ],
        "conflicts": [
            {
                "name": case.name,
                "title": case.title,
                "citation": list(case.citation),
                "actors": list(case.actors),
                "options": case.options,
                "states": case.states,
            }
            for case in given.conflicts
        ],
        "games": given.games,
    }


def games_data(given: GamesRecord) -> dict[str, Any]:
    """The data of a list of 2x2 games."""
    return {
        "games": [
            {
                "id": game.id,
                "name": game.name or None,
                "symmetric": game.symmetric,
                "row": list(game.row),
                "column": list(game.column),
                "equilibria": {name: list(codes) for name, codes in game.equilibria.items()},
            }
            for game in given.games
        ]
    }


def published_data(given: PublishedRecord) -> dict[str, Any]:
    """The data of a published conflict."""
    return {
        "title": given.title,
        "citation": list(given.citation),
        "notes": list(given.notes),
        "actors": dict(given.actors),
        "options": dict(given.options),
        "feasible": given.feasible,
        "start": given.start,
        "results": [_result(item) for item in given.results],
        "differs": [
            {"what": item.what, "printed": str(item.printed), "computed": str(item.computed), "why": item.why}
            for item in given.differs
        ],
        "states": [
            {"code": code, "ordered": ordered, "label": label} for code, (ordered, label) in given.states.items()
        ],
    }


def _result(item: PublishedResult) -> dict[str, Any]:
    return {
        "what": item.what,
        "concept": item.concept or None,
        "by": list(item.by),
        "state": item.start,
        "printed": list(item.printed),
        "computed": list(item.computed),
        "comes_out": item.comes_out,
    }


CASES = record(
    "What is bundled.",
    cases=list_of(
        "Assessments, by name.",
        record(
            "A bundled case.",
            name=text("What it is called on the command line."),
            title=text("The question that it answers."),
            digest=text("SHA-256 of its text."),
            actors=list_of("Its actors, in words.", {"type": "string"}),
            options=whole("How many options it has."),
            readings=whole("How many readings its open questions make."),
            claims=list_of("Its claims.", record("A claim.", id=text("Its name."), says=text("What it says."))),
        ),
    ),
    conflicts=list_of(
        "Published conflicts, by name.",
        record(
            "A published conflict.",
            name=text("What it is called on the command line."),
            title=text("What it is about."),
            citation=list_of("Where it comes from.", {"type": "string"}),
            actors=list_of("Its actors, in words.", {"type": "string"}),
            options=whole("How many options it has; 0 in graph form."),
            states=whole("How many states are feasible."),
        ),
    ),
    games=whole("How many 2x2 games there are (cases --games); 0 where only one case was asked for."),
)

GAMES = record(
    "Strict ordinal 2x2 games.",
    games=list_of(
        "By id.",
        record(
            "A game. Code 0: both play the first strategy; 1: Row the second; 2: Column the second; 3: both.",
            id=text("Its id: the ranks of Row, then of Column."),
            name=or_null(text("Its classic name.")),
            symmetric=yes("Whether the players' situations are alike."),
            row=list_of("Row's ranks of the outcomes 0 to 3, from 1 (worst) to 4.", {"type": "integer"}),
            column=list_of("Column's.", {"type": "integer"}),
            equilibria=by_name("Concept: its equilibria.", _CODES),
        ),
    ),
)

PUBLISHED = record(
    "A published conflict, its results computed again.",
    title=text("What it is about."),
    citation=list_of("Where it comes from.", {"type": "string"}),
    notes=list_of("What to know.", {"type": "string"}),
    actors=by_name("Actor: in words.", {"type": "string"}),
    options=by_name("Option: what it is.", {"type": "string"}),
    feasible=whole("How many states are feasible."),
    start=CODE,
    results=list_of(
        "What was published.",
        record(
            "A result.",
            what=one_of(
                "Equilibria; a state to which actors can improve together; how many rankings make a state hold.",
                "equilibria",
                "improvement",
                "rankings",
            ),
            concept=or_null(text("The concept.")),
            by=NAMES,
            state=or_null(whole("From this state, or of this state: its code.")),
            printed=list_of("What was printed: codes, or one number.", {"type": "integer"}),
            computed=list_of("What is computed; of improvements, all there are.", {"type": "integer"}),
            comes_out=yes("Whether what was printed comes out."),
        ),
    ),
    differs=list_of(
        "Where print and definition differ.",
        record(
            "A difference.",
            what=text("Of what."),
            printed=text("What is printed."),
            computed=text("What follows from the definition."),
            why=text("Why."),
        ),
    ),
    states=list_of(
        "Every state mentioned.",
        record(
            "A state.",
            code=CODE,
            ordered=whole("Its number in the literature: from 1, by ascending code."),
            label=text("The options that are on, or in graph form its name."),
        ),
    ),
)
