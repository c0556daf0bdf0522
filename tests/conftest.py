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
    "test_parts_of_the_county.py": 30,
    "test_returns_agree.py": 60,
    "test_who_sees_what.py": 8,
    "test_examples.py::test_breakdowns_of_an_example_add_up_to_its_whole": 60,
    "test_examples.py::test_example_is_supported_by_its_own_list_of_children_and_a_figure_of_the_service_itself_lists_nobody": 80,
}


def pytest_collection_modifyitems(config, items):
    """Leave of the largest matrices what this commit draws."""
    if not os.environ.get("SHERWOOD_EVERYTHING"):
        _draw(config, items)


# Only where several processes are asked for, and xdist is there to ask.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep tests that share something in one process (marks of xdist's own do nothing under this pytest)."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.support.together import Together

    config.option.loadscopereorder = False
    return Together(config, log)


def _draw(config, items):
    """Leave so many cases of each large matrix, drawn by the commit; a smaller selection asked for stays as it is."""
    by_file = defaultdict(list)
    for item in items:
        # A test of its own is no part of a matrix: one that is seldom drawn stays broken for weeks.
        if hasattr(item, "callspec"):
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
