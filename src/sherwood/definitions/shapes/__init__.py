"""One module for each kind of catalogue entry; each class says which keys its TOML files may hold."""
