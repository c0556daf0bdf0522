"""A rule of a programme that is moved is noticed: a few moves of every version, drawn anew with each commit.

All of them: `evaluations/rule_moves.py`.
"""

import random

import pytest
from tests.catalogue.test_programmes import BOOKS
from tests.support.draws import seed_for
from tests.support.rule_moves import Noticing, moves

DRAWN = 8


@pytest.mark.parametrize("programme", sorted(BOOKS))
def test_moves_of_rules_are_noticed(programme):
    seed = seed_for(f"rule moves of {programme}")
    every = list(moves(programme))
    # Of the families drawn here `evaluations/rule_moves.py` says that they notice every move there is.
    noticing = Noticing(programme, 1)
    assert len(every) > 80
    for move in random.Random(seed).sample(every, DRAWN):
        assert noticing.by(move) is not None, f"{programme} {move.rule}"


@pytest.mark.parametrize("programme", sorted(BOOKS))
def test_a_version_as_it_stands_is_not_noticed(programme):
    """What notices moves finds nothing where none was made."""
    (first, *_) = moves(programme)
    as_it_stands = type(first)(programme, "none", BOOKS[programme], first.indicator)
    assert Noticing(programme, 1, populations=12).by(as_it_stands) is None
