import pytest
from tests.rooms.store.homes import Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)
