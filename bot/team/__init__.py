"""The team: who may do what, and who decided it."""
