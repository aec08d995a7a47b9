"""Mass incidents: noticed, declared by a supervisor, joined by cases, repaired."""
