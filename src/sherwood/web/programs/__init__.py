"""The web for programs: JSON by address and OData for spreadsheets, both of what the pages show whoever's token it is."""
