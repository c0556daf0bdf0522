import datetime as dt

import pytest

from sherwood import sources
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.vocabulary.periods import parse

FEEDS = load_catalogue().feeds
CODELISTS = load_catalogue().codelists
SSDA903 = FEEDS["ssda903"]
EXAMPLES = [
    (feed, year, at)
    for feed, each in FEEDS.items()
    for year in each.years
    for at in range(len(each.years[year].example))
]


def a_period_of(feed, year):
    """The year itself, or a day of it."""
    period = feed.years[year].period
    return period if not feed.is_snapshot else parse(period, "year").last_day.isoformat()


@pytest.mark.parametrize(("feed", "year", "at"), EXAMPLES)
def test_the_example_of_a_source_comes_out_as_it_says(feed, year, at, tmp_path):
    example = FEEDS[feed].years[year].example[at]
    path = (
        tmp_path
        / "drop"
        / (f"{example.table}.xml" if example.given.lstrip().startswith("<") else f"{example.table}.csv")
    )
    path.parent.mkdir()
    path.write_text(example.given, encoding="utf-8")
    period = a_period_of(FEEDS[feed], year)
    received = dt.date.fromisoformat(period) if FEEDS[feed].is_snapshot else None
    entries = sources.load(Home.at(tmp_path / "home"), "local", [path], received, period).files
    (entry,) = [each for each in entries if each.table in ("", example.table)]
    counts = entry.counts
    assert entry.table == example.table
    assert (counts.rows_accepted, counts.rows_rejected, counts.cell_problems) == (
        example.accepted,
        example.rejected,
        example.cell_problems,
    )


def test_every_feed_has_an_example():
    assert {feed for feed, _, _ in EXAMPLES} == set(FEEDS)


def test_a_column_of_codes_and_no_other_names_a_code_list():
    columns = [
        column
        for feed in FEEDS.values()
        for year in feed.years.values()
        for table in year.tables.values()
        for column in table.columns.values()
    ]
    assert columns
    assert all((column.type in ("code", "codes")) == bool(column.codelist) for column in columns)


def test_every_code_list_has_labels_sources_and_aliases_that_lead_somewhere():
    for codelist in CODELISTS.values():
        assert codelist.codes
        assert codelist.source
        assert all(code.label for code in codelist.codes.values())
        assert set(codelist.aliases.values()) <= set(codelist.codes)
        assert not set(codelist.aliases) & set(codelist.codes)
        assert set(codelist.loose_aliases.values()) <= set(codelist.codes)


@pytest.mark.parametrize(
    "codelist",
    ["ethnicity", "legal_status", "placement_type", "reason_ceased", "placement_provider", "accommodation", "activity"],
)
def test_a_list_reported_in_groups_gives_every_code_a_group(codelist):
    assert all(code.group for code in CODELISTS[codelist].codes.values())


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2016-17", "2017_18"),
        ("2017-18", "2017_18"),
        ("2020-21", "2018_19"),
        ("2023-24", "2023_24"),
        ("2026-27", "2026_27"),
        ("2030-31", "2026_27"),
    ],
)
def test_a_year_without_a_change_is_read_by_the_last_definition_before_it(period, year):
    assert SSDA903.year_for(period) is SSDA903.year(year)


@pytest.mark.parametrize(
    ("table", "first_year"),
    [
        ("header", "2017_18"),
        ("episodes", "2017_18"),
        ("social_worker_episodes", "2023_24"),
        ("deprivation_of_liberty", "2026_27"),
    ],
)
def test_a_table_is_there_from_its_first_year_on(table, first_year):
    assert [name for name, year in SSDA903.years.items() if table in year.tables] == [
        n for n in SSDA903.years if n >= first_year
    ]


@pytest.mark.parametrize(
    ("codelist", "code", "first", "last"),
    [
        ("placement_type", "H5", "", "2023-24"),
        ("placement_type", "P2", "", "2023-24"),
        ("placement_type", "K3", "2024-25", ""),
        ("placement_type", "Z1", "", "2024-25"),
        ("placement_type", "Z11", "2025-26", ""),
        ("reason_ceased", "E43", "", "2017-18"),
        ("activity", "F3", "", "2020-21"),
    ],
)
def test_codes_carry_the_years_in_which_they_may_be_used(codelist, code, first, last):
    found = CODELISTS[codelist].codes[code]
    assert (found.first_year, found.last_year) == (first, last)


@pytest.mark.parametrize(
    ("table", "kind", "key"),
    [
        ("header", ("period", "", ""), ("child",)),
        ("episodes", ("period", "decom", "dec"), ("child", "decom")),
        ("reviews", ("period", "review", ""), ("child", "review")),
        ("missing", ("period", "mis_start", "mis_end"), ("child", "mis_start")),
        ("oc2", ("period", "", ""), ("child",)),
        ("social_worker_episodes", ("period", "sw_decom", "sw_dec"), ("child", "sw_decom")),
    ],
)
def test_a_table_says_what_absence_from_it_means_and_how_its_rows_are_told_apart(table, kind, key):
    declared = SSDA903.year("2026_27").tables[table]
    assert (declared.covers.kind, declared.covers.starts, declared.covers.ends) == kind
    assert declared.key == key
    assert declared.child == "child"
