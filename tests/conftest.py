"""How every test runs: property tests without a deadline, and which tests stay together when several processes share the work."""

import pytest
from hypothesis import settings

# How long one made-up example takes says nothing about the rule it tries, least of all on a busy machine.
settings.register_profile("sherwood", deadline=None)
settings.load_profile("sherwood")


def pytest_collection_modifyitems(items):
    """Keep a file's tests in one process, and all journeys in one, so that homes and the demo are made once.

    Files that share a county of their own name their group themselves.
    """
    for item in items:
        if item.get_closest_marker("xdist_group"):
            continue
        group = "journeys" if item.path.parent.name == "journeys" else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
