"""Intelligent controls: procedural rules as data, and what they say of a case's facts."""
