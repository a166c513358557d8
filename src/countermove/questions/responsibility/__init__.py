"""responsibility: who could bring the target about, in whose eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.doors import door

if TYPE_CHECKING:
    from countermove.questions.responsibility.found import InOneView, Responsibility, responsibility

__all__ = ["InOneView", "Responsibility", "responsibility"]

__getattr__ = door(
    __name__,
    {
        "countermove.questions.responsibility.found": ("InOneView", "Responsibility", "responsibility"),
    },
)
