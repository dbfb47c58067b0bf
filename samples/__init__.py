"""The sample interrogation and forms, shipped with the program."""
