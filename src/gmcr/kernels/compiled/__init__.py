"""The kernels in C, where a compiler was found at installation: the same answers, sooner. ``gmcr.base.core`` opens them."""

__all__: list[str] = []
