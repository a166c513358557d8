"""The kernels in C, where a compiler was found at installation: the same answers, sooner. ``countermove.core`` opens them."""

__all__: list[str] = []
