"""The command line: one short module a command."""

import importlib.metadata

VERSION = importlib.metadata.version("hattama")
