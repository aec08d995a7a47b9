"""A day of a support team, simulated: `python -m bench.day`."""
