"""check: the claims, their verdicts, what decides these and what they rest on."""

from __future__ import annotations

from countermove.questions.check.compute import Check, CheckedCase
from countermove.verdicts.claims import ClaimVerdict, Support, VerdictSince, check

__all__ = ["Check", "CheckedCase", "ClaimVerdict", "Support", "VerdictSince", "check"]
