"""census: how many wants each actor has."""
