"""wants: what each actor wants, as ladders."""
