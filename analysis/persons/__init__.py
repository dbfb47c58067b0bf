"""Persons: names read and compared, records weighed against one another, proposals and what people ruled of them."""
