"""matrix: which premise bears on which claim."""
