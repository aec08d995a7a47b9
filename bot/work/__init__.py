"""The work loop: one chat at a time, in order, one transaction a step."""
