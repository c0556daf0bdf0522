"""The history of the office database, oldest first."""
