"""Sources: what arrived, kept as it came: files, rows and deliveries, each written whole or not at all."""
