"""A published suite of conflicts whose states nobody lists: a generator, the problems as files, and what is expected."""
