"""What a version says of results is checked as its indicators are: headings, indicators and feeds there are, rules that hold together."""

import shutil
from importlib.resources import files

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.programmes import load_programme

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("found", "written", "problem"),
    [
        ('found_by = ["P4.4"]', 'found_by = ["P4.9"]', "unknown indicator 'P4.9'"),
        ('feeds = ["neet"]', 'feeds = ["neat"]', "unknown feed 'neat'"),
        ('feeds = ["neet"]', 'feeds = ["private_fostering"]', "declares no purpose"),
        ('heading = "P6"', 'heading = "P9"', "unknown heading 'P9'"),
        ('feeds = ["neet"]\n', "", "names facts and the feeds that tell them"),
        ("months = 12\nfound_by", "found_by", "for 'months' or for 'terms'"),
        ('months = 12\nfound_by = ["P4.4"]', "months = 12", "'found_by' says of whom"),
        ("out_of_weeks = 30", "out_of_weeks = 25", "do not fit into 'out_of_weeks'"),
        ("at_least = 90", "at_least = 90\nmissed_below = 15", "'at_least' or 'missed_below'"),
    ],
)
def test_a_result_that_does_not_hold_together_is_a_problem_of_the_catalogue(tmp_path, found, written, problem):
    shipped = shutil.copytree(files("sherwood.catalogue") / "programmes", tmp_path / "programmes")
    file = shipped / "troubled_families" / "tf-2015" / "programme.toml"
    whole = file.read_text(encoding="utf-8")
    assert whole.count(found) == 1
    file.write_text(whole.replace(found, written), encoding="utf-8")
    with pytest.raises(CatalogueError) as told:
        load_programme("tf-2015", CATALOGUE, shipped=tmp_path)
    assert problem in str(told.value)
