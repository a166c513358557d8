"""deal: will they agree, and will it hold?"""

from __future__ import annotations

from countermove.questions.deal.compute import DealMap, OpenDeal, deal

__all__ = ["DealMap", "OpenDeal", "deal"]
