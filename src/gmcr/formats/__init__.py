"""Files and data of other programs: GMCR+, Gambit, GraphML, tables, matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from gmcr.base.frames import frame_of
    from gmcr.formats.gmcr_plus import GmcrModel, gmcr_data, read_gmcr, write_gmcr
    from gmcr.formats.graphs import graph_data, to_networkx, write_graph_json, write_graphml
    from gmcr.formats.ids import identifiers
    from gmcr.formats.matrices import adjacency_matrix, preference_matrix, reachability_matrix, stability_matrix
    from gmcr.formats.nfg import nfg_text, write_nfg
    from gmcr.formats.normal_form import settled
    from gmcr.formats.output import save
    from gmcr.formats.tables import csv_text, to_dataframe, write_csv

__all__ = [
    "GmcrModel",
    "adjacency_matrix",
    "csv_text",
    "frame_of",
    "gmcr_data",
    "graph_data",
    "identifiers",
    "nfg_text",
    "preference_matrix",
    "reachability_matrix",
    "read_gmcr",
    "save",
    "settled",
    "stability_matrix",
    "to_dataframe",
    "to_networkx",
    "write_csv",
    "write_gmcr",
    "write_graph_json",
    "write_graphml",
    "write_nfg",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "gmcr.base.frames": ("frame_of",),
        "gmcr.formats.gmcr_plus": ("GmcrModel", "gmcr_data", "read_gmcr", "write_gmcr"),
        "gmcr.formats.graphs": ("graph_data", "to_networkx", "write_graph_json", "write_graphml"),
        "gmcr.formats.ids": ("identifiers",),
        "gmcr.formats.matrices": (
            "adjacency_matrix",
            "preference_matrix",
            "reachability_matrix",
            "stability_matrix",
        ),
        "gmcr.formats.nfg": ("nfg_text", "write_nfg"),
        "gmcr.formats.output": ("save",),
        "gmcr.formats.normal_form": ("settled",),
        "gmcr.formats.tables": ("csv_text", "to_dataframe", "write_csv"),
    },
)
