"""Periods of care, placements and reviews of each child, built from the rows that stand by plain loops."""

from datetime import date, timedelta
from pathlib import Path

from tests.oracles import raw_files
from tests.oracles.bank_days import add_months, add_working_days, age, age_band

SHORT_BREAKS = ("V3", "V4")
PLACED_FOR_ADOPTION = ("A3", "A4", "A5", "A6")
FOSTERING = ("U1", "U2", "U3", "U4", "U5", "U6")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
ADOPTED = ("E11", "E12")
RETURNED_HOME = ("E4A", "E4B")


def set_until(episodes: list[dict]) -> None:
    """An episode runs until it ends or the next one starts, whichever is first."""
    for number, episode in enumerate(episodes):
        ends = [episode.get("DEC") or raw_files.FAR_FUTURE]
        if number + 1 < len(episodes):
            ends.append(episodes[number + 1]["DECOM"])
        episode["until"] = min(ends)


def split_periods(episodes: list[dict]) -> list[dict]:
    """A new period of care begins at the first episode, at RNE = S and after a gap."""
    periods: list[dict] = []
    so_far = None
    for episode in episodes:
        if so_far is None or episode["RNE"] == "S" or episode["DECOM"] > so_far:
            periods.append({"start": episode["DECOM"], "episodes": []})
        periods[-1]["episodes"].append(episode)
        so_far = episode["until"] if so_far is None else max(so_far, episode["until"])
    for period in periods:
        period["until"] = period["episodes"][-1]["until"]
        period["rec"] = period["episodes"][-1].get("REC")
    return periods


def children(folder: Path) -> dict:
    """Everything the measures need: children with periods of care (short breaks left out), OC2, data date."""
    sets = raw_files.deliveries(Path(folder))
    header = raw_files.latest_by_child(sets, "header")
    adopted = raw_files.latest_by_child(sets, "ad1")
    found: dict[str, dict] = {}
    for row in raw_files.standing(sets, "episodes", "DECOM", "DEC"):
        facts = header.get(row["CHILD"], {})
        child = found.setdefault(
            row["CHILD"],
            {
                "id": row["CHILD"],
                "sex": facts.get("SEX"),
                "born": facts.get("DOB"),
                "foster_care": adopted.get(row["CHILD"], {}).get("FOSTER_CARE"),
                "episodes": [],
                "reviews": set(),
            },
        )
        if row["LS"] not in SHORT_BREAKS:
            child["episodes"].append(row)
    for row in raw_files.standing(sets, "reviews", "REVIEW", "REVIEW"):
        if row["CHILD"] in found:
            found[row["CHILD"]]["reviews"].add(row["REVIEW"])
    reviews_from = min((each["start"] for each in sets if "reviews" in each["tables"]), default=date.min)
    for child in found.values():
        child["reviews_from"] = reviews_from
        child["episodes"].sort(key=lambda episode: (episode["DECOM"], episode["line"]))
        set_until(child["episodes"])
        child["periods"] = split_periods(child["episodes"])
    return {
        "children": list(found.values()),
        "oc2": raw_files.by_year(sets, "oc2"),
        "data_date": raw_files.data_date(sets),
    }


def open_on(spells: list[dict], day: date) -> dict | None:
    """The spell open at a day: started on or before it, not yet over. One that ends that day is closed."""
    for spell in spells:
        if spell.get("start", spell.get("DECOM")) <= day < spell["until"]:
            return spell
    return None


def is_under_18(child: dict, day: date) -> bool:
    """A child whose birth date is not known is not left out for want of it."""
    return child["born"] is None or age(child["born"], day) < 18


def looked_after_on(child: dict, day: date) -> tuple[dict, dict] | None:
    """The episode and period of care a child under 18 is in at a day, short breaks left out."""
    for period in child["periods"]:
        episode = open_on(period["episodes"], day)
        if episode and is_under_18(child, day):
            return episode, period
    return None


def dimensions(child: dict, episode: dict | None, day: date) -> dict:
    """What a figure can be broken down by, as at one day."""
    return {
        "sex": child["sex"],
        "age_band": age_band(child["born"], day),
        "legal_status": episode and episode["LS"],
        "placement_type": episode and episode["PLACE"],
    }


def reviews_held(child: dict, period: dict) -> list[date]:
    """Reviews from the start of the period of care and before its end; several on one day are one."""
    return sorted(day for day in child["reviews"] if period["start"] <= day < period["until"])


def reviews_due(child: dict, period: dict) -> list[tuple[date, date | None]]:
    """Each review due and when it was held: 20 working days, 3 months after the first, then 6 months."""
    held = reviews_held(child, period)
    due = [add_working_days(period["start"], 20)]
    for number, day in enumerate(held):
        due.append(add_months(day, 3 if number == 0 else 6))
    return [(limit, held[number] if number < len(held) else None) for number, limit in enumerate(due)]


def has_late_review(child: dict, period: dict, first: date, last: date) -> bool:
    """One review outstanding from the first to the last day is enough: due by the last, not held before the first, and late.

    A review due before the files of reviews begin may have been held before they do, so that the next was due six months after
    the day before they begin. Reviews of a child placed for adoption on the day, or on the due day where none was held, follow
    rules of their own.
    """
    for due, held in reviews_due(child, period):
        placed = open_on(period["episodes"], held or due)
        if placed and placed["PLACE"] in PLACED_FOR_ADOPTION:
            continue
        begins = child["reviews_from"]
        limit = due if due >= begins else add_months(begins, 6) - timedelta(days=1)
        if limit <= last and (held is None or (held >= first and held > limit)):
            return True
    return False


def placements(episodes: list[dict]) -> list[dict]:
    """Stays with one carer in one period of care: L, T and U keep the carer, as do going away for a while and coming back."""
    stays: list[dict] = []
    moves: list[dict] = []
    for episode in episodes:
        if not moves or episode["RNE"] != "L":
            moves.append(episode)
        is_away = episode["PLACE"] in TEMPORARY
        keeps_carer = episode["RNE"] in ("L", "T", "U") or is_away or is_back(moves)
        if not stays or not keeps_carer:
            stays.append({"start": episode["DECOM"], "type": episode["PLACE"], "until": None})
        stays[-1]["until"] = episode["until"]
    return stays


def moving_in(episodes: list[dict]) -> dict | None:
    """The episode in which a child moved in with those who adopted: the first for adoption of the last stay with one carer."""
    last = placements(episodes)[-1]
    adoptive = [each for each in episodes if each["PLACE"] in PLACED_FOR_ADOPTION and each["DECOM"] >= last["start"]]
    return adoptive[0] if adoptive else None


def is_back(moves: list[dict]) -> bool:
    """Whether the last of these placements is the one before the temporary one it follows."""
    if len(moves) < 3 or moves[-2]["PLACE"] not in TEMPORARY:
        return False
    return all(moves[-1].get(name) == moves[-3].get(name) for name in ("PLACE", "PL_POST", "URN"))
