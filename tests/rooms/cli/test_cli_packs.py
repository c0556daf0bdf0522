"""`sherwood pack`: a paper made in one command, kept, listed, and given again to the letter after later loads."""

import json
import shutil
import zipfile

import docx
import pyarrow.parquet as pq
import pytest

PAPER = ("pack", "committee", "--quarter", "2017-18-Q4")


@pytest.fixture
def home(built_home, tmp_path):
    """A copy of the built home, in which papers may be kept."""
    return shutil.copytree(built_home, tmp_path / "with-papers")


@pytest.fixture
def issue(sherwood, home, tmp_path):
    def made(*more, form="json"):
        out = tmp_path / f"paper.{form}"
        said = sherwood(*PAPER, "--format", form, "--out", out, *more, home=home)
        assert (said.code, said.out) == (0, ""), said.err
        return out.read_bytes(), said.err.strip().rpartition(" ")[2]

    return made


def test_paper_is_an_editable_word_file_and_is_kept_with_its_build(sherwood, home, issue, tmp_path):
    _, name = issue("--audience", "managers", form="docx")
    assert "Purpose of the report" in [each.text for each in docx.Document(tmp_path / "paper.docx").paragraphs]
    (kept,) = json.loads(sherwood("pack", "list", "--json", home=home).out)["packs"]
    assert (kept["id"], kept["quarter"], kept["audience"], kept["known_at"]) == (name, "2017-18-Q4", "managers", None)
    (file,) = home.glob("issued/*/packs/*.parquet")
    assert "cla_open" in pq.read_table(file)["measure"].to_pylist()
    assert list(home.glob(f"warehouse/*/*{kept['build']}*"))


def test_paper_is_given_again_to_the_letter_after_a_later_load(sherwood, home, issue, files, tmp_path):
    first, name = issue("--audience", "managers")
    changed = files.parent / "later" / "2017-18"
    changed.mkdir(parents=True, exist_ok=True)
    (changed / "episodes.csv").write_text(
        (files / "episodes.csv").read_text(encoding="utf-8").split("103,")[0][:-1].rpartition("102,")[0]
    )
    assert sherwood("load", changed, "--received", "2018-06-01", home=home).code == 0
    assert sherwood("build", home=home).code == 0
    out = tmp_path / "again.json"
    assert sherwood("pack", "again", name, "--format", "json", "--out", out, home=home).code == 0
    assert out.read_bytes() == first
    after, _ = issue("--audience", "managers")
    known, _ = issue("--audience", "managers", "--known-at", "2018-05-31")

    def figures(content):
        tree = json.loads(content)
        return [part["blocks"] for part in tree["sections"] if part["title"].startswith("Appendix")]

    assert figures(after) != figures(first)
    assert figures(known) == figures(first)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "csv", "pptx"])
def test_paper_kept_is_given_in_every_form(sherwood, home, issue, tmp_path, form):
    _, name = issue()
    out = tmp_path / f"again.{form}"
    assert sherwood("pack", "again", name, "--format", form, "--out", out, home=home).code == 0
    assert out.stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--quarter", "2018-19-Q1"), 1, "choose 2017-18-Q4"),
        (("--area", "caer"), 1, "did you mean 'care'?"),
        (("--audience", "everybody"), 2, "audience"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_kept(sherwood, home, tmp_path, arguments, code, told):
    said = sherwood(*PAPER, "--format", "json", "--out", tmp_path / "x.json", *arguments, home=home)
    assert (said.code, said.out) == (code, "")
    assert told in said.err
    assert not list(home.glob("issued/*/packs/*"))


def test_paper_that_was_never_issued_is_named(sherwood, home, tmp_path):
    said = sherwood("pack", "again", "none", "--format", "json", "--out", tmp_path / "x.json", home=home)
    assert said.code == 1
    assert "sherwood pack list" in said.err


def test_open_data_are_of_official_figures_alone(sherwood, home, issue, tmp_path):
    issue(form="zip")
    archive = zipfile.ZipFile(tmp_path / "paper.zip")
    described = json.loads(archive.read("datapackage.json"))
    assert [each["path"] for each in described["resources"]] == archive.namelist()[1:]
    assert any("appendix-a-indicators" in each for each in archive.namelist())
    said = sherwood(*PAPER, "--format", "zip", "--audience", "managers", "--out", tmp_path / "no.zip", home=home)
    assert said.code == 2
    _, name = issue("--audience", "managers")
    said = sherwood("pack", "again", name, "--format", "zip", "--out", tmp_path / "no.zip", home=home)
    assert (said.code, "made for managers" in said.err) == (1, True)
    assert not (tmp_path / "no.zip").exists()
