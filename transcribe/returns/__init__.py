"""What is brought back to a version of a protocol: read in a process with limits, and compared with what was exported."""
