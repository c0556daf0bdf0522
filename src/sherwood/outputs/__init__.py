"""Room 6: the neutral document tree as a spreadsheet, Word, PDF, comma-separated values or JSON."""
