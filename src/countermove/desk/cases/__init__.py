"""cases: what is bundled, and the published conflicts with their results."""
