"""The journal: entries as leaves of a Merkle tree, signed checkpoints, and what verifies both without a database."""
