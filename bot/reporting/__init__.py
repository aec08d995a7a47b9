"""Showing figures to people: tables, files and pictures."""
