"""Sources: one reader for each sort of file; each hands on tables of text that the typing of cells takes up."""
