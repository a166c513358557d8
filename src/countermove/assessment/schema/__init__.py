"""The format of assessment files, as pydantic models and as JSON Schema."""

from countermove.assessment.schema.alternatives import AS_IS, Alternative, Coding
from countermove.assessment.schema.checks import CHECKS, CheckRecord
from countermove.assessment.schema.conclusions import (
    OUTCOMES,
    VERDICTS,
    Claim,
    Facts,
    Forecast,
    Indicator,
    Observation,
    Resolution,
    Update,
)
from countermove.assessment.schema.document import VERSION, Document, json_schema, overlays_of
from countermove.assessment.schema.drifts import DriftLine, Rate
from countermove.assessment.schema.key_questions import Answering, KeyQuestion
from countermove.assessment.schema.overlay import Overlay, Place, Reading, Rewrite, Scenario, View
from countermove.assessment.schema.premises import Actor, Deed, Driver, Never, Option, Question, Term, Want
from countermove.assessment.schema.record import Entry, Founded, Locator
from countermove.assessment.schema.source import Citation, Source, Work

__all__ = [
    "AS_IS",
    "CHECKS",
    "OUTCOMES",
    "VERDICTS",
    "VERSION",
    "Actor",
    "Alternative",
    "Answering",
    "CheckRecord",
    "Citation",
    "Claim",
    "Coding",
    "Deed",
    "Document",
    "DriftLine",
    "Driver",
    "Entry",
    "Facts",
    "Forecast",
    "Founded",
    "Indicator",
    "KeyQuestion",
    "Locator",
    "Never",
    "Observation",
    "Option",
    "Overlay",
    "Place",
    "Question",
    "Rate",
    "Reading",
    "Resolution",
    "Rewrite",
    "Scenario",
    "Source",
    "Term",
    "Update",
    "View",
    "Want",
    "Work",
    "json_schema",
    "overlays_of",
]
