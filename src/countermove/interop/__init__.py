"""Other formats and programs: GMCR+, Gambit, GraphML, tables; and conversion between them by file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.doors import door

if TYPE_CHECKING:
    from countermove.interop.converting import FORMATS, Converted, Format, Opened, convert, open_conflict, save_conflict
    from countermove.interop.document import conflict_data, conflict_text, write_conflict
    from countermove.interop.gmcr import GmcrModel, gmcr_data, read_gmcr, read_gmcr_model, write_gmcr
    from countermove.interop.graphs import graph_data, to_networkx, write_graph_json, write_graphml
    from countermove.interop.nfg import nfg_text, write_nfg
    from countermove.interop.tables import csv_text, to_dataframe, write_csv

__all__ = [
    "FORMATS",
    "Converted",
    "Format",
    "GmcrModel",
    "Opened",
    "conflict_data",
    "conflict_text",
    "convert",
    "csv_text",
    "gmcr_data",
    "graph_data",
    "nfg_text",
    "open_conflict",
    "read_gmcr",
    "read_gmcr_model",
    "save_conflict",
    "to_dataframe",
    "to_networkx",
    "write_conflict",
    "write_csv",
    "write_gmcr",
    "write_graph_json",
    "write_graphml",
    "write_nfg",
]

__getattr__ = door(
    __name__,
    {
        "countermove.interop.converting": (
            "FORMATS",
            "Converted",
            "Format",
            "Opened",
            "convert",
            "open_conflict",
            "save_conflict",
        ),
        "countermove.interop.document": (
            "conflict_data",
            "conflict_text",
            "write_conflict",
        ),
        "countermove.interop.gmcr": (
            "GmcrModel",
            "gmcr_data",
            "read_gmcr",
            "read_gmcr_model",
            "write_gmcr",
        ),
        "countermove.interop.graphs": (
            "graph_data",
            "to_networkx",
            "write_graph_json",
            "write_graphml",
        ),
        "countermove.interop.nfg": (
            "nfg_text",
            "write_nfg",
        ),
        "countermove.interop.tables": (
            "csv_text",
            "to_dataframe",
            "write_csv",
        ),
    },
)
