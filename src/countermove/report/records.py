"""Records as plain data, for ``--json`` and for other programs.

An envelope frames every record: ``record`` (its kind), ``version`` (of that kind's data), ``case`` and ``digest`` (null
where there is no case, lists where there are several), ``assumptions``, and ``data``. Fractions are written as text
("1/2", "0.1"), since no float is one tenth. ``report.schemas`` documents every field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from countermove.desk import (
    AssessRecord,
    CasesRecord,
    CheckRecord,
    CoalitionsRecord,
    ConvertRecord,
    GamesRecord,
    LeversRecord,
    LintRecord,
    LongRunRecord,
    NewRecord,
    PerceptionRecord,
    PublishedRecord,
    RoadsRecord,
    RobustRecord,
    SolveRecord,
    ViewsRecord,
    WhyRecord,
)
from countermove.desk.assess import OverReadings
from countermove.desk.change import ChangeRecord
from countermove.desk.diff import DiffRecord
from countermove.desk.frame import Assumptions, Frame
from countermove.desk.glossary import Glossary
from countermove.desk.inverse import InverseRecord
from countermove.desk.matrix import MatrixRecord
from countermove.desk.obstacles import Obstacle
from countermove.desk.redteam import RedTeamRecord
from countermove.desk.responsibility import ResponsibilityRecord
from countermove.desk.tipping import TippingRecord
from countermove.desk.together import TogetherRecord
from countermove.errors import AssessmentError, CountermoveError, FormulaError, Problem
from countermove.questions import ClaimVerdict, Condition, FactsFit, StatusQuo
from countermove.report.cases_data import cases_data, games_data, published_data
from countermove.report.change_data import change_data, changes_data, edit_data
from countermove.report.coalitions_data import coalitions_data
from countermove.report.convert import convert_data
from countermove.report.diff_data import diff_data
from countermove.report.figures.drawn import DrawnRecord, drawn_data
from countermove.report.inverse_data import inverse_data
from countermove.report.levers_data import levers_data
from countermove.report.longrun_data import longrun_data
from countermove.report.matrix_data import matrix_data
from countermove.report.redteam_data import redteam_data
from countermove.report.responsibility_data import degrees_data, responsibility_data
from countermove.report.roads_data import roads_data
from countermove.report.robust_data import robust_data
from countermove.report.solve_data import solve_data
from countermove.report.tipping_data import tipping_data
from countermove.report.together_data import together_data
from countermove.report.views_data import perception_data, views_data
from countermove.report.written import WrittenReport, report_data
from countermove.stability import Witness

__all__ = ["RECORDS", "Data", "data_of", "envelope", "errors_data"]

Data = dict[str, Any]

VERSION = 1


def envelope(record: object) -> Data:
    """A record (or a sequence of check records) with its frame, as plain data."""
    kind, data = data_of(record)
    frames = _frames(record)
    assumptions = frames[0].assumptions if frames else Assumptions()
    return {
        "record": kind,
        "version": VERSION,
        "case": _one([frame.case for frame in frames]),
        "digest": _one([frame.digest for frame in frames]),
        "assumptions": _assumptions(assumptions),
        "data": data,
    }


def data_of(record: object) -> tuple[str, Data]:
    """The kind of a record, and its data. Raises TypeError for what is none."""
    if isinstance(record, Sequence) and record and isinstance(record[0], CheckRecord):
        return "check", _check(record)
    for kind, (form, convert) in _CONVERTERS.items():
        if isinstance(record, form):
            return kind, convert(record)
    raise TypeError(f"{type(record).__name__} is not a record with data")


def errors_data(error: CountermoveError) -> Data:
    """What went wrong, as plain data: every problem of a file, or the one thing."""
    if isinstance(error, AssessmentError):
        return {"errors": [_problem(problem) for problem in error.problems]}
    suggestion = getattr(error, "suggestion", None)
    column = error.column if isinstance(error, FormulaError) else None
    return {
        "errors": [
            {
                "file": None,
                "line": None,
                "column": column,
                "severity": "error",
                "code": _code(error),
                "message": str(error),
                "suggestion": suggestion,
            }
        ]
    }


def _code(error: CountermoveError) -> str:
    codes = {"FormulaError": "formula", "UnknownName": "unknown", "ModelError": "model", "SizeError": "size"}
    return codes.get(type(error).__name__, "input")


def _frames(record: object) -> tuple[Frame, ...]:
    if isinstance(record, Sequence):
        return tuple(item.frame for item in record)
    if isinstance(record, DiffRecord):
        return record.frames
    frame = getattr(record, "frame", None)
    return (frame,) if isinstance(frame, Frame) else ()


def _one(items: list[str]) -> str | list[str] | None:
    return None if not items else items[0] if len(items) == 1 else items


def _assumptions(given: Assumptions) -> Data:
    return {
        "reading": None if given.reading is None else dict(given.reading),
        "scenario": given.scenario,
        "view": given.view,
        "drivers": dict(given.drivers),
        "concepts": list(given.concepts),
        "bound": given.bound,
        "seed": given.seed,
    }


# -- parts -------------------------------------------------------------------------------------------------------------


def _problem(problem: Problem) -> Data:
    return asdict(problem)


def _conditions(conditions: Sequence[Condition]) -> list[Data]:
    return [{"equations": dict(item.equations), "holds": item.holds} for item in conditions]


def _state(code: int, on: Sequence[str]) -> Data:
    return {"code": code, "on": list(on)}


def _fraction(value: Fraction) -> str:
    return str(value)


def _act(act: Obstacle) -> Data:
    return {
        "actor": act.actor,
        "option": act.option,
        "on": act.on,
        "result": act.result,
        "target": act.target,
        "want": act.want,
        "rule": act.rule,
    }


def _claim(claim: ClaimVerdict, glossary: Glossary, case: str) -> Data:
    words = glossary.claims[claim.id]
    return {
        "case": case,
        "id": claim.id,
        "says": words.says,
        "by": claim.by,
        "probe": claim.probe,
        "scenario": words.scenario,
        "view": words.view,
        "verdict": claim.verdict,
        "expect": claim.expect,
        "as_expected": claim.as_expected,
        "unsupported": claim.unsupported,
        "restated": list(claim.restated),
        "values": claim.values.tolist(),
        "turns_on": _conditions(claim.turns_on),
        "rests_on": [{**edit_data(item.edit), "concepts": list(item.concepts)} for item in claim.rests_on],
        "rests_on_nothing": not claim.rests_on,
    }


def _statusquo(found: StatusQuo, on: Mapping[int, Sequence[str]]) -> Data:
    return {
        "start": _state(found.start, on[found.start]),
        "target_now": found.target_now,
        "holds_bare": found.holds_bare,
        "foreseen": None if found.foreseen is None else [_state(code, on[code]) for code in found.foreseen],
        "concepts": [
            {
                "concept": view.concept,
                "holds": view.holds,
                "unstable": list(view.unstable),
                "reached": [_state(code, on[code]) for code in view.reached],
                "outcomes": list(view.outcomes),
                "steps": [{"from": source, "actor": actor, "to": goal} for source, actor, goal in view.steps],
                "target": view.target,
            }
            for view in found.concepts
        ],
    }


def _over_readings(over: OverReadings) -> Data:
    return {
        "readings": over.readings,
        "holds": over.holds.tolist(),
        "leaves": {actor: dict(counts) for actor, counts in over.leaves.items()},
        "turns_on": _conditions(over.turns_on),
        "foreseen": over.foreseen,
        "foresight_turns_on": _conditions(over.foresight_turns_on),
    }


def _facts(fit: FactsFit) -> Data:
    return {
        "scenario": fit.scenario,
        "outcome": fit.outcome,
        "survives": fit.survives.astype(int).tolist(),
        "left": {question: list(answers) for question, answers in fit.left},
    }


def _witness(witness: Witness) -> Data:
    return {
        "actor": witness.actor,
        "concept": witness.concept,
        "stable": witness.stable,
        "improvement": witness.improvement,
        "deterred": [
            {"improvement": improvement, "path": [{"actor": actor, "to": target} for actor, target in path]}
            for improvement, path in witness.deterred
        ],
    }


# -- records -----------------------------------------------------------------------------------------------------------


def _assess(record: AssessRecord) -> Data:
    return {
        "title": record.glossary.title,
        "states": record.states,
        "status_quo": _statusquo(record.statusquo, record.on),
        "over_readings": _over_readings(record.over_readings),
        "acts": [_act(act) for act in record.acts],
        "claims": [_claim(claim, record.glossary, record.frame.case) for claim in record.claims],
        "changes": None if record.changes is None else changes_data(record.changes),
        "responsibility": None if record.responsibility is None else degrees_data(record.responsibility),
        "facts": None if record.facts is None else _facts(record.facts),
    }


def _check(records: CheckRecord | Sequence[CheckRecord]) -> Data:
    given = (records,) if isinstance(records, CheckRecord) else records
    return {
        "as_expected": all(record.as_expected for record in given),
        "cases": [
            {"case": record.frame.case, "digest": record.frame.digest, "readings": record.readings} for record in given
        ],
        "claims": [_claim(claim, record.glossary, record.frame.case) for record in given for claim in record.claims],
    }


def _lint(record: LintRecord) -> Data:
    return {
        "usable": record.usable,
        "files": [
            {"file": file.file, "errors": file.errors, "problems": [_problem(item) for item in file.problems]}
            for file in record.files
        ],
    }


def _new(record: NewRecord) -> Data:
    return {"file": record.file, "source": record.source, "lines": record.lines}


def _why(record: WhyRecord) -> Data:
    return {
        "state": record.state,
        "start": record.start,
        "states": [_state(code, on) for code, on in record.on.items()],
        "witnesses": [_witness(witness) for witness in record.witnesses],
        "acts": [_act(act) for act in record.acts],
    }


_CONVERTERS: dict[str, tuple[type, Callable[[Any], Data]]] = {
    "assess": (AssessRecord, _assess),
    "cases": (CasesRecord, cases_data),
    "change": (ChangeRecord, change_data),
    "check": (CheckRecord, _check),
    "convert": (ConvertRecord, convert_data),
    "figure": (DrawnRecord, drawn_data),
    "games": (GamesRecord, games_data),
    "inverse": (InverseRecord, inverse_data),
    "lint": (LintRecord, _lint),
    "longrun": (LongRunRecord, longrun_data),
    "new": (NewRecord, _new),
    "published": (PublishedRecord, published_data),
    "report": (WrittenReport, report_data),
    "responsibility": (ResponsibilityRecord, responsibility_data),
    "robust": (RobustRecord, robust_data),
    "solve": (SolveRecord, solve_data),
    "coalitions": (CoalitionsRecord, coalitions_data),
    "levers": (LeversRecord, levers_data),
    "perception": (PerceptionRecord, perception_data),
    "roads": (RoadsRecord, roads_data),
    "views": (ViewsRecord, views_data),
    "diff": (DiffRecord, diff_data),
    "matrix": (MatrixRecord, matrix_data),
    "redteam": (RedTeamRecord, redteam_data),
    "tipping": (TippingRecord, tipping_data),
    "together": (TogetherRecord, together_data),
    "why": (WhyRecord, _why),
}

RECORDS: tuple[str, ...] = tuple(_CONVERTERS)
"""The kinds of record that have data."""
