"""A recording's bytes become 16 kHz PCM on disk, in a limited child process, with what its sound is like."""
