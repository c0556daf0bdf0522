"""A council's code, working arrangements, services, teams and workers, read from its own two files."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.definitions.council import Organisation, checked_code, load_council, problems_of_organisation
from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.home import Home

TEAMS = """
[[service]]
id = "cla"
name = "Children looked after"

[[team]]
id = "north"
name = "North team"
service = "cla"

[[team]]
id = "south"
name = "South team"
service = "cla"

[[worker]]
id = "SW1"
name = "A. Worker"
team = "north"
end_date = 2024-06-30

[[worker]]
id = "SW1"
name = "A. Worker"
team = "south"
start_date = 2024-07-01
is_manager = true
"""


@pytest.fixture
def home(tmp_path):
    home = Home.at(tmp_path / "home")
    home.council.mkdir(parents=True)
    return home


def write(home, name, text):
    (home.council / name).write_text(text, encoding="utf-8")


def problems(home):
    with pytest.raises(CatalogueError) as caught:
        load_council(home)
    return caught.value.problems


def test_home_without_settings_has_the_defaults(home):
    council = load_council(home)
    assert (council.code, council.names_open_months, council.refresh_at) == ("local", 6, (dt.time(6),))
    assert council.teams == ()


def test_settings_are_read(home):
    (home.root / "county").mkdir()
    write(
        home, "council.toml", 'code = "notts"\nname = "A council"\nrefresh_at = [05:30:00, 13:00:00]\nis_demo = true\n'
    )
    council = load_council(home)
    assert (council.code, council.is_demo) == ("notts", True)
    assert council.refresh_at == (dt.time(5, 30), dt.time(13))


def test_a_home_that_only_says_it_is_a_demo_is_refused_with_file_key_and_remedy(home):
    write(home, "council.toml", "is_demo = true\n")
    (told,) = problems(home)
    assert told.startswith(f"{home.council / 'council.toml'}: is_demo = true")
    assert told.endswith("take the line out")


def test_services_teams_and_workers_are_read_in_order(home):
    write(home, "teams.toml", TEAMS)
    council = load_council(home)
    assert [service.id for service in council.services] == ["cla"]
    assert [team.id for team in council.teams] == ["north", "south"]
    assert [(worker.team, worker.is_manager) for worker in council.workers] == [("north", False), ("south", True)]


def test_worker_who_moves_has_a_spell_in_each_team(home):
    write(home, "teams.toml", TEAMS)
    first, second = load_council(home).workers
    assert first.start_date == dt.date(1900, 1, 1)
    assert (first.end_date, second.start_date) == (dt.date(2024, 6, 30), dt.date(2024, 7, 1))
    assert second.end_date == dt.date(9999, 12, 31)


@pytest.mark.parametrize(("file", "text"), [("council.toml", 'code = "other"'), ("teams.toml", TEAMS)])
def test_hash_changes_with_either_file(home, file, text):
    before = load_council(home).content_hash
    write(home, file, text)
    assert load_council(home).content_hash != before


def test_misspelt_setting_names_the_nearest(home):
    write(home, "council.toml", "names_open_month = 3")
    told = f"{home.council / 'council.toml'}: unknown key 'names_open_month' – did you mean 'names_open_months'?"
    assert problems(home) == (told,)


@pytest.mark.parametrize("months", [-1, 25])
def test_names_stay_open_for_up_to_two_years(home, months):
    write(home, "council.toml", f"names_open_months = {months}")
    assert "names_open_months" in problems(home)[0]


def test_teams_have_no_place_in_council_toml(home):
    write(home, "council.toml", "[organisation]\nteam = []\n")
    assert "the key 'organisation' is made by Sherwood: remove it" in problems(home)[0]


def test_misspelt_key_of_a_worker_names_its_place(home):
    write(home, "teams.toml", TEAMS.replace("is_manager", "manager"))
    assert "unknown key 'worker.1.manager' – did you mean 'is_manager'?" in problems(home)[0]


def test_broken_settings_and_broken_teams_are_both_told(home):
    write(home, "council.toml", "code = ")
    write(home, "teams.toml", "[[team]")
    assert len(problems(home)) == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'service = "cla"',
            'service = "cls"',
            "team 'north' names service 'cls', which is not listed – did you mean 'cla'?",
        ),
        (
            'team = "south"',
            'team = "soth"',
            "worker 'SW1' names team 'soth', which is not listed – did you mean 'south'?",
        ),
        ('id = "south"', 'id = "north"', "team 'north' is listed more than once"),
        ("end_date = 2024-06-30", "end_date = 1899-12-31", "'SW1' ends on 1899-12-31, before it starts on 1900-01-01"),
        (
            "end_date = 2024-06-30",
            "end_date = 2024-07-01",
            "worker 'SW1' is in two teams on 2024-07-01: end the spell in 'north' the day before",
        ),
    ],
)
def test_organisation_that_contradicts_itself_is_told(home, old, new, told):
    write(home, "teams.toml", TEAMS.replace(old, new))
    assert f"{home.council / 'teams.toml'}: {told}" in problems(home)


DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2020, 2, 1))
SPELLS = st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=4)


@given(SPELLS)
def test_overlap_is_told_exactly_when_some_day_has_two_teams(spells):
    workers = [{"id": "w", "name": "W", "team": "t", "start_date": start, "end_date": end} for start, end in spells]
    teams = [{"id": "t", "name": "T", "service": "s"}]
    organisation = Organisation.model_validate(
        {"service": [{"id": "s", "name": "S"}], "team": teams, "worker": workers}
    )
    days = [start + dt.timedelta(days=n) for start, end in spells for n in range((end - start).days + 1)]
    assert bool(list(problems_of_organisation(organisation))) == (len(days) != len(set(days)))


@pytest.mark.parametrize("code", ["local", "e10000024", "east-sussex", "a_b"])
def test_code_of_an_authority_may_name_a_folder(code):
    assert checked_code(code) == code


@pytest.mark.parametrize("code", ["", "..", "../elsewhere", "a/b", "Notts", "-a", "a b", "a" * 41, "local\n"])
def test_code_that_could_lead_out_of_the_home_is_refused(home, code):
    with pytest.raises(Problem, match="is no authority's code"):
        checked_code(code)
    if "\n" not in code:
        write(home, "council.toml", f'code = "{code}"')
        assert "council.toml: code: " in problems(home)[0]


def test_settings_once_read_are_used_again_until_a_file_changes(home):
    write(home, "teams.toml", TEAMS)
    assert load_council(home) is load_council(home)
    write(home, "teams.toml", TEAMS.replace("South team", "South East team"))
    assert [team.name for team in load_council(home).teams] == ["North team", "South East team"]
    write(home, "council.toml", 'code = "ashfordshire"\n')
    assert load_council(home).code == "ashfordshire"
