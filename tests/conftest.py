"""How every test runs: property tests without a deadline, which tests stay together, and which large matrices are sampled."""

import os
import random
from collections import defaultdict

import pytest
from hypothesis import settings
from tests.support.draws import seed_for

# How long one made-up example takes says nothing about the rule it tries, least of all on a busy machine.
settings.register_profile("sherwood", deadline=None)
settings.load_profile("sherwood")

# Every measure by every breakdown on a whole county takes long: each commit draws others. SHERWOOD_EVERYTHING=1 runs all.
SAMPLED = {
    "test_parts_of_the_county.py": 45,
    "test_returns_agree.py": 100,
    "test_who_sees_what.py": 12,
    "test_examples.py::test_breakdowns_of_an_example_add_up_to_its_whole": 90,
    "test_examples.py::test_example_is_supported_by_its_own_list_of_children_and_a_figure_of_the_service_itself_lists_nobody": 120,
}


# First, for the groups are read by another hook of this name, which would else run before there are any.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Keep a file's tests in one process, and all journeys in one, so that homes and the demo are made once.

    Files that share a county of their own name their group themselves.
    """
    if not os.environ.get("SHERWOOD_EVERYTHING"):
        _draw(config, items)
    for item in items:
        if item.get_closest_marker("xdist_group"):
            continue
        group = "journeys" if item.path.parent.name == "journeys" else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


def _draw(config, items):
    """Leave so many tests of each large matrix, drawn by the commit; a smaller selection asked for stays as it is."""
    by_file = defaultdict(list)
    for item in items:
        by_file[item.path.name].append(item)
        by_file[f"{item.path.name}::{item.name.partition('[')[0]}"].append(item)
    left_out = set()
    for name, most in SAMPLED.items():
        found = by_file[name]
        if len(found) > most:
            left_out.update(random.Random(seed_for(name)).sample(found, len(found) - most))
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
