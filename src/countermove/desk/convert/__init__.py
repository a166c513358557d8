"""convert: a conflict from one format into another."""
