"""Measurements against peers and limits; each module runs by itself, prints a table and writes JSON."""
