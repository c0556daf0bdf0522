"""The shapes of catalogue entries: load, check, link, and hand out frozen objects."""
