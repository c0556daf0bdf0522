import shutil

import pytest
from tests.rooms.sources.ssda903_files import AUTHORITY, current, header_row, load, put, put_table, staged

from sherwood import sources


def rows_folder(home):
    return home.landing(AUTHORITY) / "rows"


def correct_sex_list(home):
    """What a council does that spells girls as G: it adds the spelling to its own copy of the list."""
    from importlib.resources import files

    shipped = (files("sherwood.catalogue") / "codelists" / "sex.toml").read_text(encoding="utf-8")
    put(home.council / "codelists", "sex.toml", shipped.replace("[aliases]", '[aliases]\n"G" = "F"'))


def test_rows_that_are_gone_are_read_again_from_the_stored_file(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    load(home, drop)
    before = current(staged(home), "header", "source_row", "sex")
    shutil.rmtree(rows_folder(home))
    assert current(staged(home), "header", "source_row", "sex") == before


def test_a_corrected_code_list_reads_every_stored_file_again(home, drop):
    put_table(drop / "2017-18", "header", header_row("1", sex="G"))
    load(home, drop)
    assert current(staged(home), "header", "sex") == [(None,)]
    assert len(list(sources.rejected(home, AUTHORITY))) == 1
    correct_sex_list(home)
    assert current(staged(home), "header", "sex") == [("F",)]
    assert list(sources.rejected(home, AUTHORITY)) == []
    assert len(list(rows_folder(home).iterdir())) == 2


def test_the_same_file_after_a_correction_is_already_loaded_with_its_new_counts(home, drop):
    put_table(drop / "2017-18", "header", header_row("1", sex="G"))
    load(home, drop)
    correct_sex_list(home)
    (entry,) = load(home, drop).files
    assert (entry.status, entry.counts.cell_problems) == ("already_loaded", 0)


def test_an_xml_is_read_again_with_all_its_tables(home, drop):
    record = (
        "<CHILD><HEADER><CHILDID>1</CHILDID><SEX>F</SEX></HEADER><EPISODE><DECOM>01/04/2017</DECOM></EPISODE></CHILD>"
    )
    put(drop / "2017-18", "r.xml", f"<EXPSSDA903>{record}</EXPSSDA903>")
    load(home, drop)
    shutil.rmtree(rows_folder(home))
    assert current(staged(home), "episodes", "child") == [("1",)]


def test_reading_again_is_announced(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    load(home, drop)
    steps = []
    from sherwood.store import memory

    sources.stage(memory(), home, AUTHORITY, progress=lambda *step: steps.append(step))
    assert steps == [("type", "header.csv header", 0, 1)]


def test_a_stored_file_that_is_gone_is_named_with_the_remedy(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    load(home, drop)
    shutil.rmtree(rows_folder(home))
    shutil.rmtree(home.landing(AUTHORITY) / "files")
    with pytest.raises(sources.LandingError, match=r"stored file of header\.csv .* is gone: put it back"):
        staged(home)


def test_a_stored_file_that_no_longer_fits_its_definition_is_named(home, drop):
    from importlib.resources import files

    put_table(drop / "2017-18", "header", header_row("1"), header_row("2"))
    load(home, drop)
    shutil.rmtree(rows_folder(home))
    feed = (files("sherwood.catalogue") / "sources" / "ssda903" / "feed.toml").read_text(encoding="utf-8")
    put(home.council / "sources" / "ssda903", "feed.toml", feed.replace("max_rows = 2000000", "max_rows = 1"))
    with pytest.raises(sources.LandingError, match=r"header\.csv was loaded before but no longer fits"):
        staged(home)


def test_a_delivery_of_a_feed_that_the_catalogue_lost_is_named(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    load(home, drop)
    (delivery,) = (home.landing(AUTHORITY) / "deliveries").iterdir()
    delivery.write_text(delivery.read_text().replace('"ssda903"', '"lost_feed"'))
    with pytest.raises(sources.LandingError, match="'lost_feed' were loaded"):
        staged(home)
