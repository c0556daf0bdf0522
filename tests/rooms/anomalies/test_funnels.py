"""Funnels that other tools and hands worked out, and what a funnel says where there is little to compare."""

import numpy as np
import pytest
from tests.support.spc import expected, findings, golden, is_close, needs_golden, write

from sherwood.anomalies.funnel import FunnelOptions, compare
from sherwood.anomalies.overdispersion import dispersion, truncated, winsorised
from sherwood.definitions.errors import Problem

LIMITS = [f"{which}{side}{name}" for which in ("", "od_") for side in ("lo", "hi") for name in ("95", "998")]
FUNNELS = {
    "funnel_ae_pr_201903": "pr",
    "funnel_ae_rc_201903": "rc",
    "funnel_medpar_sr_shmi": "sr",
    "funnel_small_sr": "sr",
}
PART = np.array([52, 61, 38, 70, 45, 90, 30, 66, 58, 49], float)
WHOLE = np.array([60, 75, 50, 80, 60, 100, 50, 80, 75, 55], float)


def funnel(folder, rows, *words):
    return findings("funnel", write(folder / "units.csv", rows), *words)


@needs_golden
@pytest.mark.parametrize("name", FUNNELS)
def test_limits_before_and_after_overdispersion_are_those_of_the_package(tmp_path, name):
    rows, wanted = golden(name), expected(name)
    inputs = [{key: row[key] for key in ("group", "numerator", "denominator")} for row in rows]
    method = ("--method", wanted["method"].lower()) if wanted["method"] else ()
    found = funnel(tmp_path, inputs, "--type", FUNNELS[name], *method, "--trim", wanted["trim"])
    for unit, row in zip(found["units"], rows, strict=True):
        assert all(is_close(unit[key], row[key]) for key in ("z", "z_used", "se", *LIMITS)), (unit, row)
        # The sample gives expected stays to two places only, its ratios rest on all of them.
        assert unit["value"] == pytest.approx(float(row["ratio"]), rel=1e-3 if "medpar" in name else 1e-6)
    assert all(is_close(found[key], wanted[key]) for key in ("target", "phi", "tau2"))
    assert found["units_used"] == wanted["n_used"]
    for key, told in (("outside", "unadjusted"), ("od_outside", "adjusted")):
        beyond = [unit[key] for unit in found["units"] if unit[key]]
        assert len(beyond) == wanted[f"outliers_95_{told}"]
        assert sum(each.endswith("_998") for each in beyond) == wanted[f"outliers_998_{told}"]


@needs_golden
def test_exact_limits_of_observed_over_expected_are_the_published_ones():
    rows = golden("funnel_poisson_limits_published")
    e = np.array([float(row["expected"]) for row in rows])
    for unit, row in zip(compare(e, e, FunnelOptions("sr"))["units"], rows, strict=True):
        assert all(unit[key] == pytest.approx(float(row[key]), rel=1e-6) for key in LIMITS[:4])


def test_overdispersion_worked_by_hand():
    target = PART.sum() / WHOLE.sum()
    s = np.sqrt(target * (1 - target) / WHOLE)
    z = (PART / WHOLE - target) / s
    assert z == pytest.approx([1.012, -0.061, -1.023, 1.361, -1.321, 2.167, -3.943, 0.206, -0.955, 1.433], abs=5e-4)
    used = winsorised(z, 0.1)
    assert (used.min(), used.max()) == pytest.approx((-1.583, 1.506), abs=5e-4)
    found = dispersion(s, used)
    assert found.phi == pytest.approx(1.345174, abs=5e-7)
    assert found.tau2 == pytest.approx(0.001089995, abs=5e-10)
    assert not found.is_beyond_chance


def test_units_that_differ_less_than_chance_leave_the_limits_as_they_are():
    same = compare(np.full(12, 50.0), np.full(12, 100.0), FunnelOptions("pr"))
    assert same["phi"] == same["tau2"] == 0
    for unit in same["units"]:
        assert unit["lo95"] == unit["od_lo95"]
        assert unit["outside"] is unit["od_outside"] is None


def test_truncating_leaves_the_outer_tenths_out_and_none_of_few():
    kept = truncated(np.arange(54.0), 0.1)
    assert np.isfinite(kept).sum() == 44
    assert np.isnan(kept[[0, 4, 49, 53]]).all()
    assert np.isfinite(kept[[5, 48]]).all()
    assert truncated(np.array([3.0, 1.0]), 0).tolist() == [3.0, 1.0]


def test_rows_of_one_unit_are_added_up(tmp_path):
    rows = [{"team": team, "n": n, "d": 40} for team, n in (("A", 10), ("B", 20), ("A", 30))]
    found = funnel(tmp_path, rows, "--group", "team", "--numerator", "n", "--denominator", "d")
    assert [(unit["unit"], unit["numerator"], unit["value"]) for unit in found["units"]] == [
        ("A", 40, 0.5),
        ("B", 20, 0.5),
    ]


def test_a_unit_without_anybody_is_listed_without_a_place(tmp_path):
    rows = [
        {"group": name, "numerator": n, "denominator": d} for name, n, d in (("A", 1, 2), ("B", 0, 0), ("C", 5, 50))
    ]
    found = funnel(tmp_path, rows)
    assert found["units"][1] | {"numerator": 0, "denominator": 0} == found["units"][1]
    assert found["units"][1]["value"] is found["units"][1]["lo95"] is found["units"][1]["outside"] is None
    assert any("1 units have nothing to count among" in note for note in found["notes"])
    assert any("3 in the denominator" in note for note in found["notes"])


def test_fewer_than_ten_units_are_told_to_be_guesswork(tmp_path):
    few, enough = ([{"group": at, "numerator": 5 + at % 3, "denominator": 20} for at in range(n)] for n in (9, 10))
    assert "guesswork" in funnel(tmp_path, few)["notes"][0]
    assert funnel(tmp_path, enough)["notes"] == []


def test_nobody_and_everybody_lie_within_a_funnel_that_opens_to_nought_and_one(tmp_path):
    rows = [{"group": at, "numerator": n, "denominator": 3} for at, n in enumerate([0, 3] * 6)]
    for unit in funnel(tmp_path, rows)["units"]:
        assert (unit["lo998"], unit["hi998"]) == (0, 1)
        assert unit["outside"] in {"below_95", "above_95"}


def test_a_unit_without_events_is_compared_on_the_scale_of_logarithms_too(tmp_path):
    rows = [
        {"group": at, "numerator": n, "denominator": 20}
        for at, n in enumerate([0, 18, 22, 20, 19, 21, 25, 17, 23, 20, 18, 24])
    ]
    found = funnel(tmp_path, rows, "--type", "sr")
    assert found["units"][0]["outside"] == "below_998"
    assert found["units"][0]["z"] is None
    assert found["phi"] > 0


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"numerator": "x"}, "row 2, column 'numerator', value 'x': not a number"),
        ({"numerator": "9", "denominator": "4"}, "use --type rc"),
        ({"numerator": "9", "denominator": "0"}, "nought, though numerator is 9"),
        ({"numerator": ""}, "missing; write 0"),
        ({"numerator": "-1"}, "less than 0"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_its_remedy(tmp_path, cells, told):
    with pytest.raises(Problem, match=r"units\.csv") as refused:
        funnel(tmp_path, [{"group": "A", "numerator": "1", "denominator": "8"} | cells])
    assert told in str(refused.value)


def test_nothing_to_compare_is_refused(tmp_path):
    with pytest.raises(Problem, match="every 'denominator' is nought"):
        funnel(tmp_path, [{"group": "A", "numerator": 0, "denominator": 0}])
