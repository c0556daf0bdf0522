"""From demand to people: the hub run contact by contact, how many it takes, and what follows downstream."""
