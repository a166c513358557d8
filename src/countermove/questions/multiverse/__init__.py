"""multiverse: would another coder have got another answer?"""
