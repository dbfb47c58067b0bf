"""The web process: the API, and the pages that stand on it."""
