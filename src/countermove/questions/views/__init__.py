"""views: what holds when everybody acts by its own view."""
