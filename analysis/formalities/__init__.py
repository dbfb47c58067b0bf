"""Rights, warnings, first question, leading questions and languages, read off a working transcript; the door is `read`."""

from analysis.formalities.reading import read

__all__ = ["read"]
