"""The propagation primitives on which every stability concept stands, for each layout of the states."""

from countermove.kernels.choose import kernel_for
from countermove.kernels.layout import Kernel, Values

__all__ = ["Kernel", "Values", "kernel_for"]
