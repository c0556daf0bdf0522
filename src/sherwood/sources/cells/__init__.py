"""Sources: reads cells as what their column declares; hands on typed columns, each filled cell typed or named as a problem."""
