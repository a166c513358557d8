"""diff: what two cases differ in, and what that changes."""
