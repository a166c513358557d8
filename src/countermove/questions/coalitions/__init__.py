"""coalitions: who could leave a state, or reach the target, together."""
