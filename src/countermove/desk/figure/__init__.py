"""figure: one picture of a case, by name."""
