"""Changes of calculus: what an edit is, sets of them, and the smallest that turn something over."""
