"""What the data of each record means: one JSON Schema (Draft 2020-12) for each kind, envelope included.

Closed on purpose (no further properties), so that a field without a description fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from countermove.errors import UnknownName

__all__ = ["SCHEMAS", "record_schema"]

Schema = dict[str, Any]


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _whole(description: str) -> Schema:
    return {"type": "integer", "description": description}


def _yes(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _one_of(description: str, *values: str) -> Schema:
    return {"enum": list(values), "description": description}


def _or_null(schema: Schema) -> Schema:
    described = {key: value for key, value in schema.items() if key != "description"}
    return {"anyOf": [described, {"type": "null"}], "description": schema["description"]}


def _list(description: str, items: Schema) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _by_name(description: str, values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values, "description": description}


def _record(description: str, **fields: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": {name.rstrip("_"): schema for name, schema in fields.items()},
        "required": [name.rstrip("_") for name in fields],
        "additionalProperties": False,
    }


_CODE = _whole("A state's code: the sum of 2^k over the options that are on.")
_NAMES = _list("Names.", {"type": "string"})
_CONCEPTS = _list("Names of concepts: nash, gmr, smr, seq, symseq.", {"type": "string"})
_STATE = _record("A state.", code=_CODE, on=_list("Full names of the options that are on.", {"type": "string"}))

_EDIT: Mapping[str, Schema] = {
    "actor": _text("The actor whose want is changed."),
    "want": _text("The want's id."),
    "kind": _one_of(
        "What is done to it: dropped, turned into its could_be, swapped with the next want, or turned round.",
        "drop",
        "could_be",
        "swap",
        "negate",
    ),
}
_CONDITION = _record(
    "Equations under which the value is one throughout; no smaller set of them does that.",
    equations=_by_name("Question, or concept: the answer, or the concept's name.", {"type": "string"}),
    holds=_yes("The value wherever they are met."),
)
_ACT = _record(
    "One option turned over, alone.",
    actor=_text("Who would do it."),
    option=_text("The option's full name."),
    on=_yes("Whether it would be switched on."),
    result=_one_of(
        "What its actor makes of it; infeasible where a rule excludes it, settled where it cannot be taken back.",
        "worse",
        "better",
        "indifferent",
        "infeasible",
        "settled",
    ),
    target=_or_null(_whole("The code of the state it would lead to.")),
    want=_or_null(_text("The want that decides: the first that is met in one of the two states only.")),
    rule=_or_null(_text("The rule that excludes it.")),
)
_CLAIM = _record(
    "A claim and its verdict.",
    case=_text("The case that it belongs to."),
    id=_text("Its name."),
    says=_text("What it says."),
    by=_or_null(_text("Who holds it, where it is not the author.")),
    probe=_yes("Whether the reader tries it, and it is not the author's."),
    scenario=_or_null(_text("The scenario in which it is judged.")),
    view=_or_null(_text("The view in which it is judged.")),
    verdict=_one_of("The verdict.", "follows", "contradicted", "not determined", "vacuous"),
    expect=_or_null(_text("The verdict that the file expects.")),
    as_expected=_or_null(_yes("Whether it is as expected; null where nothing is.")),
    unsupported=_yes("Whether it is contradicted and no single change of a want makes it true."),
    restated=_list("Wants each of which alone gives it its value.", {"type": "string"}),
    values=_list(
        "One row a reading (the base reading first), one value a concept: 1 true, 0 false, -1 undefined.",
        {"type": "array", "items": {"enum": [1, 0, -1]}},
    ),
    turns_on=_list("What a verdict that is not determined turns on, simplest first.", _CONDITION),
    rests_on=_list(
        "Single changes of wants that alter it in the base reading.",
        _record("A change, and the concepts under which it alters the claim.", **_EDIT, concepts=_CONCEPTS),
    ),
    rests_on_nothing=_yes("Whether no single change of a want alters it."),
)
_PROBLEM = _record(
    "Something wrong or suspicious.",
    file=_or_null(_text("The file.")),
    line=_or_null(_whole("The line, from 1.")),
    column=_or_null(_whole("The column, from 1.")),
    severity=_one_of("Errors make a file unusable.", "error", "warning"),
    code=_text("A stable name for this kind of problem."),
    message=_text("What is wrong, and what to do."),
    suggestion=_or_null(_text("The nearest valid name.")),
)

_STATUS_QUO = _record(
    "The start of the selected game.",
    start=_STATE,
    target_now=_or_null(_yes("Whether it satisfies the target; null without a target.")),
    holds_bare=_yes("Whether it would hold under every concept with no wants at all."),
    foreseen=_or_null(_list("Nash states with the target to which far-sighted movers lead.", _STATE)),
    concepts=_list(
        "The start under each concept.",
        _record(
            "The start under one concept.",
            concept=_text("The concept."),
            holds=_yes("Whether it is an equilibrium."),
            unstable=_list("Actors that would leave it.", {"type": "string"}),
            reached=_list("All that steps lead to, in the order of discovery.", _STATE),
            outcomes=_list("Codes of the equilibria among them.", {"type": "integer"}),
            steps=_list(
                "Steps between them.",
                _record("A step.", from_=_whole("From this code."), actor=_text("Who."), to=_whole("To this code.")),
            ),
            target=_or_null(_yes("Whether some outcome satisfies the target; null without outcome or target.")),
        ),
    ),
)
_OVER_READINGS = _record(
    "The start in all readings.",
    readings=_whole("How many there are."),
    holds=_list(
        "One row a reading, one value a concept: 1 where the start is an equilibrium.",
        {"type": "array", "items": {"enum": [1, 0]}},
    ),
    leaves=_by_name(
        "Actor: concept: in how many readings it would leave.",
        {"type": "object", "additionalProperties": {"type": "integer"}},
    ),
    turns_on=_list("What it turns on; empty where it has one value throughout.", _CONDITION),
    foreseen=_or_null(_whole("In how many readings far-sighted movers lead to the target.")),
    foresight_turns_on=_list("What that turns on.", _CONDITION),
)
_CHANGES = _record(
    "Minimal changes of calculus for the target.",
    target=_text("The target, a formula."),
    concept=_text("The concept whose roads count."),
    bound=_whole("Edits at most; within it the list is complete."),
    holds=_yes("Whether the target holds already; then the changes end it."),
    changes=_list("Sets of edits, smallest first.", _list("Edits made together.", _record("An edit.", **_EDIT))),
)
_RESPONSIBILITY = _record(
    "Degrees of responsibility for the target.",
    target=_text("The target, a formula."),
    bound=_whole("Edits at most."),
    views=_list(
        "The author's model first, then every view.",
        _record(
            "Degrees in one view.",
            view=_or_null(_text("The view; null for the author's model.")),
            holder=_or_null(_text("Who holds it.")),
            holds=_yes("Whether the target holds there already."),
            degrees=_by_name("Actor: its degree, a fraction as text.", {"type": "string"}),
            witness=_by_name(
                "Actor with a degree: the first of its smallest minimal changes.",
                {"type": "array", "items": _record("An edit.", **_EDIT)},
            ),
        ),
    ),
)

_FACTS = _record(
    "Which readings survive what happened.",
    scenario=_or_null(_text("The scenario that came about.")),
    outcome=_text("What was seen, a formula."),
    survives=_list(
        "One row a reading, one value a concept: 1 where some outcome is what was seen.",
        {"type": "array", "items": {"enum": [1, 0]}},
    ),
    left=_by_name("Question: the answers that some survivor gives.", {"type": "array", "items": {"type": "string"}}),
)

_DATA: Mapping[str, Schema] = {
    "assess": _record(
        "An assessment.",
        title=_text("The question that it answers."),
        states=_whole("How many states are feasible."),
        status_quo=_STATUS_QUO,
        over_readings=_OVER_READINGS,
        acts=_list("Every single act from the start.", _ACT),
        claims=_list("The claims, in file order.", _CLAIM),
        changes=_or_null(_CHANGES),
        responsibility=_or_null(_RESPONSIBILITY),
        facts=_or_null(_FACTS),
    ),
    "cases": _record(
        "The bundled cases.",
        cases=_list(
            "By name.",
            _record(
                "A bundled case.",
                name=_text("What it is called on the command line."),
                title=_text("The question that it answers."),
                digest=_text("SHA-256 of its text."),
                actors=_list("Its actors, in words.", {"type": "string"}),
                options=_whole("How many options it has."),
                readings=_whole("How many readings its open questions make."),
                claims=_list("Its claims.", _record("A claim.", id=_text("Its name."), says=_text("What it says."))),
            ),
        ),
    ),
    "check": _record(
        "Verdicts on claims.",
        as_expected=_yes("Whether no claim differs from what its file expects."),
        cases=_list(
            "The cases checked.",
            _record(
                "A case.",
                case=_text("Its name."),
                digest=_text("SHA-256 of its text."),
                readings=_whole("How many readings were gone through."),
            ),
        ),
        claims=_list("The claims, by case in file order.", _CLAIM),
    ),
    "errors": _record("What went wrong (exit code 2).", errors=_list("One or more.", _PROBLEM)),
    "lint": _record(
        "Problems of files.",
        usable=_yes("Whether no file has an error."),
        files=_list(
            "The files, in the order given.",
            _record(
                "A file.",
                file=_text("Its name, as given."),
                errors=_whole("How many of the problems are errors."),
                problems=_list("Its problems, in file order.", _PROBLEM),
            ),
        ),
    ),
    "new": _record(
        "A file written.",
        file=_text("Its name."),
        source=_or_null(_text("The case that it is a copy of.")),
        lines=_whole("How many lines it has."),
    ),
    "solve": _record(
        "The stability of a game.",
        states=_whole("How many states are feasible."),
        start=_CODE,
        actors=_NAMES,
        options=_list("Full names, in bit order.", {"type": "string"}),
        equilibria=_by_name(
            "Concept: its equilibria.",
            _record(
                "Equilibria under one concept.",
                count=_whole("How many there are."),
                codes=_list("Codes, ascending; all of them only with --all.", {"type": "integer"}),
                start=_yes("Whether the start is one."),
            ),
        ),
        rows=_list(
            "States, ascending by code; all of them only with --all.",
            _record(
                "A state and its stability.",
                code=_CODE,
                on=_list("Full names of the options that are on.", {"type": "string"}),
                stable=_by_name("Actor: the concepts under which it stays.", _CONCEPTS),
                equilibrium=_list("The concepts under which everybody stays.", {"type": "string"}),
            ),
        ),
        left_out=_whole("How many states are not among the rows."),
    ),
    "why": _record(
        "Why a state is stable, or is not.",
        state=_CODE,
        start=_whole("The start's code."),
        states=_list("Every state mentioned.", _STATE),
        witnesses=_list(
            "One for each actor and concept.",
            _record(
                "A witness.",
                actor=_text("The actor."),
                concept=_text("The concept."),
                stable=_yes("Whether the actor stays."),
                improvement=_or_null(_whole("The best improvement that nothing deters; null where there is none.")),
                deterred=_list(
                    "Improvements that something deters.",
                    _record(
                        "An improvement and the countermoves that deter it.",
                        improvement=_whole("The code that it leads to."),
                        path=_list(
                            "Countermoves, one after another.",
                            _record("A countermove.", actor=_text("Who."), to=_whole("The code that it leads to.")),
                        ),
                    ),
                ),
            ),
        ),
        acts=_list("Every single act of these actors.", _ACT),
    ),
}

_ASSUMPTIONS = _record(
    "What the result assumes.",
    reading=_or_null(_by_name("Question: answer; null where all readings were gone through.", {"type": "string"})),
    scenario=_or_null(_text("The scenario.")),
    view=_or_null(_text("The view.")),
    drivers=_by_name("Drivers set by hand: value, an exact decimal.", {"type": "string"}),
    concepts=_CONCEPTS,
    bound=_or_null(_whole("Edits at most.")),
    seed=_or_null(_whole("The seed of random numbers.")),
)


def _names_or_null(description: str) -> Schema:
    kinds = [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]
    return {"anyOf": kinds, "description": description}


def _whole_record(kind: str, data: Schema) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Countermove record: {kind}"}
    if kind == "errors":
        return {**head, **data}
    framed = _record(
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
