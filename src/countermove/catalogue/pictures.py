"""Questions asked only for their pictures, without commands of their own."""

from __future__ import annotations

from countermove.catalogue.options import CONCEPTS, EVERY_FIVE, LEAD
from countermove.extensions.declarations import Declaration, Picture

__all__ = ["GRAPH", "LANES", "STATES", "WANTS"]

LANES = Declaration(
    "lanes",
    "Show the ways out of the start.",
    "What stops each, and what would follow if it was taken all the same.",
    work="Trying the ways out of {}",
    of="game",
    options=(LEAD,),
    unlisted=True,
    pictures=(
        Picture(
            "lanes",
            "the ways out of the start, what stops each, and what would follow",
            under=True,
            one=True,
            alone=True,
        ),
    ),
)

_WANTS = "wants shows premises, how sure they are and which claims they flip, and a conflict has bare preferences"

STATES = Declaration(
    "states",
    "Show what is reached from the start.",
    "Or what would follow if somebody moved.",
    work="Following the steps of {}",
    of="game",
    options=(LEAD,),
    pictures=(
        Picture(
            "states",
            "what is reached from the start, or what would follow if somebody moved",
            under=True,
            one=True,
            alone=True,
        ),
    ),
)

GRAPH = Declaration(
    "graph",
    "Show the whole graph: every state and every move.",
    "And where everybody stays, under which concepts.",
    work="Drawing the graph of {}",
    of="game",
    begins=False,
    options=(EVERY_FIVE,),
    pictures=(Picture("graph", "the whole graph: every state, every move, and where everybody stays", alone=True),),
)

WANTS = Declaration(
    "wants",
    "Show what each actor wants.",
    "And how many claims each want alone can flip.",
    work="Weighing the wants of {}",
    options=(CONCEPTS,),
    pictures=(Picture("wants", "what each actor wants, as ladders", why_not=_WANTS),),
)
