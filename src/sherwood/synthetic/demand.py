"""Synthetic: what demand there was by day and source, with and without the pandemic, counted as it happens and handed to the truth."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa

from sherwood.synthetic.pandemic import CountyPandemic

ByDay = Counter[tuple[dt.date, str]]
_ONE_DAY = dt.timedelta(days=1)


@dataclass
class Demand:
    """Contacts about families by day and source.

    `would_have_come`: on their day had nothing happened; `did_not_come`: of those, held back by the pandemic; `came_later`: of those held
    back, the ones made after all; `returned`: made on the day, held back earlier; `not_sent`: left out by their sender under another
    policy; `added`: about another family, where a sender wrote more than usual.
    """

    would_have_come: ByDay = field(default_factory=Counter)
    did_not_come: ByDay = field(default_factory=Counter)
    came_later: ByDay = field(default_factory=Counter)
    returned: ByDay = field(default_factory=Counter)
    not_sent: ByDay = field(default_factory=Counter)
    added: ByDay = field(default_factory=Counter)

    def table(self, first: dt.date, last: dt.date, pandemic: CountyPandemic) -> pa.Table:
        """A row for every day and source, contacts or none, with the ratios that the pandemic and a policy of its time set on the day."""
        sources = sorted({source for _, source in self.would_have_come})
        days = [first + offset * _ONE_DAY for offset in range((last - first).days + 1)]
        keys = [(day, source) for day in days for source in sources]
        columns = {
            "day": pa.array([day for day, _ in keys], pa.date32()),
            "source": pa.array([source for _, source in keys], pa.string()),
            "pandemic_ratio": pa.array([pandemic.ratio(source, day) for day, source in keys], pa.float64()),
            "policy_ratio": pa.array([pandemic.policy(source, day) for day, source in keys], pa.float64()),
        }
        counted = {name: pa.array([counter[key] for key in keys], pa.int32()) for name, counter in vars(self).items()}
        return pa.table({**columns, **counted})
