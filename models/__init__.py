"""Domain records, the weights catalogue, settings and errors: what every other folder speaks about, standard library only."""
