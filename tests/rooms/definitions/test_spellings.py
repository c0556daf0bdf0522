"""A council's own headings and values are laid over the feeds and code lists, and change the hash of all that rests on them."""

import pytest
from tests.rooms.definitions.little_catalogue import LittleCatalogue


class CouncilFolder(LittleCatalogue):
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()


@pytest.fixture
def council(tmp_path):
    return CouncilFolder(tmp_path / "council")


def spelt(council, text):
    council.put("spellings", text)
    return council.folder


def test_a_heading_stands_for_its_column_in_every_year(council, load):
    found = load(spelt(council, '[headings.little.episodes]\nls = ["Status in law"]')).feed("little")
    for year in found.years.values():
        assert "Status in law" in year.tables["episodes"].columns["ls"].aliases


def test_a_heading_leaves_the_other_columns_as_they_were(council, load):
    before = load(None).feed("little").year("2018_19").tables["episodes"].columns
    after = load(spelt(council, '[headings.little.episodes]\nls = ["Status in law"]')).feed("little")
    others = {name: each for name, each in after.year("2018_19").tables["episodes"].columns.items() if name != "ls"}
    assert others == {name: each for name, each in before.items() if name != "ls"}


def test_a_value_is_kept_without_case_spaces_and_punctuation(council, load):
    found = load(spelt(council, '[values.legal_status]\n"Interim C.O." = "C1"')).codelist("legal_status")
    assert found.loose_aliases["interimco"] == "C1"


def test_a_value_is_no_spelling_of_a_return(council, load):
    found = load(spelt(council, '[values.legal_status]\n"Interim C.O." = "C1"')).codelist("legal_status")
    assert found.code_for("Interim C.O.") is None


def test_rows_are_read_again_because_the_hash_changes(council, load):
    before = load(None)
    after = load(spelt(council, '[headings.little.episodes]\nls = ["X"]\n[values.legal_status]\n"Y" = "C1"'))
    assert after.feed("little").year("2018_19").content_hash != before.feed("little").year("2018_19").content_hash
    assert after.codelist("legal_status").content_hash != before.codelist("legal_status").content_hash
    assert after.content_hash != before.content_hash


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[headings.litle.episodes]\nls = ["X"]', "headings: there is no feed 'litle' – did you mean 'little'?"),
        (
            '[headings.little.episode]\nls = ["X"]',
            "headings.little: there is no table 'episode' – did you mean 'episodes'?",
        ),
        ('[headings.little.episodes]\nlsx = ["X"]', "headings.little.episodes: there is no column 'lsx'"),
        (
            '[values.legal_statu]\n"X" = "C1"',
            "values: there is no code list 'legal_statu' – did you mean 'legal_status'?",
        ),
        ('[values.legal_status]\n"X" = "C9"', "values.legal_status: 'X' stands for 'C9', which is no code of the list"),
        ("[heading.little]", "unknown key 'heading' – did you mean 'headings'?"),
    ],
)
def test_a_slip_is_told_with_the_file_and_the_nearest_right_name(council, problems, text, told):
    folder = spelt(council, text)
    (found,) = problems(folder)
    assert found.startswith(f"{folder / 'spellings.toml'}: {told}")
