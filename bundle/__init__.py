"""Making the archive that a closed network installs from."""
