"""How long a replay of ten thousand questions takes, and whether it names the right flips."""
