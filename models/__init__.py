"""Domain records, the weights catalogue, settings and errors: what all other folders speak about, stdlib only."""
