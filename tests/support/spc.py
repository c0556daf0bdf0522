"""Charts and funnels as a person gets them: a CSV file without any expected column, the command, its JSON."""

import csv
import json

import pytest
from click.testing import CliRunner
from tests.support.samples import FOLDER

from sherwood.cli.main import sherwood

GOLDEN = FOLDER / "spc"
needs_golden = pytest.mark.skipif(
    not GOLDEN.is_dir(),
    reason="the control-chart samples are not on this machine: name their folder in SHERWOOD_SAMPLES",
)


def golden(name):
    """The rows of a sample, inputs and expected results together."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected(name):
    """The expected summary of a sample."""
    return json.loads((GOLDEN / f"{name}.expected.json").read_text(encoding="utf-8"))


def write(path, rows):
    """Write rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def findings(*words):
    """The JSON of `sherwood findings …`; a refusal is raised."""
    done = CliRunner().invoke(sherwood, ["findings", *map(str, words), "--json"], standalone_mode=False)
    if done.exception:
        raise done.exception
    return json.loads(done.stdout)


def charted(folder, rows, *words):
    """The chart of these rows."""
    return findings("series", write(folder / "series.csv", rows), *words)


def of_values(folder, values, *words, chart="xmr"):
    """The chart of values in order; none is a gap."""
    rows = [{"y": "" if value is None else value} for value in values]
    return charted(folder, rows, "--chart", chart, "--y", "y", *words)


def of_ratios(folder, pairs, *words, chart="p"):
    """The chart of numerators and denominators in order."""
    rows = [{"n": part, "d": whole} for part, whole in pairs]
    return charted(folder, rows, "--chart", chart, "--numerator", "n", "--denominator", "d", *words)


def column(answer, name):
    """One column of the points."""
    return [point[name] for point in answer["points"]]


def is_close(found, wanted):
    """Whether a number is the one wanted to a millionth; a blank wants none."""
    if wanted in ("", None):
        return found is None
    return found == pytest.approx(float(wanted), rel=1e-6, abs=1e-12)
