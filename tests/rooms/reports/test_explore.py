"""What somebody chooses is a report like any other: the same figures, the same scope, the same file."""

import tomllib
from dataclasses import replace

import pytest

from sherwood.access import NotAllowed
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.writing import as_toml
from sherwood.reports.document import Chart, Note, Table
from sherwood.reports.explore import UnreadableChoice, breakdowns_of, explored, kept_choices, read_choices, report_of
from sherwood.reports.pictures import picture

TIMELY = "assessments_45wd_pct"


def chosen_of(desk, **asked):
    return read_choices(
        desk.catalogue, {key: value if isinstance(value, list) else [value] for key, value in asked.items()}
    )


def report(desk, **asked):
    return report_of(desk.catalogue, chosen_of(desk, **asked), identifier="explore/chosen", viewer=desk.viewer)


def blocks(desk, **asked):
    found = explored(desk, report(desk, **asked))
    return [each for section in found.sections if section.title == "What happened" for each in section.blocks]


def now(desk, measure, **where):
    (point,) = desk.series(desk.catalogue.measure(measure), desk.day, desk.day, "day", **where).rows
    return point.numerator


def test_one_measure_alone_is_a_line_that_ends_with_its_figure(desk):
    county = desk()
    (chart,) = blocks(county, measure="cla_open")
    assert chart.table.rows[0][1].number == now(county, "cla_open")


def test_a_breakdown_alone_is_bars_that_add_up(desk):
    county = desk()
    (chart,) = blocks(county, measure="cla_open", by="placement_group")
    assert sum(row[1].number for row in chart.table.rows) == now(county, "cla_open")


def test_two_teams_are_two_lines_each_its_own_figure(desk):
    county = desk()
    series = county.series(county.catalogue.measure("cin_open"), county.day, county.day, "day", ["team"])
    teams = sorted(str(point.dims["team"]) for point in series.rows if point.dims["team"] and point.numerator)[:2]
    (chart,) = blocks(county, measure="cin_open", by="team", only=teams)
    assert [column.label for column in chart.table.columns[1:]] == [series.label("team", each) for each in teams]
    assert [cell.number for cell in chart.table.rows[0][1:]] == [now(county, "cin_open", team=each) for each in teams]


def test_a_year_before_stands_beside_each_period(desk):
    county = desk()
    (chart,) = blocks(county, measure="cla_open", against="year_before", periods="6")
    (longer,) = blocks(county, measure="cla_open", periods="18")
    by_month = {row[0].text: row[1].number for row in longer.table.rows}
    assert len(chart.table.rows) == 6
    for row in chart.table.rows:
        month, year = row[0].text.split()
        assert (row[1].number, row[2].number) == (by_month[row[0].text], by_month[f"{month} {int(year) - 1}"])


def test_the_periods_before_are_the_ones_that_end_where_these_begin(desk):
    county = desk()
    (chart,) = blocks(county, measure="cla_open", against="period_before", periods="3")
    (longer,) = blocks(county, measure="cla_open", periods="6")
    numbers = [row[1].number for row in longer.table.rows]
    assert [row[1].number for row in chart.table.rows] == numbers[:3]
    assert [row[2].number for row in chart.table.rows] == numbers[3:]


def test_a_table_holds_what_the_picture_would(desk):
    county = desk()
    (table,) = blocks(county, measure="cla_open", shows="table")
    (chart,) = blocks(county, measure="cla_open", shows="trend")
    assert isinstance(table, Table)
    assert table == chart.table


def test_a_filter_holds_in_every_figure_and_its_list(desk):
    county = desk()
    found = explored(county, report(county, measure="cla_open", sex="1"))
    (figure,) = found.sections[0].blocks[0].figures
    assert figure.value == f"{now(county, 'cla_open', sex='1'):,.0f}"
    assert figure.drill.filters["sex"] == "1"


def test_what_a_report_keeps_holds_whatever_a_reader_chooses_besides(desk):
    made = report(desk(), measure="cla_open", sex="1")
    (kept,) = explored(desk(), made).sections[0].blocks[0].figures
    (again,) = explored(desk(where={"sex": "2"}), made).sections[0].blocks[0].figures
    assert again.value == kept.value


def test_a_funnel_judges_units_by_the_limits_of_chance(desk):
    (chart,) = blocks(desk(), measure=TIMELY, by="team", shows="funnel")
    judged = [row for row in chart.table.rows if row[3].number >= 3]
    assert all(row[-1].text == "too small to judge" for row in chart.table.rows if row not in judged)
    assert all(row[-1].text != "too small to judge" for row in judged)
    (limits,) = {len(layer["data"]["values"]) for layer in chart.spec["layer"] if "data" in layer}
    assert limits == 4 * 40


def test_a_count_has_no_funnel_and_is_shown_as_bars(desk):
    (chart,) = blocks(desk(), measure="cla_open", by="age_band", shows="funnel")
    assert isinstance(chart, Chart)
    assert "funnel" not in chart.id
    wanted = (
        report(desk(), measure=TIMELY, by="team", shows="funnel").pictures[0].model_copy(update={"measure": "cla_open"})
    )
    assert isinstance(picture(desk(), wanted), Note)


def test_a_worker_who_opens_a_directors_choice_sees_the_own_children(desk, as_worker):
    county, own = desk(), desk(as_worker)
    made = report(county, measure="cla_open")
    figure = explored(own, made).sections[0].blocks[0].figures[0]
    assert figure.value == f"{now(own, 'cla_open'):,.0f}"
    assert now(own, "cla_open") < now(county, "cla_open")


def test_without_the_permission_nothing_is_shown(desk):
    with pytest.raises(NotAllowed):
        explored(desk({"permissions": frozenset()}), report(desk(), measure="cla_open"))


def test_official_figures_withhold_small_numbers_here_too(desk):
    official = desk(figures="official")
    (chart,) = blocks(official, measure="cin_open", by="district")
    shown = [row[1].number for row in chart.table.rows if row[1].number is not None]
    assert 1 < len(shown) < len(chart.table.rows)
    assert all(number == 0 or number >= 6 for number in shown)
    assert all(row[1].drill is None for row in chart.table.rows)


def test_official_figures_take_no_filter(desk):
    with pytest.raises(Exception, match="take no filter"):
        explored(desk(figures="official"), report(desk(), measure="cla_open", sex="1"))


def test_the_file_is_one_a_councils_folder_takes_and_shows_the_same(desk, tmp_path):
    county = desk()
    made = report(county, measure=["cla_open", "cpp_open"], by="team", only=["a", "b"], sex="1")
    folder = tmp_path / "reports" / "local"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(as_toml(made), encoding="utf-8")
    read = load_catalogue(tmp_path).report("local/mine")
    given = {"id": "", "content_hash": ""}
    assert read.model_copy(update=given) == made.model_copy(update=given)


def test_the_file_holds_no_key_that_sherwood_makes(desk):
    held = tomllib.loads(as_toml(report(desk(), measure="cla_open")))
    assert not {"id", "content_hash"} & set(held)
    assert held["key_figures"] == ["looked_after/cla_open"]


def test_choices_come_back_from_an_address_as_they_went(desk):
    asked = chosen_of(desk(), measure=["cla_open", TIMELY], by="team", only=["a", "b"], grain="quarter", sex="1")
    assert kept_choices(desk().catalogue, asked.to_query()) == asked
    assert asked.to_query()[0] == ("measure", "looked_after/cla_open")


@pytest.mark.parametrize(
    "asked",
    [
        {"grain": "fortnight"},
        {"shows": "pie"},
        {"periods": "0"},
        {"periods": "121"},
        {"periods": "x"},
        {"against": "peers"},
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(desk, asked):
    with pytest.raises(UnreadableChoice):
        chosen_of(desk(), measure="cla_open", **asked)


def test_more_than_four_measures_are_refused(desk):
    names = [each.id for each in desk().catalogue.measures.values()][:5]
    with pytest.raises(UnreadableChoice, match="at most 4"):
        chosen_of(desk(), measure=names)


def test_a_rate_offers_no_teams_for_nobody_counts_the_people_of_a_team(desk):
    rates = [each for each in desk().catalogue.measures.values() if each.kind == "rate"]
    assert "team" not in breakdowns_of(rates[:1]) or "team" in rates[0].breakdowns


def test_a_note_of_a_date_stands_on_the_chart_and_in_its_sentence(desk):
    from sherwood.reports.marks import Mark

    county = desk()
    marks = {"looked_after/cla_open": (Mark(county.day.replace(day=2), "A new panel began"),)}
    (plain,) = blocks(county, measure="cla_open")
    (marked,) = blocks(replace(county, marks=marks), measure="cla_open")
    assert "A new panel began" in marked.sentence
    assert len(marked.spec["layer"]) == len(plain.spec["layer"]) + 2
    (other,) = blocks(replace(county, marks=marks), measure="cin_open")
    assert "panel" not in other.sentence


def test_a_note_outside_the_periods_shown_is_left_out_and_official_charts_hold_none(desk):
    from sherwood.reports.marks import Mark

    county, official = desk(), desk(figures="official")
    early = {"looked_after/cla_open": (Mark(county.day.replace(year=2001), "Long ago"),)}
    assert "Long ago" not in blocks(replace(county, marks=early), measure="cla_open")[0].sentence
    noted = {"looked_after/cla_open": (Mark(county.day, "A new panel began"),)}
    assert "panel" not in blocks(replace(official, marks=noted), measure="cla_open")[0].sentence
