"""Work in processes of their own: the one place where this program starts any. And what work may take, there and here.

A worker (``worker``) answers one request after another, reports its progress, and can be asked to give up. It ends when
its owner ends it, when a limit is reached, or when the process that started it is gone. ``child`` runs in it,
``frames`` pass through its pipes, ``pool`` makes several of them one executor, and serves callers with an event loop.

``budget`` has the limits of every kind of work; ``within`` keeps to them what a command does in its own process.
"""

__all__: list[str] = []
