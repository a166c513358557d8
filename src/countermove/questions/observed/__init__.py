"""observed: which readings what happened leaves."""

from __future__ import annotations

from countermove.questions.observed.found import Observed, Seen, observed

__all__ = ["Observed", "Seen", "observed"]
