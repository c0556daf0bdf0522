"""How every test runs: how long one made-up example takes says nothing about the rule it tries, least of all on a busy machine."""

from hypothesis import settings

settings.register_profile("sherwood", deadline=None)
settings.load_profile("sherwood")
