"""What a question is asked of: a case with the game selected from it, its frame, its words, and the answer."""
