"""Claims against claims: which of them cannot both be so. What is found is ruled on by a person."""
