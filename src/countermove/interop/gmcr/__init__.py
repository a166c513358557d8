"""The ``.gmcr`` file of GMCR+, read and written. Only its format is used; its results are no oracle."""

from countermove.interop.gmcr.reading import GmcrModel, read_gmcr, read_gmcr_model
from countermove.interop.gmcr.writing import gmcr_data, write_gmcr

__all__ = ["GmcrModel", "gmcr_data", "read_gmcr", "read_gmcr_model", "write_gmcr"]
