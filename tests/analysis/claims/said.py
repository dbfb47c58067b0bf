"""Statements of tests."""

from analysis.claims.finding import reading_of_statement
from analysis.claims.records import Statement
from bench.statements import said


def statement(text, language="ru", **data):
    asked = data.pop("asked", None)
    made = {"key": "s", "who": "one", "interrogation": "i", "asked": said(asked, language) if asked else None}
    return Statement(words=said(text, language), **{**made, **data})


def claims(text, language="ru", **data):
    return reading_of_statement(statement(text, language, **data)).claims
