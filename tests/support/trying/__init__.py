"""Attempts on a served site and the command line: who tries, what is tried at each address, what came out, and where it was found."""
