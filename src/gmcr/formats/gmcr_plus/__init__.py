"""The ``.gmcr`` file of GMCR+, read and written. Only its format is used; its results are no oracle."""

from gmcr.formats.gmcr_plus.reading import GmcrModel, read_gmcr
from gmcr.formats.gmcr_plus.writing import gmcr_data, write_gmcr

__all__ = ["GmcrModel", "gmcr_data", "read_gmcr", "write_gmcr"]
