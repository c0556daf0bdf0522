import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.cells.codes import LooseReader
from sherwood.sources.cells.families import answered, numbered, ticked
from sherwood.sources.cells.slips import Slips
from sherwood.sources.cells.spelling import words_of

LISTS = load_catalogue().codelists
READERS = {name: LooseReader(codelist) for name, codelist in LISTS.items()}


def read(name, text):
    return READERS[name].read(text).value


def test_codes_that_begin_alike_are_known_by_their_own_number_with_a_letter_behind_it():
    assert numbered(LISTS["primary_need"])["1"] == "N1"
    assert read("primary_need", "3c Something of the parents") == "N3"
    assert read("primary_need", "3") is None


@pytest.mark.parametrize("name", ["contact_source", "placement_type", "ethnicity", "sex"])
def test_codes_that_do_not_begin_alike_have_no_numbers_of_their_own(name):
    assert numbered(LISTS[name]) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WPOL", "WHITE"),
        ("AOPK", "ASIAN"),
        ("BGHA - Ghana", "BLACK"),
        ("OJPN", "OOTH"),
        ("CHKC", "CHNE"),
        ("MABL", "MIXED"),
    ],
)
def test_a_longer_coding_of_ethnic_groups_begins_with_the_letter_of_its_group(text, code):
    assert read("ethnicity", text) == code


def test_codes_for_what_nobody_said_make_no_family():
    assert read("ethnicity", "NZZZ") is None
    assert read("ethnicity", "RZZZ") is None


def test_a_row_of_yes_and_no_ticks_the_codes_in_the_order_of_the_list():
    ticks = ticked(LISTS["category_of_abuse"], "MUL")
    assert (ticks["NYNN"], ticks["NNNY"], ticks["YYNN"], len(ticks)) == ("PHY", "EMO", "MUL", 15)
    assert read("category_of_abuse", "nnyn") == "SAB"
    assert read("category_of_abuse", "NNNN") is None
    assert ticked(LISTS["sex"], "") == {}


def test_a_yes_and_a_no_stand_for_a_code_and_its_denial():
    assert answered(LISTS["suitability_now"]) == {"yes": "suitable", "no": "not_suitable"}
    assert answered(LISTS["contact_source"]) == {}
    assert read("in_touch_now", "a) Yes") == "in_touch"
    assert read("in_touch_now", "No") == "not_in_touch"
    assert read("contact_source", "Yes") is None


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("legal_status", "EPO", "L2"),
        ("legal_status", "ICO granted", "C1"),
        ("placement_type", "YOI", "R5"),
        ("reason_for_closure", "SGO", "RC4"),
        ("permanence_plan", "LTF", "long_term_fostering"),
    ],
)
def test_the_first_letters_of_a_phrase_stand_for_it(name, text, code):
    assert read(name, text) == code


def test_letters_that_two_phrases_share_stand_for_neither():
    slips = Slips([("red", "autumn", "leaf"), ("round", "apple", "lane"), ("blue", "sea", "sky")])
    assert slips.respaced(("ral", "bss")) == ("ral", "blue", "sea", "sky")


def test_words_run_together_are_parted_and_words_parted_are_joined():
    slips = Slips([("childminder",), ("home", "start")])
    assert slips.respaced(("child", "minder")) == ("childminder",)
    assert slips.respaced(("homestart", "scheme")) == ("home", "start", "scheme")
    assert slips.respaced(("child", "at", "home")) == ("child", "at", "home")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("stepmother", "mother"),
        ("gyspy", "gypsy"),
        ("aquaintance", "acquaintance"),
        ("hosp", "hospital"),
        ("home", "home"),
        ("with", "with"),
        ("unmother", "unmother"),
        ("mothy", "mothy"),
    ],
)
def test_what_a_word_is_mended_to(written, meant):
    words = ("mother", "gypsy", "acquaintance", "hospital", "homeless", "withheld")
    assert Slips((word,) for word in words).mended(written) == meant


def test_a_compound_is_a_kind_of_what_the_list_knows_by_itself_and_of_no_part_of_a_phrase():
    assert read("contact_source", "Stepfather") == "1A"
    assert Slips([("mental", "health")]).mended("environmental") == "environmental"


def test_articles_are_left_out_and_a_letter_is_kept():
    assert words_of("Not a child in the need") == ("not", "child", "in", "need")
    assert words_of("A and E") == ("a", "and", "e")
    assert words_of("Anonymous crisis access") == ("anonymous", "crisis", "access")
    assert read("primary_need", "Not child in need") == "N9"


def test_a_label_is_known_without_its_brackets_and_by_its_head():
    assert read("placement_type", "All residential schools, where not dual registered") == "S1"
    assert read("legal_status", "Detained on child protection grounds") == "POLICE"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Case closed", "RC7"),
        ("No further action", "RC7"),
        ("Case closed after assessment, NFA", "RC8"),
        ("Stepped down to early help", "RC7"),
        ("Transferred to adult social care", "RC6"),
        ("Case closed: moved to another authority", "RC5"),
        ("Closed: child died", "RC2"),
        ("Transferred", None),
        ("Purple", None),
    ],
)
def test_a_case_is_closed_for_another_reason_where_the_words_name_none_of_the_list(text, code):
    assert read("reason_for_closure", text) == code
