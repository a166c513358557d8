"""Stability: the concepts, the table of a conflict, and the witness of each verdict."""

from countermove.stability.catalogue import CONCEPTS, concept, concepts_named
from countermove.stability.concept import Concept
from countermove.stability.guarantees import guarantees, stable_where
from countermove.stability.solve import Stability, solve
from countermove.stability.witness import Path, Witness, why

__all__ = [
    "CONCEPTS",
    "Concept",
    "Path",
    "Stability",
    "Witness",
    "concept",
    "concepts_named",
    "guarantees",
    "solve",
    "stable_where",
    "why",
]
