"""compare: several codings of one text, how far they agree, and which lines split them."""

from countermove.questions.compare.compute import compare
from countermove.questions.compare.crux import Crux
from countermove.questions.compare.records import (
    Agreement,
    AnswerAcross,
    ClaimAcross,
    Coding,
    Compare,
    LineForm,
    Named,
    SplitLine,
    Turned,
)
from countermove.questions.compare.transfers import Carried

__all__ = [
    "Agreement",
    "AnswerAcross",
    "Carried",
    "ClaimAcross",
    "Coding",
    "Compare",
    "Crux",
    "LineForm",
    "Named",
    "SplitLine",
    "Turned",
    "compare",
]
