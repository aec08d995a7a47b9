"""How well gaps come back: questions whose entries were taken away, clustered."""
