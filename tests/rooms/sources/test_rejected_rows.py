from tests.rooms.sources.ssda903_files import AUTHORITY, episode, header_row, load, put, put_table

from sherwood import sources


def problems(home):
    return list(sources.rejected(home, AUTHORITY))


def test_a_problem_names_file_row_column_value_reason_and_remedy(home, drop):
    put_table(drop / "2017-18", "episodes", episode("1", "01/04/2017", legal_status="Q9"))
    load(home, drop)
    (problem,) = problems(home)
    assert (problem.feed, problem.table_name, problem.line) == ("ssda903", "episodes", 2)
    assert (problem.file, problem.period) == ("2017-18/episodes.csv", "2017-18")
    assert (problem.column_name, problem.value, problem.severity) == ("LS", "Q9", "cell")
    assert problem.reason == "this code is not on the list 'Legal status'"
    assert problem.remedy


def test_a_row_without_its_key_is_rejected_and_its_other_cells_are_not_told_of(home, drop):
    put_table(drop / "2017-18", "episodes", episode("", "01/04/2017", legal_status="Q9"))
    load(home, drop)
    (problem,) = problems(home)
    assert (problem.severity, problem.column_name, problem.value) == ("row", "CHILD", "")
    assert "fill in CHILD" in problem.remedy


def test_a_row_whose_key_cannot_be_read_is_rejected_with_what_it_says(home, drop):
    put_table(drop / "2017-18", "episodes", episode("1", "31/02/2017"))
    load(home, drop)
    (problem,) = problems(home)
    assert (problem.severity, problem.column_name, problem.value) == ("row", "DECOM", "31/02/2017")


def test_a_row_with_two_faults_in_its_key_is_rejected_once(home, drop):
    put_table(drop / "2017-18", "episodes", episode("", "never"))
    load(home, drop)
    assert [problem.severity for problem in problems(home)] == ["row"]


def test_a_cell_with_a_problem_is_emptied_and_its_row_kept(home, drop):
    put_table(drop / "2017-18", "header", header_row("1", sex="X"))
    assert load(home, drop).files[0].counts.rows_accepted == 1


def test_problems_come_in_the_order_of_the_file(home, drop):
    rows = [header_row("1", sex="X"), header_row(""), "3,M", header_row("4", sex="Y")]
    put_table(drop / "2017-18", "header", *rows)
    load(home, drop)
    assert [(problem.line, problem.severity) for problem in problems(home)] == [
        (2, "cell"),
        (3, "row"),
        (4, "row"),
        (5, "cell"),
    ]


def test_only_the_delivery_that_stands_is_told_of(home, drop):
    put_table(drop / "2017-18", "header", header_row("1", sex="X"))
    load(home, drop)
    put_table(drop / "2017-18", "header", header_row("1", sex="M"))
    load(home, drop)
    assert problems(home) == []


def test_a_file_that_comes_again_under_another_name_is_told_of_by_its_new_name(home, drop):
    bad, good = header_row("1", sex="X"), header_row("1")
    for name, row in (("a.csv", bad), ("b.csv", good), ("c.csv", bad)):
        put_table(drop, "header", row).rename(drop / name)
        load(home, drop / name, period="2017-18")
    assert [problem.file for problem in problems(home)] == ["drop/c.csv"]


def test_files_of_one_name_are_told_apart_by_their_folders(home, drop):
    for folder in ("2017-18", "2018-19"):
        put_table(drop / folder, "header", header_row("1", sex="X"))
    load(home, drop)
    assert [(each.file, each.period) for each in problems(home)] == [
        ("2017-18/header.csv", "2017-18"),
        ("2018-19/header.csv", "2018-19"),
    ]


def test_a_bad_date_in_an_xml_is_to_be_written_as_xml_writes_dates(home, drop):
    record = "<CHILD><HEADER><CHILDID>1</CHILDID><DOB>2010-02-30</DOB></HEADER></CHILD>"
    put(drop / "2017-18", "r.xml", f"<EXPSSDA903>{record}</EXPSSDA903>")
    load(home, drop)
    assert {each.remedy for each in problems(home)} == {"look it up in the record and write it as YYYY-MM-DD"}


def test_a_home_where_nothing_was_loaded_has_no_problems(home):
    assert problems(home) == []


def test_problems_of_xml_rows_give_the_number_of_the_element(home, drop):
    child = "<CHILD><HEADER><CHILDID>{}</CHILDID><SEX>{}</SEX><DOB>01/02/2010</DOB></HEADER></CHILD>"
    put(drop, "return_2017-18.xml", f"<EXPSSDA903>{child.format(1, 'M')}{child.format(2, 'Q')}</EXPSSDA903>")
    load(home, drop)
    (problem,) = problems(home)
    assert (problem.table_name, problem.line, problem.column_name) == ("header", 2, "SEX")
