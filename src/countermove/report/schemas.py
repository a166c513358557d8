"""What the data of each record means: one JSON Schema (Draft 2020-12) for each kind, envelope included.

Closed on purpose (no further properties), so that a field without a description fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping

from countermove.errors import UnknownName
from countermove.report.cases_data import CASES, GAMES, PUBLISHED
from countermove.report.change_data import CHANGE, CHANGES
from countermove.report.coalitions_data import COALITIONS
from countermove.report.convert import CONVERT
from countermove.report.describing import (
    CODE,
    CONCEPTS,
    CONDITION,
    EDIT,
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
from countermove.report.diff_data import DIFF
from countermove.report.figures.drawn import DRAWN
from countermove.report.inverse_data import INVERSE
from countermove.report.levers_data import LEVERS
from countermove.report.longrun_data import LONGRUN
from countermove.report.matrix_data import MATRIX
from countermove.report.redteam_data import REDTEAM
from countermove.report.responsibility_data import RESPONSIBILITY
from countermove.report.roads_data import ROADS
from countermove.report.robust_data import ROBUST
from countermove.report.solve_data import SOLVE
from countermove.report.tipping_data import TIPPING
from countermove.report.together_data import TOGETHER
from countermove.report.views_data import PERCEPTION, VIEWS
from countermove.report.written import REPORT

__all__ = ["SCHEMAS", "record_schema"]

_ACT = record(
    "One option turned over, alone.",
    actor=text("Who would do it."),
    option=text("The option's full name."),
    on=yes("Whether it would be switched on."),
    result=one_of(
        "What its actor makes of it; infeasible where a rule excludes it, settled where it cannot be taken back.",
        "worse",
        "better",
        "indifferent",
        "infeasible",
        "settled",
    ),
    target=or_null(whole("The code of the state it would lead to.")),
    want=or_null(text("The want that decides: the first that is met in one of the two states only.")),
    rule=or_null(text("The rule that excludes it.")),
)
_CLAIM = record(
    "A claim and its verdict.",
    case=text("The case that it belongs to."),
    id=text("Its name."),
    says=text("What it says."),
    by=or_null(text("Who holds it, where it is not the author.")),
    probe=yes("Whether the reader tries it, and it is not the author's."),
    scenario=or_null(text("The scenario in which it is judged.")),
    view=or_null(text("The view in which it is judged.")),
    verdict=one_of("The verdict.", "follows", "contradicted", "not determined", "vacuous"),
    expect=or_null(text("The verdict that the file expects.")),
    as_expected=or_null(yes("Whether it is as expected; null where nothing is.")),
    unsupported=yes("Whether it is contradicted and no single change of a want makes it true."),
    restated=list_of("Wants each of which alone gives it its value.", {"type": "string"}),
    values=list_of(
        "One row a reading (the base reading first), one value a concept: 1 true, 0 false, -1 undefined.",
        {"type": "array", "items": {"enum": [1, 0, -1]}},
    ),
    turns_on=list_of("What a verdict that is not determined turns on, simplest first.", CONDITION),
    rests_on=list_of(
        "Single changes of wants that alter it in the base reading.",
        record("A change, and the concepts under which it alters the claim.", **EDIT, concepts=CONCEPTS),
    ),
    rests_on_nothing=yes("Whether no single change of a want alters it."),
)
_PROBLEM = record(
    "Something wrong or suspicious.",
    file=or_null(text("The file.")),
    line=or_null(whole("The line, from 1.")),
    column=or_null(whole("The column, from 1.")),
    severity=one_of("Errors make a file unusable.", "error", "warning"),
    code=text("A stable name for this kind of problem."),
    message=text("What is wrong, and what to do."),
    suggestion=or_null(text("The nearest valid name.")),
)

_STATUS_QUO = record(
    "The start of the selected game.",
    start=STATE,
    target_now=or_null(yes("Whether it satisfies the target; null without a target.")),
    holds_bare=yes("Whether it would hold under every concept with no wants at all."),
    foreseen=or_null(list_of("Nash states with the target to which far-sighted movers lead.", STATE)),
    concepts=list_of(
        "The start under each concept.",
        record(
            "The start under one concept.",
            concept=text("The concept."),
            holds=yes("Whether it is an equilibrium."),
            unstable=list_of("Actors that would leave it.", {"type": "string"}),
            reached=list_of("All that steps lead to, in the order of discovery.", STATE),
            outcomes=list_of("Codes of the equilibria among them.", {"type": "integer"}),
            steps=list_of(
                "Steps between them.",
                record("A step.", from_=whole("From this code."), actor=text("Who."), to=whole("To this code.")),
            ),
            target=or_null(yes("Whether some outcome satisfies the target; null without outcome or target.")),
        ),
    ),
)
_OVER_READINGS = record(
    "The start in all readings.",
    readings=whole("How many there are."),
    holds=list_of(
        "One row a reading, one value a concept: 1 where the start is an equilibrium.",
        {"type": "array", "items": {"enum": [1, 0]}},
    ),
    leaves=by_name(
        "Actor: concept: in how many readings it would leave.",
        {"type": "object", "additionalProperties": {"type": "integer"}},
    ),
    turns_on=list_of("What it turns on; empty where it has one value throughout.", CONDITION),
    foreseen=or_null(whole("In how many readings far-sighted movers lead to the target.")),
    foresight_turns_on=list_of("What that turns on.", CONDITION),
)
_FACTS = record(
    "Which readings survive what happened.",
    scenario=or_null(text("The scenario that came about.")),
    outcome=text("What was seen, a formula."),
    survives=list_of(
        "One row a reading, one value a concept: 1 where some outcome is what was seen.",
        {"type": "array", "items": {"enum": [1, 0]}},
    ),
    left=by_name("Question: the answers that some survivor gives.", {"type": "array", "items": {"type": "string"}}),
)

_DATA: Mapping[str, Schema] = {
    "coalitions": COALITIONS,
    "diff": DIFF,
    "matrix": MATRIX,
    "redteam": REDTEAM,
    "tipping": TIPPING,
    "together": TOGETHER,
    "figure": DRAWN,
    "levers": LEVERS,
    "longrun": LONGRUN,
    "perception": PERCEPTION,
    "roads": ROADS,
    "robust": ROBUST,
    "views": VIEWS,
    "assess": record(
        "An assessment.",
        title=text("The question that it answers."),
        states=whole("How many states are feasible."),
        status_quo=_STATUS_QUO,
        over_readings=_OVER_READINGS,
        acts=list_of("Every single act from the start.", _ACT),
        claims=list_of("The claims, in file order.", _CLAIM),
        changes=or_null(CHANGES),
        responsibility=or_null(RESPONSIBILITY),
        facts=or_null(_FACTS),
    ),
    "cases": CASES,
    "change": CHANGE,
    "check": record(
        "Verdicts on claims.",
        as_expected=yes("Whether no claim differs from what its file expects."),
        cases=list_of(
            "The cases checked.",
            record(
                "A case.",
                case=text("Its name."),
                digest=text("SHA-256 of its text."),
                readings=whole("How many readings were gone through."),
            ),
        ),
        claims=list_of("The claims, by case in file order.", _CLAIM),
    ),
    "errors": record("What went wrong (exit code 2).", errors=list_of("One or more.", _PROBLEM)),
    "convert": CONVERT,
    "games": GAMES,
    "inverse": INVERSE,
    "published": PUBLISHED,
    "lint": record(
        "Problems of files.",
        usable=yes("Whether no file has an error."),
        files=list_of(
            "The files, in the order given.",
            record(
                "A file.",
                file=text("Its name, as given."),
                errors=whole("How many of the problems are errors."),
                problems=list_of("Its problems, in file order.", _PROBLEM),
            ),
        ),
    ),
    "new": record(
        "A file written.",
        file=text("Its name."),
        source=or_null(text("The case that it is a copy of.")),
        lines=whole("How many lines it has."),
    ),
    "report": REPORT,
    "responsibility": RESPONSIBILITY,
    "solve": SOLVE,
    "why": record(
        "Why a state is stable, or is not.",
        state=CODE,
        start=whole("The start's code."),
        states=list_of("Every state mentioned.", STATE),
        witnesses=list_of(
            "One for each actor and concept.",
            record(
                "A witness.",
                actor=text("The actor."),
                concept=text("The concept."),
                stable=yes("Whether the actor stays."),
                improvement=or_null(whole("The best improvement that nothing deters; null where there is none.")),
                deterred=list_of(
                    "Improvements that something deters.",
                    record(
                        "An improvement and the countermoves that deter it.",
                        improvement=whole("The code that it leads to."),
                        path=list_of(
                            "Countermoves, one after another.",
                            record("A countermove.", actor=text("Who."), to=whole("The code that it leads to.")),
                        ),
                    ),
                ),
            ),
        ),
        acts=list_of("Every single act of these actors.", _ACT),
    ),
}

_ASSUMPTIONS = record(
    "What the result assumes.",
    reading=or_null(by_name("Question: answer; null where all readings were gone through.", {"type": "string"})),
    scenario=or_null(text("The scenario.")),
    view=or_null(text("The view.")),
    drivers=by_name("Drivers set by hand: value, an exact decimal.", {"type": "string"}),
    concepts=CONCEPTS,
    bound=or_null(whole("Edits at most.")),
    seed=or_null(whole("The seed of random numbers.")),
)


def _names_or_null(description: str) -> Schema:
    kinds = [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]
    return {"anyOf": kinds, "description": description}


def _whole_record(kind: str, data: Schema) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Countermove record: {kind}"}
    if kind == "errors":
        return {**head, **data}
    framed = record(
        data["description"],
        record={"const": kind, "description": "The kind of record."},
        version={"const": 1, "description": "The version of this kind's data."},
        case=_names_or_null("The case; a list where there are several, null where there is none."),
        digest=_names_or_null("SHA-256 of the case's text; a list where there are several."),
        assumptions=_ASSUMPTIONS,
        data=data,
    )
    return {**head, **framed}


SCHEMAS: Mapping[str, Schema] = {kind: _whole_record(kind, data) for kind, data in _DATA.items()}
"""Kind of record → its JSON Schema."""


def record_schema(kind: str) -> Schema:
    """The schema of one kind of record. Raises UnknownName."""
    if kind not in SCHEMAS:
        raise UnknownName("record", kind, SCHEMAS)
    return SCHEMAS[kind]
