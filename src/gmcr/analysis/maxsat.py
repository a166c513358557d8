"""The models of a MaxSAT solver, which an interrupt ends as it ends everything else."""

from __future__ import annotations

import signal
from typing import Any

__all__ = ["next_model"]


def next_model(solver: Any) -> list[int] | None:
    """Return the next model of a MaxSAT solver. Raises KeyboardInterrupt if the solver, which reports it as an error of its
    own, was interrupted."""
    import pysolvers

    try:
        model: list[int] | None = solver.compute()
    except pysolvers.error as error:
        if "interrupt" in str(error):
            if hasattr(signal, "pthread_sigmask"):  # the solver leaves its handler by a jump, with the signal blocked
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            raise KeyboardInterrupt from None
        raise
    return model
