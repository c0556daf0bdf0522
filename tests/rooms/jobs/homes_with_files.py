"""A home with a small hand-made SSDA903 return landed in it, for jobs to build from."""

from datetime import date

from sherwood import sources
from sherwood.definitions.home import Home

FILES = {
    "header.csv": [
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
        "C1,F,01/01/2010,WBRI,UN1,0,",
        "C2,M,15/06/2004,WBRI,UN1,0,",
    ],
    "episodes.csv": [
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
        "C1,04/05/2016,S,C2,N1,U6,PR1,01/06/2017,X1,CARPL,AB1 2CD,EF3 4GH,SC123456",
        "C1,01/06/2017,P,C2,N1,U4,PR1,,,,AB1 2CD,EF3 4GH,SC123457",
        "C2,10/05/2017,S,V2,N5,U6,PR1,20/09/2017,E4A,,AB1 2CD,EF3 4GH,SC123456",
    ],
    "reviews.csv": ["CHILD,DOB,REVIEW,REVIEW_CODE", "C1,01/01/2010,20/06/2017,PN1", "C2,15/06/2004,05/06/2017,PN2"],
}
AUTHORITY = "local"


def land(home, folder, received, files=FILES, period="2017-18"):
    """Write the files into a folder and load them as received on a day."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    sources.load(home, AUTHORITY, [folder], received, period, lambda stage, item, done, total: None)


def landed_home(root, received=date(2018, 6, 1)):
    """A home that holds the return, received on a day."""
    home = Home.at(root / "home")
    land(home, root / "files", received)
    return home


def with_row(name, row):
    """The files with one more row in one of them."""
    return {**FILES, name: [*FILES[name], row]}
