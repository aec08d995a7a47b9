"""Benchmarks that print tables. No part of the product imports them."""
