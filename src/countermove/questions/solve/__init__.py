"""solve: which states are equilibria, and stable for whom."""
