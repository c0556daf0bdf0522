"""A made-up county, loaded through its dated drops into a home of its own and built, as a council's files would be."""

import datetime as dt

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.synthetic.county import make_county
from sherwood.synthetic.presets import STANDARD

AUTHORITY = "local"


def drops(county, feeds=None):
    """The dated drops of a county in the order they came, or what they hold of these feeds; `council` and `truth` are no drops."""
    days = sorted(path for path in county.iterdir() if path.name[:1].isdigit())
    if feeds is None:
        return days
    return [day / feed for day in days for feed in feeds if (day / feed).is_dir()]


def written(county, *, children, first, last, seed, only_care=False, with_partners=False, preset=STANDARD):
    """The folder of a county's files."""
    make_county(
        county,
        catalogue=load_catalogue(),
        children=children,
        date_from=dt.date.fromisoformat(first),
        date_to=dt.date.fromisoformat(last),
        seed=seed,
        progress=lambda words: None,
        only_care=only_care,
        with_partners=with_partners,
        preset=preset,
    )
    return county


def home_of(folder, county, feeds=None, *, unlisted=None):
    """The home that was built from a county's files, or from those of a few feeds; one team may be on no list, with its workers."""
    home = Home.at(folder)
    home.council.mkdir(parents=True)
    listed = (county / "council" / "teams.toml").read_text(encoding="utf-8").split("\n\n")
    kept = [entry for entry in listed if f'id = "{unlisted}"' not in entry and f'team = "{unlisted}"' not in entry]
    (home.council / "teams.toml").write_text("\n\n".join(kept), encoding="utf-8")
    report = load_files(home, AUTHORITY, drops(county, feeds), received=None, period=None, progress=quiet)
    assert report.exit_code == 0, list(report.lines())
    build(home, AUTHORITY)
    return home


def make(folder, **county):
    """The folder of a county's files and the home that was built from them."""
    files = written(folder / "county", **county)
    return files, home_of(folder / "home", files)
