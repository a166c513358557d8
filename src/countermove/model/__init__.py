"""The mathematics' nouns: actors, options, states, moves, preferences, and the conflict that they make."""

from countermove.model.conflict import Conflict, conflict_given, wants_of
from countermove.model.form import ModelOption, NeverRule, OptionForm
from countermove.model.graph import ArcForm
from countermove.model.held import Held, held_by
from countermove.model.levels import leveled_form
from countermove.model.perceived import as_perceived
from countermove.model.ranking import Ranking
from countermove.model.structure import GraphStructure, OptionStructure, Preference, Structure
from countermove.model.wants import SILENT, Branch, ModelWant, want_truth

__all__ = [
    "SILENT",
    "ArcForm",
    "Branch",
    "Conflict",
    "GraphStructure",
    "Held",
    "ModelOption",
    "ModelWant",
    "NeverRule",
    "OptionForm",
    "OptionStructure",
    "Preference",
    "Ranking",
    "Structure",
    "as_perceived",
    "conflict_given",
    "held_by",
    "leveled_form",
    "want_truth",
    "wants_of",
]
