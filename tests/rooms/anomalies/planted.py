"""Small warehouses of referrals over three years, with or without a change that somebody planted in one team."""

import datetime as dt

from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.anomalies.gathering import gather, months_to_watch

LAST = dt.date(2026, 3, 31)
FIRST = dt.date(2023, 4, 1)
TEAMS = ("north", "south")
MEASURE = "front_door/referrals_received"


def month_starts():
    """The first days of the 36 months."""
    return [dt.date(2023 + (3 + at) // 12, (3 + at) % 12 + 1, 1) for at in range(36)]


def referrals(each_month):
    """Rows of referrals and of who has their children: `each_month(place, team)` says how many in a month."""
    rows, allocations, people = [], [], []
    for place, first in enumerate(month_starts()):
        for team in TEAMS:
            for number in range(each_month(place, team)):
                key = f"{team}-{place}-{number}"
                day = first + dt.timedelta(days=number % 28)
                people.append({"person_key": key, "birth_date": day - dt.timedelta(days=3000)})
                rows.append({"person_key": key, "referral_date": day, "is_on_open_case": False})
                allocations.append(
                    {
                        "person_key": key,
                        "start_date": day,
                        "team_id": team,
                        "service_id": "front",
                        "worker_id": f"w-{team}",
                    }
                )
    return {"referral": rows, "allocation": allocations, "person": people}


def usual(place, team):
    """About thirty a month in the north and twenty in the south, a few more or less."""
    return (30 if team == "north" else 20) + (place * 7 + len(team)) % 5 - 2


def with_jump(place, team):
    """As usual, until the south has three times as many in the last three months."""
    return usual(place, team) * (3 if team == "south" and place >= 33 else 1)


def watched(each_month, **viewer):
    """The reader, viewer, months and series of one measure."""
    reader, who = warehouse(referrals(each_month), LAST), county_viewer(**viewer)
    months = months_to_watch(reader, who, 36)
    return reader, who, months, list(gather(reader, CATALOGUE, who, months, [MEASURE]))
