"""Which tests stay in one process when several run them: those that share a home, a county or a browser, so that it is made once."""

from xdist.scheduler import LoadFileScheduling

# Where all files of a folder share what its conftest makes.
FOLDERS = ("tests/journeys", "tests/rooms/reports", "tests/rooms/synthetic")
# Files elsewhere that share one home.
FILES = {
    "tests/promises/test_findings_of_the_county.py": "returns",
    "tests/promises/test_lists_written.py": "returns",
    "tests/promises/test_parts_of_the_county.py": "returns",
    "tests/promises/test_returns_agree.py": "returns",
    "tests/promises/test_returns_written.py": "returns",
}


def group_of(nodeid):
    """The group of a test: its folder's or its files' where they share something, else its own file."""
    file = nodeid.partition("::")[0]
    folder = file.rpartition("/")[0]
    return folder if folder in FOLDERS else FILES.get(file, file)


class Together(LoadFileScheduling):
    """Hands out whole groups, in the order of collection: the longest stand in the folders that come first."""

    def _split_scope(self, nodeid):
        return group_of(nodeid)
