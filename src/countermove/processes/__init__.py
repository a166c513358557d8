"""Work in processes of their own: the one place where this program starts any.

A worker (``worker``) answers one request after another, reports its progress, and can be asked to give up. It ends when
its owner ends it, when a limit is reached, or when the process that started it is gone. ``child`` runs in it,
``frames`` pass through its pipes, ``asynchronous`` serves callers with an event loop, ``pool`` makes several of them
one executor.
"""

__all__: list[str] = []
