"""An assessment to push: what follows after each change, reusing earlier computations."""

from countermove.reports.live.compute import Live, live
from countermove.reports.live.standing import AnswerNow, ClaimNow, Difference, EndingNow, Standing

__all__ = ["AnswerNow", "ClaimNow", "Difference", "EndingNow", "Live", "Standing", "live"]
