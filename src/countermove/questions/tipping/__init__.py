"""tipping: where drivers tip the start, the outcomes and claims."""

from countermove.questions.tipping.found import Tip, Tipping, tipping

__all__ = ["Tip", "Tipping", "tipping"]
