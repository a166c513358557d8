"""Reads and writes the ``.gmcr`` file of GMCR+. Only its format is used; its results are no oracle."""

from gmcr.formats.gmcr_plus.reader import GmcrModel, read_gmcr
from gmcr.formats.gmcr_plus.writer import gmcr_data, write_gmcr

__all__ = ["GmcrModel", "gmcr_data", "read_gmcr", "write_gmcr"]
