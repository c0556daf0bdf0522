"""The committee's paper on a made-up county: its numbers parsed out of Word and PDF and worked out again, its order, its refusals."""

import random
import re
from collections import Counter
from dataclasses import replace

import pytest
from tests.support import draws
from tests.support.papers_held import faults
from tests.support.papers_read import NUMBER, alternatives, numbers, pieces, words_of_pdf
from tests.support.papers_told import told_of

from sherwood.access import NotAllowed
from sherwood.definitions.errors import Problem
from sherwood.outputs import forms
from sherwood.reports.paper import PackRequest, committee_paper, judging, sentences

QUARTER = "2024-25-Q4"


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
    for paragraph, measure, first, last, *counted in section(document, "Appendix C")[0].rows:
        row = (measure.text, first.date, last.date, *(each.number for each in counted))
        found.setdefault(int(paragraph.number), []).append(row)
    return found


@pytest.fixture(scope="module")
def told(owner_desk, paper):
    """What the papers for members and managers may say, by `measure value`."""
    return {who: told_of(owner_desk, paper[who], QUARTER, who) for who in ("members", "managers")}


@pytest.fixture(scope="module")
def read(paper):
    """The Word files of both, read back."""
    return {who: pieces(forms.render(paper[who], "docx")) for who in ("members", "managers")}


@pytest.mark.parametrize(("who", "least"), [("managers", 300), ("members", 150)])
def test_every_number_of_the_word_file_is_what_measure_value_says(read, told, who, least):
    assert faults(read[who], told[who]) == []
    assert told[who].figures_seen > least


def test_the_out_turn_of_the_year_before_stands_in_a_year_that_is_not_over(owner_desk):
    """Official years are told when they are over: the last but one of those told is another year then."""
    pack, quarter = owner_desk.catalogue.pack("committee"), "2025-26-Q1"
    members = committee_paper(owner_desk, pack, PackRequest(quarter, "members"))
    told = told_of(owner_desk, members, quarter, "members")
    assert faults(pieces(forms.render(members, "docx")), told) == []


@pytest.mark.parametrize("who", ["managers", "members"])
def test_pdf_holds_the_same_numbers_as_word(paper, read, who):
    file = forms.render(paper[who], "pdf")
    word = sum((numbers(each.text) for each in read[who] if each.kind != "alternative"), Counter())
    pdf = numbers(words_of_pdf(file))
    headings = sum((numbers(each.text) for each in read[who] if each.kind == "columns"), Counter())
    assert not word - pdf
    assert set(pdf - word) <= set(headings), "more than headings of a table that goes on"
    assert alternatives(file) == [each.text for each in read[who] if each.kind == "alternative"]


def changed(piece, rng):
    """A piece with one of its figures changed by one, and what it was."""
    place, found = rng.choice(
        [(place, found) for place, text in enumerate(piece.texts) for found in NUMBER.finditer(text)]
    )
    text = piece.texts[place]
    other = re.sub(r"\d(?=\D*$)", lambda last: str((int(last[0]) + 1) % 10), found[0])
    texts = list(piece.texts)
    texts[place] = text[: found.start()] + other + text[found.end() :]
    return replace(piece, texts=tuple(texts))


def test_a_figure_changed_by_one_anywhere_is_noticed(read, told):
    rng, whole = random.Random(draws.seed_for("papers")), read["managers"]
    held = [
        place for place, piece in enumerate(whole) if piece.kind == "row" and NUMBER.search(" ".join(piece.texts[4:]))
    ]
    held += [
        place for place, piece in enumerate(whole) if piece.kind in ("Normal", "alternative") and "%" in piece.text
    ]
    for place in rng.sample(held, 12):
        altered = changed(whole[place], rng)
        assert faults([*whole[:place], altered, *whole[place + 1 :]], told["managers"]), altered


@pytest.mark.parametrize(
    "words", ["Three in five were on time.", "A third were late.", "It doubled.", "It rose to 63%."]
)
def test_a_number_in_words_that_no_figure_bears_is_noticed(read, told, words):
    whole = read["members"]
    place = next(place for place, piece in enumerate(whole) if "What they said" in piece.text)
    for text in (words, f"{whole[place].text} {words}"):
        altered = replace(whole[place], texts=(text,))
        assert faults([*whole[:place], altered, *whole[place + 1 :]], told["members"])


def test_words_that_explain_status_and_counts_say_what_the_program_does(owner_desk):
    status_words, _, few_words = owner_desk.catalogue.pack("committee").how_to_read[1:4]
    assert (judging.POINTS_SHORT, judging.PER_CENT_SHORT, judging.FEWEST_JUDGED) == (2, 5, 6)
    for each in ("two points", "five per cent", "fewer than six"):
        assert each in status_words
    assert (judging.LEAST_CHANGE, judging.LEAST_QUARTERS, sentences.FEWEST_FOR_A_SHARE) == (0.01, 8, 20)
    assert "fewer than twenty" in few_words


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
    rows = [row for row in section(document, "Appendix A")[0].rows if row[3].text == "Annual"]
    assert rows
    assert {row[6].text for row in rows} == {""}


def test_a_pack_that_asks_for_codes_is_told_to_members_by_their_group(owner_desk):
    pack = owner_desk.catalogue.pack("committee")
    asked = tuple(each.model_copy(update={"by": "ethnicity"}) for each in pack.equality if each.measure == "cla_open")
    tables = {
        who: section(
            committee_paper(owner_desk, pack.model_copy(update={"equality": asked}), PackRequest(QUARTER, who)),
            "Equality",
        )
        for who in ("members", "managers")
    }
    assert {each.columns[0].label for each in tables["members"] if hasattr(each, "columns")} == {"Ethnic group"}
    assert {each.columns[0].label for each in tables["managers"] if hasattr(each, "columns")} == {"Ethnic origin"}


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
