"""A council's own folder is laid over the shipped catalogue: it may add and correct, never redefine what is statutory."""

import pytest
from tests.rooms.definitions.little_catalogue import LittleCatalogue

MEASURE = "measures/looked_after/cla_open"


class CouncilFolder(LittleCatalogue):
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()


@pytest.fixture
def council(tmp_path):
    return CouncilFolder(tmp_path / "council")


@pytest.fixture
def lay_over(little, council):
    """Copy a shipped entry into the council's folder, changed."""

    def run(entry, *changes, to=None):
        text = (little.folder / f"{entry}.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return council.put(to or entry, text)

    return run


def test_statutory_measure_cannot_be_redefined(council, lay_over, problems):
    file = lay_over(MEASURE, ("statutory = true", "statutory = false"))
    told = f"{file}: 'looked_after/cla_open' is a statutory measure and can't be redefined; give it another name"
    assert problems(council.folder) == (told,)


def test_measure_that_is_not_statutory_is_replaced(little, council, lay_over, load):
    little.change(MEASURE, "statutory = true\n", "")
    lay_over(MEASURE, ('Children looked after"\n', 'Children we look after"\n'))
    assert load(council.folder).measure("cla_open").title == "Children we look after"


def test_councils_own_measure_is_added(council, lay_over, load):
    lay_over(MEASURE, ("children_looked_after", "our_children"), to="measures/local/ours")
    assert set(load(council.folder).measures) == {"looked_after/cla_open", "local/ours"}


def test_councils_measure_is_checked_like_any_other(council, lay_over, problems):
    lay_over(MEASURE, ("children_looked_after", "ours"), ('"sex"]', '"sexx"]'), to="measures/local/ours")
    assert problems(council.folder) == ("measures/local/ours.toml: unknown dimension 'sexx' – did you mean 'sex'?",)


def test_councils_correction_of_a_year_reaches_the_years_based_on_it(council, lay_over, load):
    lay_over("sources/little/2017_18", ('header = "LS"', 'header = "LEGAL"'))
    assert load(council.folder).feed("little").year("2018_19").tables["episodes"].columns["ls"].header == "LEGAL"


def test_council_may_add_a_feed(council, lay_over, load):
    lay_over("sources/little/feed", to="sources/ours/feed")
    lay_over("sources/little/2017_18", to="sources/ours/2017_18")
    assert set(load(council.folder).feeds) == {"little", "ours"}


def test_folder_with_a_slip_in_its_name_is_told(council, lay_over, problems):
    lay_over(MEASURE, to="measure/local/ours")
    folder = council.folder / "measure"
    assert problems(council.folder) == (f"{folder}: nothing reads a folder of this name – did you mean 'measures'?",)


def test_settings_file_with_a_slip_in_its_name_is_told(council, problems):
    file = council.put("team", "")
    assert problems(council.folder) == (f"{file}: nothing reads a file of this name – did you mean 'teams.toml'?",)


def test_settings_and_notes_are_no_strangers(council, load):
    council.put("council", 'code = "here"')
    council.put("teams", "")
    (council.folder / "README.md").write_text("Ours.", encoding="utf-8")
    (council.folder / ".git").mkdir()
    assert load(council.folder)


def test_folder_that_is_not_there_yet_changes_nothing(tmp_path, load):
    assert load(tmp_path / "none").content_hash == load().content_hash
