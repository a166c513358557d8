"""facts: which readings what happened leaves."""
