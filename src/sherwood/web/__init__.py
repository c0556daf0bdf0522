"""Room web: the pages people see in a browser, drawn from the documents that reports assembles."""
