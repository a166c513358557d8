"""compare: several codings of one text, how far they agree, and which lines split them."""

from countermove.questions.compare.compute import compare
from countermove.questions.compare.crux import Crux
from countermove.questions.compare.proposals import Proposal
from countermove.questions.compare.records import (
    Agreement,
    AnswerAcross,
    ChangedAnswer,
    ClaimAcross,
    Coding,
    Compare,
    LineForm,
    Named,
    SplitLine,
)
from countermove.questions.compare.transfers import Carried

__all__ = [
    "Agreement",
    "AnswerAcross",
    "Carried",
    "ChangedAnswer",
    "ClaimAcross",
    "Coding",
    "Compare",
    "Crux",
    "LineForm",
    "Named",
    "Proposal",
    "SplitLine",
    "compare",
]
