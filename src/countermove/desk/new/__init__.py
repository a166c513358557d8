"""new: a file to begin with."""
