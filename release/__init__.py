"""What is needed to publish Countermove: the owners' facts, distributions, and what is still missing. See docs/releasing.md."""
