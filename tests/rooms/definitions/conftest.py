import pytest
from tests.rooms.definitions.little_catalogue import LittleCatalogue

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import CatalogueError


@pytest.fixture
def little(tmp_path):
    return LittleCatalogue(tmp_path / "shipped")


@pytest.fixture
def load(little):
    def run(council=None):
        return load_catalogue(council, shipped=little.folder)

    return run


@pytest.fixture
def problems(load):
    """What is wrong with the little catalogue, one line each."""

    def run(council=None):
        with pytest.raises(CatalogueError) as caught:
            load(council)
        return caught.value.problems

    return run
