"""redteam: how each claim could be overturned most cheaply."""
