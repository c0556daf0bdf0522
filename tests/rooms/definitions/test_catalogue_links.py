"""Every name that an entry holds is looked for when the catalogue loads."""

import pytest

MEASURE = "measures/looked_after/cla_open"
REPORT = "reports/looked_after/cla_overview"
YEAR = "sources/little/2017_18"

SLIPS = [
    (MEASURE, 'counts = "episode"', 'counts = "episod"', "unknown table 'episod' – did you mean 'episode'?"),
    (MEASURE, '"until_date"', '"untill_date"', "unknown column 'untill_date' – did you mean 'until_date'?"),
    (MEASURE, '"sex"]', '"sexx"]', "unknown dimension 'sexx' – did you mean 'sex'?"),
    (MEASURE, "statutory = true", 'timescale = "reviews"', "unknown timescale 'reviews' – did you mean 'review'?"),
    (MEASURE, "statutory = true", 'details = ["start_dat"]', "unknown column 'start_dat' – did you mean 'start_date'?"),
    (MEASURE, "statutory = true", 'per = "persn_key"', "unknown column 'persn_key' – did you mean 'person_key'?"),
    (MEASURE, "episode = '''", "episodes = '''", "unknown table 'episodes' – did you mean 'episode'?"),
    (
        MEASURE,
        "[example]\n",
        '[[where]]\ncolumn = "legl_status"\nis = ["C1"]\n[example]\n',
        "unknown column 'legl_status' – did you mean 'legal_status'?",
    ),
    (
        MEASURE,
        "[example]\n",
        '[[also]]\ntable = "episde"\nwindow = "day"\nat_least = 1\n[example]\n',
        "unknown table 'episde' – did you mean 'episode'?",
    ),
    (
        MEASURE,
        "[example]\n",
        '[[also]]\ntable = "person"\nwindow = "day"\ndate = "start_date"\nat_least = 1\n[example]\n',
        "[related]: unknown column 'start_date'",
    ),
    (
        MEASURE,
        "statutory = true",
        'timescale = "review"\nstep = "frist"',
        "unknown step of 'review' 'frist' – did you mean 'first'?",
    ),
    (
        REPORT,
        'key_figures = ["cla_open"]',
        'key_figures = ["cla_opem"]',
        "unknown measure 'cla_opem' – did you mean 'cla_open'?",
    ),
    (REPORT, 'measure = "cla_open"', 'measure = "cla_shut"', "unknown measure 'cla_shut'"),
    (REPORT, 'children = "cla_open"', 'children = "cla_closed"', "unknown measure 'cla_closed'"),
    (REPORT, 'filters = ["sex"]', 'filters = ["sx"]', "unknown dimension 'sx' – did you mean 'sex'?"),
    (
        REPORT,
        'by = "legal_status"',
        'by = "leg_status"',
        "unknown dimension 'leg_status' – did you mean 'legal_status'?",
    ),
    (REPORT, 'by = "legal_status"', "periods = 1", "the bars of 'cla_open' name no dimension: add by"),
    (REPORT, 'audience = ["worker"]', 'audience = ["workers"]', "unknown role 'workers' – did you mean 'worker'?"),
    (REPORT, "filters =", 'related = ["cla_over"]\nfilters =', "unknown report 'cla_over' – did you mean"),
    ("dimensions/legal_status", "codelist =", 'codelist = "legal"\nnot_known =', "unknown code list 'legal'"),
    (
        "dimensions/sex",
        'column = "sex"',
        'column = "sex"\ncoarser = "sx"',
        "unknown dimension 'sx' – did you mean 'sex'?",
    ),
    ("dimensions/sex", 'column = "sex"', 'column = "gender"', "unknown column of the person table 'gender'"),
    ("dimensions/sex", 'found_in = "person"', 'found_in = "age"', "there are none: add bands"),
    ("tables/episode", 'codelist = "legal_status"', 'codelist = "legal_stats"', "unknown code list 'legal_stats'"),
    (
        "tables/episode",
        'key = ["person_key",',
        'key = ["personkey",',
        "unknown column 'personkey' – did you mean 'person_key'?",
    ),
    ("tables/episode", "[columns]", 'order = ["litle"]\n[columns]', "unknown feed 'litle' – did you mean 'little'?"),
    ("tables/episode", "[columns]", 'order = ["little"]\n[columns]', "unknown table of what feeds say 'episode_said'"),
    ("codelists/legal_status", '"CO" = "C2"', '"CO" = "C9"', "unknown code 'C9'"),
    ("timescales/review", '[[example]]\nstep = "first"', '[[example]]\nstep = "second"', "unknown step 'second'"),
    (YEAR, 'codelist = "legal_status"', 'codelist = "ls"', "[tables.episodes]: unknown code list 'ls'"),
    (YEAR, 'key = ["child", "decom"]', 'key = ["child", "decon"]', "unknown column 'decon' – did you mean 'decom'?"),
    (YEAR, 'starts = "decom"', 'starts = "begin"', "unknown column 'begin'"),
]


@pytest.mark.parametrize(("entry", "old", "new", "told"), SLIPS, ids=[slip[3] for slip in SLIPS])
def test_reference_to_nothing_names_entry_and_nearest(little, problems, entry, old, new, told):
    little.change(entry, old, new)
    found = problems()
    assert any(told in line and line.startswith(entry) for line in found), found


def test_measure_over_every_step_of_a_timescale_names_none(little, load):
    little.change(MEASURE, "statutory = true", 'timescale = "review"')
    assert load().measure("cla_open").step == "only"


def test_age_is_a_condition_though_no_column(little, load):
    little.change(MEASURE, "[example]\n", '[[where]]\ncolumn = "age"\nat_most = 17\n[example]\n')
    assert load().measure("cla_open").where[0].column == "age"


def test_two_entries_cannot_share_a_short_name(little, problems):
    little.copy(MEASURE, "measures/placements/cla_open", ('"children_looked_after"', '"another"'))
    assert any("the name 'cla_open' is taken by" in line for line in problems())


def test_alias_cannot_be_the_name_of_another(little, problems):
    little.copy(MEASURE, "measures/placements/placed", ('"children_looked_after"', '"cla_open"'))
    assert any("the name 'cla_open' is taken by" in line for line in problems())


def test_codes_and_their_groups_say_that_one_adds_up_the_other(little, problems, load):
    little.copy("dimensions/legal_status", "dimensions/legal_group", ('"facts"', '"facts"\nby_group = true'))
    assert any("'legal_group' has the same codes by group" in line for line in problems())
    little.change("dimensions/legal_status", 'found_in = "facts"', 'found_in = "facts"\ncoarser = "legal_group"')
    assert load().dimension("legal_status").coarser == "legal_group"


def test_breakdown_by_a_column_that_the_counted_table_lacks_is_told_of_the_measure(little, problems):
    little.change("dimensions/legal_status", 'column = "legal_status"', 'column = "status"')
    assert problems() == (
        f"{MEASURE}.toml: unknown column of breakdown 'legal_status' 'status' – did you mean 'legal_status'?",
    )
