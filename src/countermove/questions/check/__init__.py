"""check: the claims, their verdicts, what these turn on and rest on."""

from countermove.questions.check.found import ClaimVerdict, Support, check

__all__ = ["ClaimVerdict", "Support", "check"]
