"""Turns to claims: who, did what, when, where, with whom, how much, with which thing; denied or not, and how surely."""
