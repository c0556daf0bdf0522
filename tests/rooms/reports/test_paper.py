"""The committee's paper on a made-up county: its numbers parsed out of Word and PDF and worked out again, its order, its refusals."""

import io
import re
from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader

from sherwood.access import NotAllowed
from sherwood.definitions.errors import Problem
from sherwood.measures import evaluate
from sherwood.outputs import forms
from sherwood.reports.paper import PackRequest, committee_paper

QUARTER = "2024-25-Q4"
NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?")
# Years and quarters of a period are its name and no figure.
PERIODS = re.compile(
    r"\(?\b\d{4}[-/]\d{2}(?:-Q\d)?\b\)?|\b(?:January|March|April|June|July|September|October|December) \d{4}|\(\d{4}\)"
)


@pytest.fixture(scope="module")
def paper(owner_desk):
    pack = owner_desk.catalogue.pack("committee")
    return {
        who: committee_paper(owner_desk, pack, PackRequest(QUARTER, who)) for who in ("members", "managers", "public")
    }


def section(document, title):
    return next(each for each in document.sections if each.title.startswith(title)).blocks


def paragraphs(document):
    """Number and text of every numbered paragraph."""
    notes = [block for part in document.sections for block in part.blocks if type(block).__name__ == "Note"]
    found = [re.match(r"(\d+)\. (.*)", note.text) for note in notes]
    return [(int(each[1]), each[2]) for each in found if each]


def behind(document):
    """What every figure of the text is said to be, by paragraph."""
    found = {}
    for paragraph, measure, first, last, *numbers in section(document, "Appendix C")[0].rows:
        row = (measure.text, first.date, last.date, *(each.number for each in numbers))
        found.setdefault(int(paragraph.number), []).append(row)
    return found


def worked_out(desk, row, figures):
    """Numerator, denominator and value as `sherwood measure value` gives them for the days of a row."""
    measure, first, last, *_ = row
    grain = "year" if (last - first).days > 100 else "quarter"
    (point,) = evaluate(
        desk.reader, desk.catalogue, measure, desk.viewer, date_from=first, date_to=last, grain=grain, figures=figures
    ).rows
    return point.numerator, point.denominator, point.value


def words_of(numbers):
    """The ways a number may stand in the text: whole, or to one place."""
    for each in numbers:
        if each is not None:
            yield f"{each:,.0f}" if float(each).is_integer() else ""
            yield f"{float(each):,.1f}"
            yield f"{int(each * 10 + 0.5 + 1e-9) / 10:,.1f}"


@pytest.mark.parametrize(("who", "figures"), [("managers", "openable"), ("members", "official")])
def test_every_figure_is_what_measure_value_says(owner_desk, paper, who, figures):
    rows = [row for each in behind(paper[who]).values() for row in each]
    assert len(rows) > 60
    for row in rows:
        known = worked_out(owner_desk, row, figures)
        # A second quarter of the year may be withheld with one that is small.
        assert row[3:] == known or (who == "members" and row[3:] == (None, None, None)), row


def matched(document, texts):
    """Look for every number of the paragraphs that tell figures among those they rest on, targets and published ones."""
    held = behind(document)
    told = {int(each[1]): each[2] for text in texts if (each := re.match(r"(\d+)\. (.*)", text, re.DOTALL))}
    table = {row[1].text: row for row in section(document, "Appendix A")[0].rows}
    checked = 0
    for paragraph, rows in held.items():
        title = next(each for each in table if told[paragraph].startswith(f"{each}: "))
        rest = told[paragraph].removeprefix(f"{title}: ")
        allowed = set(words_of(number for row in rows for number in row[3:]))
        allowed |= set(NUMBER.findall(" ".join(table[title][place].text for place in (7, 10, 11))))
        beside = rest.partition("To be read beside")[0]
        for number in NUMBER.findall(PERIODS.sub(" ", beside)):
            assert number in allowed, (number, told[paragraph])
            checked += 1
    return checked


@pytest.mark.parametrize("who", ["managers", "members"])
def test_every_number_of_the_word_file_stands_in_a_figure(paper, who):
    file = docx.Document(io.BytesIO(forms.render(paper[who], "docx")))
    assert matched(paper[who], [each.text for each in file.paragraphs]) > 30


def test_every_number_of_the_pdf_stands_in_a_figure(paper):
    reader = PdfReader(io.BytesIO(forms.render(paper["managers"], "pdf")))
    words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for number, text in paragraphs(paper["managers"]):
        assert f"{number}. {text}" in re.sub(
            r" ?Page \d+ of \d+ ?Official-sensitive ?| ?Official-sensitive ?", " ", words
        ) or (text.split(". ")[0] in words)


def test_headline_counts_what_the_table_shows(paper):
    for document in paper.values():
        words = [row[8].tag.text for row in section(document, "Appendix A")[0].rows]
        text = next(
            text for _, text in paragraphs(document) if "held against a target" in text and text.startswith("Of ")
        )
        judged, green, amber, red = (int(each) for each in re.findall(r"\d+", text)[:4])
        assert (green, amber, red) == tuple(words.count(each) for each in ("Green", "Amber", "Red"))
        assert judged == green + amber + red


def test_papers_for_members_and_public_hold_no_small_number(paper):
    for who in ("members", "public"):
        for rows in behind(paper[who]).values():
            assert not [row for row in rows if row[3] is not None and 0 < row[3] < 6], who
    assert [row for rows in behind(paper["managers"]).values() for row in rows if row[3] is not None and 0 < row[3] < 6]


def test_paragraphs_are_numbered_through_the_whole_paper(paper):
    numbers = [number for number, _ in paragraphs(paper["members"])]
    assert numbers == list(range(1, len(numbers) + 1))


def test_sections_stand_in_the_order_a_committee_expects(paper):
    titles = [each.title for each in paper["members"].sections if each.title]
    expected = [
        "Purpose of the report",
        "Information",
        "Other options considered",
        "Recommendations",
        "Background papers",
    ]
    assert [title for title in titles if title in expected] == expected
    assert titles.index("Recommendations") < titles.index("Appendix A: indicators") < titles.index("Appendix B: trends")


def test_each_measure_of_the_pack_has_its_row_in_order(owner_desk, paper):
    pack = owner_desk.catalogue.pack("committee")
    wanted = [owner_desk.catalogue.measure(each.measure).title for theme in pack.themes for each in theme.indicators]
    assert [row[1].text for row in section(paper["members"], "Appendix A")[0].rows] == wanted
    assert 25 <= len(wanted) <= 40


def test_measure_defined_anew_says_when(owner_desk, paper):
    for row in section(paper["members"], "Appendix A")[0].rows:
        measure = next(each for each in owner_desk.catalogue.measures.values() if each.title == row[1].text)
        assert bool(row[1].detail) == (len(measure.changed) > 1)


def test_what_only_people_know_is_left_to_be_filled_in(paper):
    for title in ("Voice", "Matters arising", "Actions"):
        assert "[to be filled in]" in section(paper["members"], title)[0].text


def test_measure_without_direction_gets_no_colour(paper):
    for row in section(paper["managers"], "Appendix A")[0].rows:
        if row[2].text == "Neutral":
            assert (row[8].tag.text, row[9].text) == ("Grey", "Not judged")


def test_share_of_fewer_than_twenty_is_told_as_a_count(paper):
    for rows in behind(paper["managers"]).values():
        measure, *_, denominator, _ = rows[0]
        if measure.endswith("_pct") and denominator and denominator < 20:
            text = next(
                text for number, text in paragraphs(paper["managers"]) if behind(paper["managers"]).get(number) == rows
            )
            assert "%" not in text.split(" in ")[0].split(" at the end")[0].partition(": ")[2]


def test_measure_told_once_a_year_is_blank_in_other_quarters(owner_desk):
    pack = owner_desk.catalogue.pack("committee")
    document = committee_paper(owner_desk, pack, PackRequest("2024-25-Q3", "managers", ("care",)))
    rows = [row for row in section(document, "Appendix A")[0].rows if row[3].text == "Year"]
    assert rows
    assert {row[6].text for row in rows} == {""}


def test_area_keeps_its_theme_alone(owner_desk):
    pack = owner_desk.catalogue.pack("committee")
    document = committee_paper(owner_desk, pack, PackRequest(QUARTER, "managers", ("care",)))
    assert {row[0].text[0] for row in section(document, "Appendix A")[0].rows} == {"C"}
    assert document.filters["area"] == "care"


@pytest.mark.parametrize(("who", "marking"), [("members", "Official"), ("public", "Official: for publication")])
def test_marking_is_by_audience(paper, who, marking):
    assert paper[who].marking == marking


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (PackRequest("2025-26-Q3"), "choose 2025-26-Q2"),
        (PackRequest("2024-25"), "write a quarter as 2020-21-Q4"),
        (PackRequest(QUARTER, areas=("caer",)), "did you mean 'care'"),
    ],
)
def test_paper_that_cannot_be_made_says_what_can(owner_desk, asked, told):
    with pytest.raises(Problem, match=re.escape(told)):
        committee_paper(owner_desk, owner_desk.catalogue.pack("committee"), asked)


def test_paper_for_members_asks_for_the_right_to_official_figures(owner_desk):
    viewer = replace(owner_desk.viewer, permissions=frozenset({"measure:read", "report:read"}))
    with pytest.raises(NotAllowed):
        committee_paper(
            replace(owner_desk, viewer=viewer), owner_desk.catalogue.pack("committee"), PackRequest(QUARTER)
        )
