"""An assessment compiled into a program of integers for ``gmcr.evaluator``: its games, and checks to make in them."""

from countermove.program.compile import Asked, Compiled, Programmer, Where, compiled

__all__ = ["Asked", "Compiled", "Programmer", "Where", "compiled"]
