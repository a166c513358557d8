"""tipping: where drivers tip the start, the outcomes and claims."""
