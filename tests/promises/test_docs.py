"""The reference is written from the catalogue, and is current; operations names everything a home holds."""

import re

import pytest
from tests.promises.sources_of_truth import ROOT

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.describe import RENEW, reference_pages
from sherwood.definitions.home import Home
from sherwood.office.sealing import HEAD_FILE
from sherwood.sources.erasures import ERASURES_FILE

PAGES = (
    "measures.md",
    "reports.md",
    "feeds.md",
    "tables.md",
    "codelists.md",
    "timescales.md",
    "roles.md",
    "record-rules.md",
    "rules.md",
    "unanswered.md",
)


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_what_the_catalogue_says(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == reference_pages(load_catalogue())[name], f"renew docs/reference with: {RENEW}"


def test_no_page_is_left_over():
    assert {path.name for path in (ROOT / "docs" / "reference").glob("*.md")} == set(PAGES)


def test_every_measure_prints_its_question_source_and_example():
    catalogue = load_catalogue()
    page = reference_pages(catalogue)["measures.md"]
    for measure in catalogue.measures.values():
        part = page.split(f"`{measure.id}`\n")[1].split("\n## ")[0]
        assert measure.question in part
        assert f"Numerator: {measure.numerator}" in part
        assert all(f"Source: {source.title}" in part for source in measure.source)
        assert "Answer: " in part


def test_every_entry_of_every_kind_is_on_its_page():
    catalogue = load_catalogue()
    pages = reference_pages(catalogue)
    kinds = ("measures", "reports", "feeds", "tables", "codelists", "timescales", "roles", "unanswered")
    for kind in kinds:
        assert [each for each in getattr(catalogue, kind) if f"`{each}`\n" not in pages[f"{kind}.md"]] == []


def test_operations_says_of_every_place_of_a_home_whether_to_back_it_up(tmp_path):
    home = Home(tmp_path)
    of_one_authority = (home.landing("x").parent, home.warehouse("x").parent, home.issued("x").parent)
    properties = [getattr(home, name) for name, each in vars(Home).items() if isinstance(each, property)]
    files = [tmp_path / name for name in (ERASURES_FILE, HEAD_FILE, "secrets")]
    page = (ROOT / "docs" / "operations" / "README.md").read_text(encoding="utf-8")
    rows = "\n".join(row.split("|")[1] for row in page.split("## Services")[0].splitlines() if row.startswith("|"))
    places = {path.relative_to(tmp_path).as_posix() for path in (*of_one_authority, *properties, *files)}
    assert sorted(places) == sorted(each.rstrip("/") for each in re.findall(r"`([^`]+)`", rows))
