"""Sources: chooses, from all that was ever loaded, the rows that are current, and hands them on as landing tables."""
