"""Figures: deterministic pictures of records as SVG, one source for page, report and notebook."""

from __future__ import annotations

from countermove.report.figures.ach import ach
from countermove.report.figures.claims import claims_grid
from countermove.report.figures.drivers import drivers
from countermove.report.figures.figure import Box, Figure
from countermove.report.figures.ladders import ladders
from countermove.report.figures.levers import levers
from countermove.report.figures.phase import phase
from countermove.report.figures.responsibility import responsibility
from countermove.report.figures.road import road
from countermove.report.figures.shares import shares
from countermove.report.figures.state_graph import state_graph
from countermove.report.figures.tornado import tornado

__all__ = [
    "Box",
    "Figure",
    "ach",
    "claims_grid",
    "drivers",
    "ladders",
    "levers",
    "phase",
    "responsibility",
    "road",
    "shares",
    "state_graph",
    "tornado",
]
