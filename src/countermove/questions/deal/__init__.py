"""deal: will they agree, and will it hold?"""

from __future__ import annotations

from countermove.questions.deal.compute import deal
from countermove.questions.deal.records import DealMap, OpenDeal

__all__ = ["DealMap", "OpenDeal", "deal"]
