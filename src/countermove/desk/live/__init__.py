"""An assessment that is pushed: what follows after each change, with what was worked out before kept."""

from countermove.desk.live.found import Live, live
from countermove.desk.live.standing import AnswerNow, ClaimNow, Difference, EndingNow, Standing

__all__ = ["AnswerNow", "ClaimNow", "Difference", "EndingNow", "Live", "Standing", "live"]
