"""A made-up county, loaded through its dated drops into a home of its own and built, as a council's files would be."""

import datetime as dt
import shutil

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.synthetic.county import make_county

AUTHORITY = "local"


def drops(county):
    """The dated drops of a county, in the order they came; `council` and `truth` are no drops."""
    return sorted(path for path in county.iterdir() if path.name[:1].isdigit())


def make(folder, *, children, first, last, seed):
    """The folder of a county's files and the home that was built from them."""
    county = folder / "county"
    make_county(
        county,
        catalogue=load_catalogue(),
        children=children,
        date_from=dt.date.fromisoformat(first),
        date_to=dt.date.fromisoformat(last),
        seed=seed,
        progress=lambda words: None,
    )
    home = Home.at(folder / "home")
    home.council.mkdir(parents=True)
    shutil.copyfile(county / "council" / "teams.toml", home.council / "teams.toml")
    report = load_files(home, AUTHORITY, drops(county), received=None, period=None, progress=quiet)
    assert report.exit_code == 0, list(report.lines())
    build(home, AUTHORITY)
    return county, home
