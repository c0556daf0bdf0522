"""Jobs: history. From a figure to its rows, files and lines and back, and why a figure is another than it was."""
