"""A slip in an entry stops start-up with the file, the key and the nearest right spelling."""

import pytest

MEASURE = "measures/looked_after/cla_open"
REPORT = "reports/looked_after/cla_overview"


def only(problems):
    found = problems()
    assert len(found) == 1, found
    return found[0]


def test_little_catalogue_is_sound(load):
    assert set(load().measures) == {"looked_after/cla_open"}


def test_misspelt_key_names_file_key_and_nearest_key(little, problems):
    file = little.change(MEASURE, "breakdowns =", "breakdown =")
    found = problems()
    assert f"{file}: unknown key 'breakdown' – did you mean 'breakdowns'?" in found
    assert f"{file}: breakdowns: Field required" in found


def test_key_that_resembles_nothing_is_to_be_removed(little, problems):
    file = little.change(MEASURE, "better =", 'zzzz = "x"\nbetter =')
    assert only(problems) == f"{file}: unknown key 'zzzz'; nothing reads it: remove it"


def test_misspelt_key_inside_a_part_names_the_whole_place(little, problems):
    file = little.change("tables/episode", 'codelist = "legal_status", means', 'codelst = "legal_status", means')
    assert only(problems) == f"{file}: unknown key 'columns.legal_status.codelst' – did you mean 'codelist'?"


def test_kind_of_measure_is_no_part_of_the_place(little, problems):
    file = little.change(MEASURE, "stops =", "stop =")
    assert f"{file}: unknown key 'stop' – did you mean 'stops'?" in problems()


@pytest.mark.parametrize("unit", ["%", "percent", "Children", ""])
def test_unit_has_one_spelling(little, problems, unit):
    little.change(MEASURE, 'unit = "children"', f'unit = "{unit}"')
    told = only(problems)
    assert "unit" in told
    assert "'per cent'" in told


def test_unknown_kind_of_measure_lists_the_kinds(little, problems):
    little.change(MEASURE, '"stock"', '"stok"')
    assert "stock" in only(problems)


def test_value_of_the_wrong_type_names_its_key(little, problems):
    file = little.change("timescales/review", "limit = 20", 'limit = "twenty"')
    assert only(problems).startswith(f"{file}: in_force.0.limit: ")


def test_broken_toml_names_the_file_and_line(little, problems):
    file = little.change("roles/worker", "title =", "title ==")
    assert str(file) in only(problems)
    assert "line" in only(problems)


def test_file_in_another_encoding_is_named(little, problems):
    file = little.folder / "roles" / "worker.toml"
    file.write_bytes("title = 'Größe'".encode("latin-1"))
    assert f"{file}: not readable as TOML" in "\n".join(problems())


def test_file_saved_with_a_byte_order_mark_is_read(little, load):
    file = little.folder / "roles" / "worker.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().lstrip())
    assert load().role("worker").title == "Worker"


@pytest.mark.parametrize("key", ["id", "content_hash"])
def test_key_that_sherwood_makes_cannot_be_set(little, problems, key):
    file = little.change("roles/worker", "title =", f'{key} = "mine"\ntitle =')
    assert f"{file}: the key '{key}' is made by Sherwood: remove it" in problems()


def test_every_problem_of_every_file_is_told_at_once(little, problems):
    little.change(MEASURE, "better =", "beter =")
    little.change("roles/worker", "scope =", "scop =")
    little.change("timescales/review", "unit =", "units =")
    told = "\n".join(problems())
    assert all(key in told for key in ("'beter'", "'scop'", "units"))


def test_same_problem_is_told_once(little, problems):
    little.change(REPORT, 'children = "cla_open"', 'children = "cla_opn"')
    little.change(REPORT, 'key_figures = ["cla_open"]', 'key_figures = ["cla_opn", "cla_opn"]')
    assert (
        only(problems) == "reports/looked_after/cla_overview.toml: unknown measure 'cla_opn' – did you mean 'cla_open'?"
    )


def test_condition_without_a_test_is_refused(little, problems):
    little.change(MEASURE, "[example]\n", '[[where]]\ncolumn = "legal_status"\n[example]\n')
    assert "the condition on 'legal_status' tests nothing" in only(problems)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('kind = "share"\nmeets = [{ column = "legal_status", is = ["C1"] }]', "give one"),
        ('kind = "share"\nstarts = "start_date"\nstops = "until_date"', "add meets or related"),
        ('kind = "share"\ndate = "start_date"\nstarts = "start_date"\nstops = "until_date"', "give one"),
        ('kind = "timeliness"\ndate = "start_date"', "give date, due and done"),
        ('kind = "timeliness"\nstarts = "start_date"\nstops = "until_date"', "give date, due and done"),
    ],
)
def test_kind_with_two_forms_asks_for_exactly_one(little, problems, lines, told):
    little.change(MEASURE, 'starts = "start_date"\nstops = "until_date"\n', "")
    little.change(MEASURE, 'kind = "stock"', lines)
    assert told in only(problems)
