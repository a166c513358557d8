"""responsibility: who could bring the target about, in whose eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.questions.responsibility.compute import responsibility
    from countermove.verdicts.responsibility import InOneView, Responsibility

__all__ = ["InOneView", "Responsibility", "responsibility"]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.verdicts.responsibility": ("InOneView", "Responsibility"),
        "countermove.questions.responsibility.compute": ("responsibility",),
    },
)
