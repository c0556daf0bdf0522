import pytest
from tests.rooms.warehouse.landed import Landed


@pytest.fixture
def landed(tmp_path):
    """An empty landing of 2017-18, received after the year's end."""
    return Landed(tmp_path)
