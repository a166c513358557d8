"""together: which claims can be true together."""
