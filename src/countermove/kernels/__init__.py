"""The propagation primitives on which every stability concept stands, for each layout of the states."""

from countermove.kernels.choose import kernel_for
from countermove.kernels.ensemble import Ensemble, EnsembleSwitch, Lattice, in_chunks
from countermove.kernels.layout import Kernel, Values

__all__ = ["Ensemble", "EnsembleSwitch", "Kernel", "Lattice", "Values", "in_chunks", "kernel_for"]
