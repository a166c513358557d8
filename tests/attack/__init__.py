"""Everything that somebody could do to the program, door by door: ``python -m tests.attack`` does it in full and writes
``docs/attacks.json``, from which the figures of docs/security.md are made; ``make test`` tries a few of each."""
