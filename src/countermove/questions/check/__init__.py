"""check: the claims, their verdicts, what these turn on and rest on."""
