"""observed: which readings what happened leaves."""

from __future__ import annotations

from countermove.verdicts.observed import Observed, Seen, observed

__all__ = ["Observed", "Seen", "observed"]
