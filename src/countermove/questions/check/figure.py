"""The two pictures of claims: the board, which groups them by verdict, and the sheet of their grids."""

from __future__ import annotations

from countermove.questions.check.claim_board import claims
from countermove.questions.check.claim_sheet import grids

__all__ = ["claims", "grids"]
