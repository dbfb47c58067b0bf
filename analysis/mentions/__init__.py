"""Mentions in a turn: words in, records out. The door is `analysis.mentions.finding.mentions_in`."""
