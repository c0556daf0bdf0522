"""The web: turns the neutral document tree into the contexts that the components draw; counts nothing."""
