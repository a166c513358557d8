"""statusquo: how the start fares, in one game and over all readings."""
