"""multiverse: would another coder have got another answer?"""

from __future__ import annotations

from countermove.questions.multiverse.compute import multiverse
from countermove.questions.multiverse.records import Coding, Multiverse, Probe

__all__ = ["Coding", "Multiverse", "Probe", "multiverse"]
