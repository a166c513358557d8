"""Benchmarks: a registry of models × phases. ``python -m benchmarks`` prints a table and can write JSON."""
