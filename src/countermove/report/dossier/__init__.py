"""The dossier: a whole report on one case, as sections of blocks that HTML, Markdown and PDF are written from."""

from __future__ import annotations

from countermove.report.dossier.blocks import (
    Dossier,
    DossierBlock,
    Entries,
    Entry,
    Grid,
    Judgement,
    Judgements,
    Pairs,
    Picture,
    Section,
)
from countermove.report.dossier.compose import dossier_of

__all__ = [
    "Dossier",
    "DossierBlock",
    "Entries",
    "Entry",
    "Grid",
    "Judgement",
    "Judgements",
    "Pairs",
    "Picture",
    "Section",
    "dossier_of",
]
