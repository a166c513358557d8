"""levers: who can move whom to what, by which single act."""
