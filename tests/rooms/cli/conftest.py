import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from sherwood.cli.main import main

HEADER = """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
101,1,05/12/2013,WBRI,UN2,,
102,2,06/01/2010,MWBC,UN2,,
"""
EPISODES = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
101,01/05/2017,S,C2,N1,U6,PR1,,,,AB1 0BA,AB1 0BB,SC1
102,01/06/2017,S,V2,N1,U6,PR1,01/09/2017,E4A,,AB1 0BA,AB1 0BB,SC1
103,31/02/2017,S,C2,N1,U6,PR1,,,,AB1 0BA,AB1 0BB,SC1
101,01/07/2017,L,=1+1,N1,U6,PR1,,,,AB1 0BA,AB1 0BB,SC1
"""


class Said(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def sherwood(tmp_path, monkeypatch, capsys):
    """Runs a command in this process, in a home of its own unless one is named."""
    monkeypatch.setenv("SHERWOOD_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments, home=None):
        if home is not None:
            monkeypatch.setenv("SHERWOOD_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["sherwood", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Said(left.value.code, said.out, said.err)

    return run


@pytest.fixture
def sherwood_process(tmp_path):
    """Runs a command in a process of its own."""

    def run(*arguments, home=None):
        environment = os.environ | {"SHERWOOD_HOME": str(home or tmp_path / "home")}
        command = [sys.executable, "-m", "sherwood.cli.main", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """A council's folder: two children, one row with an impossible day, one cell that is no code."""
    folder = tmp_path_factory.mktemp("ssda903") / "2017-18"
    folder.mkdir()
    (folder / "header.csv").write_text(HEADER, encoding="utf-8")
    (folder / "episodes.csv").write_text(EPISODES, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built_home(tmp_path_factory, files):
    """A home with those files loaded and built; tests only read it."""
    home = tmp_path_factory.mktemp("built") / "home"
    environment = os.environ | {"SHERWOOD_HOME": str(home)}
    for arguments in (["load", files, "--received", "2018-05-01"], ["build"]):
        command = [sys.executable, "-m", "sherwood.cli.main", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
        assert done.returncode == 0, done.stderr
    return home
