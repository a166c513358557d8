"""The elements of the mathematical model: actors, options, states, moves, preferences, and the conflict that they
form."""

from gmcr.model.conflict import Conflict
from gmcr.model.constraints import HeldActs, held_acts
from gmcr.model.edited import EditedStructure
from gmcr.model.form import ModelOption, NeverRule, OptionForm
from gmcr.model.graph import ArcForm
from gmcr.model.hierarchy import hierarchy_of
from gmcr.model.misperception import as_perceived
from gmcr.model.ranking import Ranking
from gmcr.model.structure import NO_OPTION, GraphStructure, OptionStructure, Preference, Structure
from gmcr.model.wants import SILENT, Branch, ModelWant

__all__ = [
    "NO_OPTION",
    "SILENT",
    "ArcForm",
    "Branch",
    "Conflict",
    "EditedStructure",
    "GraphStructure",
    "HeldActs",
    "ModelOption",
    "ModelWant",
    "NeverRule",
    "OptionForm",
    "OptionStructure",
    "Preference",
    "Ranking",
    "Structure",
    "as_perceived",
    "held_acts",
    "hierarchy_of",
]
