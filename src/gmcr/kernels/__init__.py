"""The propagation primitives on which every stability concept is built, for each layout of the states."""

from gmcr.kernels.choose import ensemble_for, in_chunks, kernel_for, search_for
from gmcr.kernels.ensemble import Ensemble, EnsembleSwitch, Lattice
from gmcr.kernels.layout import Kernel, Values
from gmcr.kernels.search import Search, SearchResult
from gmcr.kernels.slices import Slices

__all__ = [
    "Ensemble",
    "EnsembleSwitch",
    "Kernel",
    "Lattice",
    "Search",
    "SearchResult",
    "Slices",
    "Values",
    "ensemble_for",
    "in_chunks",
    "kernel_for",
    "search_for",
]
