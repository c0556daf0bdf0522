"""Vocabulary: the words every room shares (days, ages, periods, identifiers), with no files and no database."""
