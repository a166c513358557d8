"""assess as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from countermove.analysis.obstacles import Obstacle
from countermove.desk.assess.found import AssessRecord
from countermove.desk.assess.parts import Parts
from countermove.questions.change.found import Changes
from countermove.questions.check.judged import ClaimVerdict
from countermove.questions.facts.found import FactsFit
from countermove.questions.statusquo.found import StatusQuo
from countermove.questions.statusquo.over_readings import OverReadings
from countermove.report.answers_data import answer_data, answer_schema
from countermove.telling.data import plain, schema_of
from countermove.telling.describing import NAMES, list_of, or_null, record, text, whole

__all__ = ["ASSESS", "assess_data"]


def assess_data(record: AssessRecord) -> dict[str, Any]:
    """The data of an assessment."""
    return {
        "title": record.glossary.title,
        "states": record.states,
        "status_quo": plain(record.statusquo),
        "over_readings": plain(record.over_readings),
        "acts": plain(record.acts),
        "claims": plain(record.claims),
        "changes": None if record.changes is None else plain(record.changes.found.found[0]),
        "responsibility": None if record.responsibility is None else plain(record.responsibility.found),
        "facts": plain(record.facts),
        "parts": _parts(record.parts),
    }


def _parts(parts: Parts) -> dict[str, Any]:
    return {
        **{name: None if (part := getattr(parts, name)) is None else data(part) for name, data in _PARTS.items()},
        "weights": [{"want": item.want, "claims": list(item.claims)} for item in parts.weights],
        "skipped": [{"part": name, "why": why} for name, why in parts.skipped],
    }


_PARTS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "together": answer_data,
    "inverse": answer_data,
    "tipping": answer_data,
    "robust": answer_data,
    "levers": answer_data,
    "roads": answer_data,
    "views": answer_data,
    "coalitions": answer_data,
    "longrun": answer_data,
}
_PARTS_SCHEMA = record(
    "What the other questions answer; each as the command of that name prints it, null where the case gives no reason for it "
    "or it is skipped.",
    together=or_null(answer_schema("together")),
    inverse=or_null(answer_schema("inverse")),
    tipping=or_null(answer_schema("tipping")),
    robust=or_null(answer_schema("robust")),
    levers=or_null(answer_schema("levers")),
    roads=or_null(answer_schema("roads")),
    views=or_null(answer_schema("views")),
    coalitions=or_null(answer_schema("coalitions")),
    longrun=or_null(answer_schema("longrun")),
    weights=list_of(
        "Wants that conclusions of the author rest on, those of most conclusions first.",
        record(
            "A want and the claims that a single change of it alters in the base reading.",
            want=text("The want's id."),
            claims=NAMES,
        ),
    ),
    skipped=list_of(
        "What was not computed.",
        record("A part and the reason.", part=text("The part's name."), why=text("Why.")),
    ),
)

ASSESS = record(
    "An assessment.",
    title=text("The question that it answers."),
    states=whole("How many states are feasible."),
    status_quo=schema_of(StatusQuo),
    over_readings=schema_of(OverReadings),
    acts=list_of("Every single act from the start.", schema_of(Obstacle)),
    claims=list_of("The claims, in file order.", schema_of(ClaimVerdict)),
    changes=or_null(schema_of(Changes)),
    responsibility=or_null(answer_schema("responsibility")),
    facts=or_null(schema_of(FactsFit)),
    parts=_PARTS_SCHEMA,
)
