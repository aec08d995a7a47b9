"""The agents' group: a topic for each handed-off case, with its card, its talk and its buttons."""
