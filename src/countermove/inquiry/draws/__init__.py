"""Many games at once: draws of which premises are true, their roads, and checks judged in all of them."""

from __future__ import annotations

__all__: list[str] = []
