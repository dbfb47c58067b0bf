"""A transcript as files: our JSON, and what other programs read."""
