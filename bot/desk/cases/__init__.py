"""Whose a case is and where it goes: taking, giving back, passing on, other lines, waiting, merging."""
