"""What transcripts mean and whether they hold; comes with the issue on case analysis."""
