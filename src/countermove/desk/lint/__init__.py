"""lint: whether files are in order, and what in them is probably not meant."""
