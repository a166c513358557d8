"""assess: the first screen on a case, and every question that stands around it in short."""
