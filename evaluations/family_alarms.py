"""Why a criterion was held to be met of a home of which it is not: one reason each, so that they sum to the false alarms."""

import datetime as dt
from collections import defaultdict

from evaluations.family_lives import bare
from sqlglot import exp

LIVES_ELSEWHERE = "lives at that address, but the others of the family do not"
NOT_TRUE = "the fact is not true as {} tells it"
SOMEBODY_ELSES = "the fact is of somebody else: records wrongly linked"
HAS_LEFT = "told to live there by {}, has left"
NEVER_DID = "told to live there by {}, never did"
PLACED_BY_ANOTHER = "the address is of somebody else: records wrongly linked"


class Alarms:
    """What is needed to say why: who each row and record is truly of, where everybody truly lived, and what feed put them where."""

    def __init__(self, reader, lives, person_of_row, person_of_key, day):
        self._row, self._key, self._day = person_of_row, person_of_key, day
        self._stays = defaultdict(list)
        for each in lives.stays:
            self._stays[each["key"]].append(each)
        self._told = defaultdict(list)
        asked = exp.select("person_key", "feed", "source_row", "place", "start_date", "until_date")
        for key, feed, row, place, start, until in reader.select(asked.from_("programme_address")).rows:
            if start <= day < until:
                self._told[key, place].append((feed, row))

    def reason(self, home, members, found):
        """The first reason, by name, of the pieces of evidence found: `(place, row)` each, of a home whose true members are given."""
        return min(self._of_one(home, members, place, row) for place, row in found)

    def _of_one(self, home, members, place, row):
        key = row.person.person_key
        person = self._key.get(key)
        if self._row.get((row.fact.feed, row.fact.source_row), person) != person:
            return SOMEBODY_ELSES
        if person in members:
            return NOT_TRUE.format(row.fact.feed)
        told = self._told[key, place]
        if all(self._row.get(each, person) != person for each in told):
            return PLACED_BY_ANOTHER
        feeds = " and ".join(sorted({feed for feed, _ in told}))
        if any(bare(each["postcode"]) in bare(place) and _stands(each, self._day) for each in self._stays[person]):
            return LIVES_ELSEWHERE
        has_lived = any(each["home"] == home for each in self._stays[person])
        return (HAS_LEFT if has_lived else NEVER_DID).format(feeds)


def _stands(stay, day: dt.date) -> bool:
    return stay["from"] <= day < stay["to"]
