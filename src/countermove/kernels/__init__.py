"""The propagation primitives on which every stability concept stands, for each layout of the states."""

from countermove.kernels.choose import ensemble_for, kernel_for, search_for
from countermove.kernels.chunks import in_chunks
from countermove.kernels.ensemble import Ensemble, EnsembleSwitch, Lattice
from countermove.kernels.layout import Kernel, Values
from countermove.kernels.search import Found, Search
from countermove.kernels.slices import Slices

__all__ = [
    "Ensemble",
    "EnsembleSwitch",
    "Found",
    "Kernel",
    "Lattice",
    "Search",
    "Slices",
    "Values",
    "ensemble_for",
    "in_chunks",
    "kernel_for",
    "search_for",
]
