"""The listed one-line breakages still apply and their tests still exist; a few are tried each time, all in `evaluations/`."""

import ast
import random
from collections import Counter

import pytest
from tests.support import sabotage
from tests.support.draws import seed_for

FEWEST, TRIED = 60, 5
LISTED = sabotage.breakages()


def test_there_are_at_least_sixty_breakages_of_which_no_two_are_the_same():
    assert len(LISTED) >= FEWEST
    assert max(Counter((each.file, each.find, each.replace) for each in LISTED).values()) == 1


def test_breakages_reach_every_room_that_can_be_wrong():
    rooms = {each.file.split("/")[2] for each in LISTED}
    assert rooms >= {
        "access",
        "catalogue",
        "measures",
        "office",
        "outputs",
        "quality",
        "sources",
        "store",
        "vocabulary",
        "warehouse",
        "web",
    }


@pytest.mark.parametrize("breakage", LISTED, ids=lambda each: each.why)
def test_breakage_applies_exactly_once_and_its_test_exists(breakage):
    assert breakage.find != breakage.replace
    assert sabotage.occurrences(breakage) == 1, f"{breakage.file} no longer holds this once: {breakage.find}"
    file, _, name = breakage.test.partition("::")
    tree = ast.parse((sabotage.ROOT / file).read_text(encoding="utf-8"))
    assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, breakage.test


@pytest.mark.slow
def test_a_few_breakages_turn_their_tests_red(tmp_path):
    chosen = random.Random(seed_for("breakages tried")).sample(LISTED, TRIED)
    copy = sabotage.copy_tree(tmp_path / "copy")
    code, output = sabotage.asked(copy, *(each.test for each in chosen))
    assert code == sabotage.GREEN, output
    for breakage in chosen:
        code, output = sabotage.asked_when_broken(copy, breakage)
        print(f"{breakage.file}: {breakage.why}")
        assert code == sabotage.RED, f"{breakage.test} does not notice: {breakage.why}\n{output}"
