"""roads: what can be reached from the start, by whose moves and why."""
