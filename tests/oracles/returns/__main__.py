"""FOLDER MEASURE --feed ssd|cin_census|annex_a --from D --to D [--grain year|quarter|month] [--by sex], answered as JSON."""

import argparse
import json
from datetime import date
from pathlib import Path

from tests.oracles.returns.counting import MEASURES, measure
from tests.oracles.returns.facts import READERS

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("folder", type=Path)
parser.add_argument("measure", choices=MEASURES)
parser.add_argument("--feed", choices=READERS, default="ssd")
parser.add_argument("--from", dest="date_from", type=date.fromisoformat, required=True)
parser.add_argument("--to", dest="date_to", type=date.fromisoformat, required=True)
parser.add_argument("--grain", choices=("year", "quarter", "month"), default="year")
parser.add_argument("--by", choices=("sex",))
asked = parser.parse_args()
found = measure(asked.measure, asked.folder, asked.feed, asked.date_from, asked.date_to, asked.grain, asked.by)
print(json.dumps(found, indent=1))
