"""Charts that other tools worked out: every limit to a millionth and every special cause, from files stripped of the answers."""

import pytest
from tests.support.spc import charted, column, expected, golden, is_close, needs_golden

pytestmark = needs_golden

LINES = {
    "y": "y",
    "centre": "cl",
    "lower": "lcl",
    "upper": "ucl",
    "lower_two_sigma": "lcl_2sigma",
    "upper_two_sigma": "ucl_2sigma",
}
RATIO = ("--numerator", "numerator", "--denominator", "denominator")
QIC = {
    "cdi_u": ("u", RATIO, ()),
    "complaints_iprime": ("ip", RATIO, ()),
    "nhs_accidents_p": ("p", RATIO, ()),
    "nhs_accidents_pprime": ("pp", RATIO, ()),
    "montgomery_7_10_u": ("u", RATIO, ()),
    "montgomery_7_3_p_excluded_split30": ("p", RATIO, ("--exclude", "15,23", "--split", "31")),
    "montgomery_6_7_xmr_frozen20": ("xmr", ("--y", "value"), ("--freeze", "20")),
    "montgomery_6_7_mr_frozen20": ("mr", ("--y", "value"), ("--freeze", "20")),
    "montgomery_7_8_c_excluded_frozen26": ("c", ("--y", "count"), ("--exclude", "6,20", "--freeze", "26")),
    "operations_between_deaths_g": ("g", ("--y", "value"), ()),
}
PTD = {
    "ptd_ae_breaches_decrease": ("--better", "lower"),
    "ptd_ae_breaches_rebased_oct2017": ("--better", "lower", "--split", "2017-10-01"),
    "ptd_ae_breaches_unscreened": ("--better", "lower", "--no-screen"),
    "ptd_ae_pct4h_increase_target95": ("--better", "higher", "--target", "95"),
}
SCALED = ["montgomery_6_7_xmr_frozen20", "montgomery_6_7_mr_frozen20"]


def chart_of(folder, name, rows):
    """The chart of a sample's rows, which are stripped to the columns that the chart is drawn from."""
    kind, columns, options = QIC[name]
    inputs = [{key: row[key] for key in ("x", *columns[1::2])} for row in rows]
    return charted(folder, inputs, "--chart", kind, "--x", "x", *columns, *options, "--convention", "anhoej")


def dots_of(folder, name, rows, *, extra=()):
    """The chart of a sample of many series, drawn as NHS England's own tool draws it."""
    inputs = [{key: row[key] for key in ("series", "period", "value")} for row in rows]
    words = ("--chart", "xmr", "--x", "period", "--y", "value", "--group", "series", "--two-in-three", "inside")
    return charted(folder, inputs, *words, *PTD[name], *extra)


@pytest.mark.parametrize("name", QIC)
def test_limits_and_points_beyond_them_are_those_of_the_textbook(tmp_path, name):
    rows = golden(name)
    found = chart_of(tmp_path, name, rows)["points"]
    for point, row in zip(found, rows, strict=True):
        assert all(is_close(point[key], row[wanted]) for key, wanted in LINES.items()), (point, row)
        assert (point["special_cause"] is not None) == (row["beyond_limits"] == "TRUE"), point


@pytest.mark.parametrize("name", QIC)
def test_runs_of_every_phase_are_those_of_the_package(tmp_path, name):
    found = chart_of(tmp_path, name, golden(name))["phases"]
    names = ("useful", "longest_run", "longest_run_max", "crossings", "crossings_min", "signal")
    wanted = ("n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min", "runs_signal")
    assert [[phase["runs"][key] for key in names] for phase in found] == [
        [part[key] for key in wanted] for part in expected(name)["parts"]
    ]


def test_charts_of_many_groups_each_have_their_own_limits_and_runs(tmp_path):
    rows = golden("hospital_infections_u")
    inputs = [
        {
            "of": row["hospital"] + row["infection"],
            "month": row["month"],
            "n": row["numerator"],
            "d": row["denominator"],
        }
        for row in rows
    ]
    words = ("--chart", "u", "--x", "month", "--numerator", "n", "--denominator", "d", "--group", "of")
    found = charted(tmp_path, inputs, *words, "--convention", "anhoej")
    signals = {phase["group"]: phase["runs"]["signal"] for phase in found["phases"]}
    for point, row in zip(found["points"], rows, strict=True):
        assert all(is_close(point[key], row[LINES[key]]) for key in ("y", "centre", "lower", "upper"))
        assert (point["special_cause"] is not None) == (row["beyond_limits"] == "TRUE")
        assert signals[point["group"]] == (row["runs_signal"] == "TRUE")


@pytest.mark.parametrize("name", PTD)
def test_every_special_cause_of_making_data_count_is_found_and_no_other(tmp_path, name):
    rows = golden(name)
    for point, row in zip(dots_of(tmp_path, name, rows)["points"], rows, strict=True):
        lines = {"y": "value", "centre": "mean", "lower": "lower", "upper": "upper"}
        assert all(is_close(point[key], row[wanted]) for key, wanted in lines.items()), (point, row)
        assert (point["special_cause"] or "Common Cause") == row["special_cause_type"], (point, row)
        assert point["point_type"] == row["point_type"]


@pytest.mark.parametrize("name", PTD)
def test_icons_are_those_of_making_data_count(tmp_path, name):
    found = {icon["group"]: icon for icon in dots_of(tmp_path, name, golden(name))["icons"]}
    for icon in expected(name)["icons"]:
        assert found[icon["series"]]["variation"] == icon["variation"]
        assert found[icon["series"]]["assurance"] == icon.get("assurance")


def test_published_limits_of_twenty_random_numbers(tmp_path):
    rows = golden("ptd_snapshot_rnorm20")
    inputs = [row | {"facet": str(place // 10)} for place, row in enumerate(rows)]
    words = ("--chart", "xmr", "--x", "period", "--y", "value")
    published = expected("ptd_snapshot_rnorm20")
    alone, apart = charted(tmp_path, inputs, *words), charted(tmp_path, inputs, *words, "--group", "facet")
    halves = published["published_two_facets_alternate"]
    drawn = ((alone, 0, published["published"]), (apart, 0, halves["facet0"]), (apart, 10, halves["facet1"]))
    for answer, at, wanted in drawn:
        point = answer["points"][at]
        assert point["centre"] == pytest.approx(wanted["mean"], rel=5e-3)
        assert point["lower"] == pytest.approx(wanted["lower"], rel=5e-3)
        assert point["upper"] == pytest.approx(wanted["upper"], rel=5e-3)


@pytest.mark.parametrize(("times", "plus"), [(10, 0), (1, 1000), (10, -7)])
@pytest.mark.parametrize("name", SCALED)
def test_a_chart_of_individuals_follows_its_values_scaled_and_shifted(tmp_path, name, times, plus):
    rows = golden(name)
    before = chart_of(tmp_path, name, rows)
    after = chart_of(tmp_path, name, [row | {"value": float(row["value"]) * times + plus} for row in rows])
    shift = 0 if "_mr_" in name else plus
    for line in ("centre", "lower", "upper"):
        wanted = [
            value * times + (0 if line == "lower" and not shift and value == 0 else shift)
            for value in column(before, line)
        ]
        assert column(after, line) == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert column(after, "special_cause") == column(before, "special_cause")


@pytest.mark.parametrize("name", list(PTD)[:1])
def test_special_causes_do_not_change_with_the_scale_or_the_origin(tmp_path, name):
    rows = golden(name)[: 36 * 20]
    before = dots_of(tmp_path, name, rows)
    after = dots_of(tmp_path, name, [row | {"value": float(row["value"]) * 10 + 0.3} for row in rows])
    assert column(after, "special_cause") == column(before, "special_cause")
    assert column(after, "upper") == pytest.approx([value * 10 + 0.3 for value in column(before, "upper")], rel=1e-9)


@pytest.mark.parametrize("name", ["cdi_u", "montgomery_7_10_u", "complaints_iprime"])
def test_a_rate_over_ten_times_the_exposure_is_a_tenth(tmp_path, name):
    rows = golden(name)
    before = chart_of(tmp_path, name, rows)
    after = chart_of(tmp_path, name, [row | {"denominator": float(row["denominator"]) * 10} for row in rows])
    assert column(after, "centre") == pytest.approx([value / 10 for value in column(before, "centre")], rel=1e-9)
    assert column(after, "upper") == pytest.approx([value / 10 for value in column(before, "upper")], rel=1e-9)
    assert column(after, "special_cause") == column(before, "special_cause")


def test_a_proportion_of_ten_times_as_many_has_limits_nearer_by_the_root_of_ten(tmp_path):
    rows = golden("nhs_accidents_p")
    more = [row | {key: int(row[key]) * 10 for key in ("numerator", "denominator")} for row in rows]
    before, after = (chart_of(tmp_path, "nhs_accidents_p", each) for each in (rows, more))
    for here, there in zip(before["points"], after["points"], strict=True):
        assert there["centre"] == pytest.approx(here["centre"], rel=1e-12)
        assert there["upper"] - there["centre"] == pytest.approx((here["upper"] - here["centre"]) / 10**0.5, rel=1e-9)
    laney = [chart_of(tmp_path, "nhs_accidents_pprime", each) for each in (rows, more)]
    assert column(laney[1], "upper") == pytest.approx(column(laney[0], "upper"), rel=1e-9)
