"""The web process; comes with the issue on the service."""
