"""robust: how conclusions fare if premises may be false."""
