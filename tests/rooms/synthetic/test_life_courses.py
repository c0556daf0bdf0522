"""Life courses: every figure says where it comes from, nothing is misspelt, nothing is declared that nothing reads."""

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

import sherwood.synthetic
from sherwood.definitions.errors import CatalogueError
from sherwood.synthetic.courses import load_life_courses


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(Path(str(files("sherwood.catalogue") / "life_courses")), tmp_path / "courses")
    return tmp_path / "courses"


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_the_packaged_life_courses_are_whole() -> None:
    courses = load_life_courses()
    assert courses.states["interim_care_order"].legal_status == "C1"
    assert courses.rates["health_assessment"] == 0.90


def test_the_life_courses_everything_shares_cannot_be_changed() -> None:
    """A county would else be another after somebody changed a rate in the same process."""
    courses = load_life_courses()
    for part in (courses.rates, courses.lengths, courses.choices, courses.states, courses.leaving):
        with pytest.raises(TypeError):
            part["first_placement"] = None  # type: ignore[index]


def test_a_rate_without_source_or_assumption_is_refused(copy: Path) -> None:
    change(copy, "health.toml", 'source = "DfE Local Authority Interactive Tool 2025: LACHealth%, England"\n', "")
    with pytest.raises(CatalogueError, match="give either source or assumed"):
        load_life_courses(copy)


def test_a_misspelt_key_is_refused_with_the_right_one(copy: Path) -> None:
    change(copy, "looked_after.toml", "same_for_siblings", "same_for_sibling")
    with pytest.raises(CatalogueError, match="did you mean 'same_for_siblings'"):
        load_life_courses(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("looked_after.toml", 'to = "section_20_long"', 'to = "section_twenty"', "leads to 'section_twenty'"),
        ("looked_after.toml", 'leaves = "home"', 'leaves = "elsewhere"', "leads to 'elsewhere'"),
        (
            "looked_after.toml",
            'placements = "placements_first"',
            'placements = "nowhere"',
            "names placements 'nowhere'",
        ),
        ("looked_after.toml", '"moves_at_final_order"', '"moves_sometime"', "names the rate 'moves_sometime'"),
        ("looked_after.toml", "[leaving.aged_18]", "[leaving.aged_19]", "'aged_18' is missing"),
        ("organisation.toml", 'service = "looked_after"', 'service = "nobody"', "names service 'nobody'"),
        ("organisation.toml", '"placed_for_adoption"]', '"placed"]', "holds 'placed', which is no state"),
        ("organisation.toml", 'team = "looked_after_south"', 'team = "nobody"', "shortage names team 'nobody'"),
        ("missing.toml", "[rate.away_share]", "[rate.dental]", "rate 'dental' stands in"),
    ],
)
def test_a_broken_link_is_named(copy: Path, file: str, old: str, new: str, words: str) -> None:
    change(copy, file, old, new)
    with pytest.raises(CatalogueError, match=re.escape(words)):
        load_life_courses(copy)


def test_a_state_with_no_way_out_at_some_age_is_refused(copy: Path) -> None:
    change(
        copy,
        "looked_after.toml",
        '{ leaves = "other", weight = 1, assumed = "The stay is over',
        '{ leaves = "other", weight = 1, ages = [0, 9], assumed = "The stay is over',
    )
    with pytest.raises(CatalogueError, match="leads nowhere at the ages"):
        load_life_courses(copy)


def test_a_missing_file_is_named_by_what_it_should_hold(copy: Path) -> None:
    (copy / "mess.toml").unlink()
    with pytest.raises(CatalogueError, match="0 files of the kind Mess"):
        load_life_courses(copy)


def test_every_rate_and_length_and_choice_is_read_by_something() -> None:
    """By its name, or by a name put together of parts that are named, as `<what>_need` is; a year may follow."""
    code = "".join(path.read_text() for path in Path(str(sherwood.synthetic.__file__)).parent.rglob("*.py"))
    courses = load_life_courses()
    named_in_data = {state.placements for state in courses.states.values()}
    named_in_data |= {state.moves_on_entry for state in courses.states.values()}
    names = (*courses.rates, *courses.lengths, *courses.choices)
    words = [word for word in set(re.findall(r'"(\w+)"', code)) if any(word in name for name in names)]
    part = "(?:" + "|".join(words) + ")"
    texts = {text for text in re.findall(r'f"((?:\w|\{[^{}"]*\})+)"', code) if re.sub(r"\{[^{}]*\}|_", "", text)}
    put_together = [re.compile(re.sub(r"\{[^{}]*\}", lambda _: part, text)) for text in sorted(texts)]
    for name in names:
        of_any_year = re.sub(r"_\d{4}_\d{2}$", "", name)
        is_read = of_any_year in words or any(pattern.fullmatch(of_any_year) for pattern in put_together)
        assert is_read or name in named_in_data, name
