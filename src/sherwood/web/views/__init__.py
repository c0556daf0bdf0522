"""The web: thin views, each of which asks one question of the rooms below and hands the answer to a template."""
