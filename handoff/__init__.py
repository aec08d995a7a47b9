"""The human side of line zero: cases and their events, the queue, the package, promises and figures."""
