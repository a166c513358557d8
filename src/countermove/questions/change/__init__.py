"""change: what would have to change in somebody's mind."""
