"""The part that makes up most of a change comes first, those that moved against it last."""

import numpy as np
import pytest

from sherwood.anomalies.attribution import parts_of_count
from sherwood.anomalies.explaining import Explained


def codes_in_order(before, after):
    before, after = np.array(before, float), np.array(after, float)
    codes = tuple("abcd"[: before.size])
    parts = parts_of_count(before, after)
    told = Explained("team", codes, codes, parts, float((after - before).sum()), 0.0).to_json()
    assert sum(part["contribution"] for part in told["parts"]) == pytest.approx(told["change"], abs=1e-9)
    return "".join(part["code"] for part in told["parts"])


def test_parts_that_moved_with_the_change_come_first():
    assert codes_in_order([40, 40, 40, 40], [70, 40, 55, 10]) == "acbd"
    assert codes_in_order([40, 40, 40, 40], [10, 40, 25, 60]) == "acbd"


def test_a_decoy_that_moved_further_the_other_way_is_not_named_first():
    assert codes_in_order([100, 50, 50], [80, 95, 50])[0] == "b"


def test_equal_parts_keep_their_order_and_no_change_is_no_reason_to_fail():
    assert codes_in_order([10, 10], [15, 15]) == "ab"
    assert codes_in_order([10, 10], [10, 10]) == "ab"
