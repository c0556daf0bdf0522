"""Papers of every quarter and audience: each number against `sherwood measure value`, the PDF by checkers, all opened in LibreOffice.

    python -m evaluations.papers [--children 4000] [--seed 8] [--home DIR] [--quarters 8] [--checkers FOLDER]

`--checkers` names the folder of the programs `pdfua` and `outloud` and of a Python that imports `page` (the package page-validation),
where they are in an environment of their own. Without LibreOffice's Writer and Impress the files are not opened, and that is said.
Ends with exit code 1 where a number is not a figure, a checker finds an error, or a file does not open.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.support import counties
from tests.support.papers_held import faults
from tests.support.papers_read import numbers, pieces, words_of_pdf
from tests.support.papers_told import commanded, told_of

from sherwood.access import data_date, viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.outputs import forms
from sherwood.reports import ReportRequest, desk_for
from sherwood.reports.paper import PackRequest, committee_paper
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import period_of

AUDIENCES = ("members", "managers", "public")
PAGE = "import page, sys; r = page.validate_pdf(sys.argv[1], profile='ua1'); print(r.rules.passed, r.rules.failed)"


def main():
    """Make the papers and tell what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--children", type=int, default=4_000)
    options.add_argument("--seed", type=int, default=8)
    options.add_argument("--home", default="")
    options.add_argument("--quarters", type=int, default=8)
    options.add_argument("--checkers", default="")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(chosen.home) if chosen.home else _made(Path(folder), chosen)
        desk = desk_for(
            Reader.current(home, counties.AUTHORITY),
            load_catalogue(),
            load_council(home),
            viewers.owner(home),
            ReportRequest(),
        )
        wrong = []
        for quarter in _quarters(desk, chosen.quarters):
            for audience in AUDIENCES:
                wrong += _paper(home, desk, quarter, audience, Path(folder), chosen.checkers)
    for each in wrong:
        print(each)
    return 1 if wrong else 0


def _made(folder, chosen):
    _, home = counties.make(folder, children=chosen.children, first="2022-04-01", last="2025-09-30", seed=chosen.seed)
    return home


def _quarters(desk, count):
    """The last quarters that are over, the latest first."""
    day = data_date(desk.reader, desk.viewer.authority)
    return [period_of(add_months(day, -3 * back), "quarter").label for back in range(1, count + 1)]


def _paper(home, desk, quarter, audience, folder, checkers):
    document = committee_paper(desk, desk.catalogue.pack("committee"), PackRequest(quarter, audience))
    told = told_of(desk, document, quarter, audience, partial(commanded, home))
    files = {form: folder / f"paper.{form}" for form in ("docx", "pdf", "pptx")}
    for form, path in files.items():
        path.write_bytes(forms.render(document, form))
    read = pieces(files["docx"].read_bytes())
    wrong = faults(read, told)
    word = sum((numbers(each.text) for each in read if each.kind != "alternative"), start=numbers(""))
    lost = word - numbers(words_of_pdf(files["pdf"].read_bytes()))
    wrong += [f"not in the PDF: {dict(lost)}"] if lost else []
    checked, opened = _checked(files["pdf"], checkers), _opened([files["docx"], files["pptx"]], folder)
    wrong += [each for each in (*checked, *opened) if each.startswith("FAULT")]
    print(
        f"{quarter} {audience}: {word.total()} numbers, {told.figures_seen} figures by the command, {len(wrong)} faults; "
        f"{'; '.join([*checked, *opened])}",
        flush=True,
    )
    return [f"{quarter} {audience}: {each}" for each in wrong]


def _checked(path, folder):
    """What each checker of PDF/UA-1 says."""
    if not folder:
        return ["no checkers"]
    said = []
    for name, words in (
        ("pdfua", [f"{folder}/pdfua", "check", str(path)]),
        ("page", [f"{folder}/python", "-c", PAGE, str(path)]),
        ("outloud", [f"{folder}/outloud", "--layer", "conformance", "-q", str(path)]),
    ):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        told = " ".join(done.stdout.split())
        is_good = done.returncode == 0 and (name != "page" or told.endswith(" 0"))
        result = told if name != "pdfua" else f"exit {done.returncode}"
        said.append(f"{'' if is_good else 'FAULT '}{name}: {result}")
    return said


def _opened(paths, folder):
    """Whether LibreOffice opens each file and how many pages it makes of it."""
    office = shutil.which("soffice")
    if office is None:
        return ["LibreOffice is not here"]
    said = []
    for path in paths:
        out = folder / "opened"
        words = [office, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(path)]
        subprocess.run(words, capture_output=True, check=False)
        made = out / f"{path.stem}.pdf"
        said.append(f"{path.suffix} opened" if made.exists() else f"FAULT {path.suffix} does not open")
        made.unlink(missing_ok=True)
    return said


if __name__ == "__main__":
    sys.exit(main())
