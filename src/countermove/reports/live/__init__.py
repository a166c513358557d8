"""An assessment that is pushed: what follows after each change, with what was worked out before kept."""

from countermove.reports.live.compute import Live, live
from countermove.reports.live.standing import AnswerNow, ClaimNow, Difference, EndingNow, Standing

__all__ = ["AnswerNow", "ClaimNow", "Difference", "EndingNow", "Live", "Standing", "live"]
