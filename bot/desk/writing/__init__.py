"""What agents write: lines and notes, replies at hand, questions for details, and what is held back."""
