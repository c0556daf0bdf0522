"""The command line: thin, imports lazily, says everything in words and exit codes."""
