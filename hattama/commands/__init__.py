"""The commands; each module's name is its command's."""
