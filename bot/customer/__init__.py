"""The customer's side: what he writes, presses and edits, and what line zero does about it."""
