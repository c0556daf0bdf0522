"""Room 6: the neutral document tree as a spreadsheet or comma-separated values."""
