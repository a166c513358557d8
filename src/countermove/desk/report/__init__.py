"""report: everything on one case, as sections of blocks from which every medium is written."""
