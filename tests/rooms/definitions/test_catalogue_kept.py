"""A catalogue once read is used again: the package's own files are not looked at for every page, the council's are."""

import pytest

from sherwood.definitions import catalogue

NOW = 1_000_000.0


@pytest.fixture
def looked_at(monkeypatch):
    """The folders whose files were looked at, in order; nothing is read."""
    folders = []

    def stamp(folder):
        folders.append(folder)
        return len(folders)

    monkeypatch.setattr(catalogue, "_stamp", stamp)
    monkeypatch.setattr(catalogue, "_load", lambda *asked: asked)
    catalogue._packages_stamp.cache_clear()
    yield folders
    catalogue._packages_stamp.cache_clear()


@pytest.fixture
def clock(monkeypatch):
    def stands_at(seconds):
        monkeypatch.setattr(catalogue.time, "monotonic", lambda: NOW + seconds)

    stands_at(0)
    return stands_at


def test_the_packages_files_are_looked_at_once_for_many_pages(looked_at, clock):
    first = catalogue.load_catalogue()
    clock(catalogue.LOOKED_AT_AGAIN - 1)
    assert catalogue.load_catalogue() == first
    assert len(looked_at) == 1


def test_and_again_after_some_seconds(looked_at, clock):
    first = catalogue.load_catalogue()
    clock(catalogue.LOOKED_AT_AGAIN)
    assert catalogue.load_catalogue() != first
    assert len(looked_at) == 2


def test_what_the_council_changes_holds_at_once(looked_at, clock, tmp_path):
    first = catalogue.load_catalogue(tmp_path)
    assert catalogue.load_catalogue(tmp_path) != first
    assert looked_at.count(tmp_path) == 2


def test_another_folder_in_the_packages_place_is_looked_at_each_time(looked_at, clock, tmp_path):
    catalogue.load_catalogue(shipped=tmp_path)
    catalogue.load_catalogue(shipped=tmp_path)
    assert looked_at == [tmp_path, tmp_path]
