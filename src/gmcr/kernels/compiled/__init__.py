"""The kernels in C, used where a compiler was found at installation: the same answers, faster. ``gmcr.base.core`` loads
them."""

__all__: list[str] = []
