"""inverse: which preferences would make a state an equilibrium."""
