"""why: what makes a state stable or not, actor by actor."""
