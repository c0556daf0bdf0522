"""A refused file is mapped by a person, proves to be readable, and is taken in by the next refresh; else nothing changes."""

import pytest
from tests.rooms.sources.test_proposing import POLICE

from sherwood.definitions.home import Home
from sherwood.jobs.mapping import Confirmed, confirm, proposals, unread_file, unread_files
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import refresh
from sherwood.sources import MappingRefused, deliveries_of


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.council.mkdir(parents=True)
    (made.council / "council.toml").write_text('code = "small"\nname = "Small Council"\n', encoding="utf-8")
    folder = made.inbox / "refused" / "from the force"
    folder.mkdir(parents=True)
    (folder / "april.csv").write_text(POLICE, encoding="utf-8")
    return made


def proposed(home, **changes):
    best = proposals(home, unread_files(home)[0])[0]
    columns = {each.column: each.heading for each in best.matches} | {"role": "Part Played"} | changes
    return Confirmed(best.feed, best.table, columns)


def spelt(home):
    file = home.council / "spellings.toml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_a_file_that_was_refused_waits_to_be_understood(home):
    [file] = unread_files(home)
    assert file.name == "april.csv"
    assert unread_file(home, file.key) == file
    assert unread_file(home, "0" * 16) is None


def test_a_confirmed_mapping_lets_the_next_refresh_read_the_file(home):
    assert confirm(home, unread_files(home)[0], proposed(home)) > 0
    assert unread_files(home) == []
    assert refresh(home, "small", progress=quiet).exit_code == 0
    [delivery] = deliveries_of(home, "small")
    assert [(part.table, part.file) for part in delivery.parts] == [("incidents", "april.csv")]


def test_headings_the_catalogue_knows_are_not_written_again(home):
    confirm(home, unread_files(home)[0], proposed(home))
    assert "Date of Incident" in spelt(home)
    assert confirm_again(home) == 0


def confirm_again(home):
    """The same file comes a second time and is refused for nothing: a person confirms what is known already."""
    folder = home.inbox / "refused"
    folder.mkdir(exist_ok=True)
    (folder / "may.csv").write_text(POLICE, encoding="utf-8")
    return confirm(home, unread_files(home)[0], proposed(home))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"incident_number": ""}, "choose the heading of Incident No"),
        ({"risk": "Date of Incident"}, "stands for two columns"),
    ],
)
def test_a_mapping_that_could_not_be_read_is_refused_and_nothing_changes(home, changes, words):
    before = spelt(home)
    with pytest.raises(MappingRefused, match=words):
        confirm(home, unread_files(home)[0], proposed(home, **changes))
    assert spelt(home) == before
    assert len(unread_files(home)) == 1


def test_too_few_headings_for_the_table_are_taken_back(home):
    """Two columns of twenty-five: the file would be refused again, so the council's settings stay as they were."""
    few = Confirmed("police_incidents", "incidents", {"incident_number": "Incident Ref", "person_number": "Person Ref"})
    with pytest.raises(MappingRefused, match="still not be read"):
        confirm(home, unread_files(home)[0], few)
    assert spelt(home) == ""
    assert len(unread_files(home)) == 1


def test_a_table_that_does_not_exist_is_refused(home):
    with pytest.raises(MappingRefused, match="no table 'nothing'"):
        confirm(home, unread_files(home)[0], Confirmed("police_incidents", "nothing", {}))
