"""Where children in care live and how often they move, from the return's files."""

from datetime import date

from tests.oracles import care, raw_files
from tests.oracles.adoption_a10_days import days_to_adopters
from tests.oracles.from_files.cases import Case, Row, add_months, age, count, lengths, part
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.in_care import ceased, moved, present, table
from tests.oracles.placement_stability_3plus_pct import placements_in_year

FOSTERED, KIN, HOMES = ("U1", "U2", "U3", "U4", "U5", "U6"), ("U1", "U2", "U3"), ("K1", "K2")
UNPLANNED = ("CREQB", "CREQO", "ALLEG", "STAND", "CLOSE", "CHILD", "APPRR")


def living_in(files: Drops, last: date, *places: str) -> list[Case]:
    """Children placed so, of those in care on the last day."""
    return part(present(files, last), lambda row: row.at["PLACE"] in places)


def placement_fostering_pct(files: Drops, first: date, last: date) -> list[Case]:
    """U1 to U6, of those in care."""
    return living_in(files, last, *FOSTERED)


def placement_kinship_pct(files: Drops, first: date, last: date) -> list[Case]:
    """U1, U2, U3, of those in care."""
    return living_in(files, last, *KIN)


def placement_residential_pct(files: Drops, first: date, last: date) -> list[Case]:
    """K1, K2, of those in care."""
    return living_in(files, last, *HOMES)


def is_semi_independent(row: Row) -> bool:
    """H5, P2 up to the return of 2023/24 and K3 from the next."""
    return row.at["PLACE"] in ("H5", "P2", "K3")


def placement_semi_independent_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Secure homes apart, those who live half on their own, of those in care."""
    return part(present(files, last), is_semi_independent)


def placement_provider_own_pct(files: Drops, first: date, last: date) -> list[Case]:
    """PR1, of those in care."""
    return part(present(files, last), lambda row: row.at.get("PLACE_PROVIDER") == "PR1")


def placement_under16_unregulated(files: Drops, first: date, last: date) -> list[Case]:
    """Under 16 in K3, H5, P2 or an unregistered Z1, Z11 to Z14, from 9 September 2021."""
    places = ("K3", "H5", "P2", "Z1", "Z11", "Z12", "Z13", "Z14")
    rows = [row for row in present(files, last) if row.at["PLACE"] in places and last >= date(2021, 9, 9)]
    return count(row for row in rows if row.born and age(row.born, last) < 16)


def placement_unregistered(files: Drops, first: date, last: date) -> list[Case]:
    """Children in provision that should be registered and is not (Z1, Z11 to Z14)."""
    return count(row for row in present(files, last) if (row.at["PLACE"] or "").startswith("Z1"))


def placement_changes(files: Drops, first: date, last: date) -> list[Case]:
    """Moves to a new carer in the period: reason P or B."""
    return count(moves(files, first, last))


def moves(files: Drops, first: date, last: date) -> list[Row]:
    """Moves to a new carer: going away for a while (T0 to T4) and coming back are none."""

    def is_move(row: Row) -> bool:
        so_far = row.period["episodes"][: row.period["episodes"].index(row.at) + 1]
        steps = [each for each in so_far if each is so_far[0] or each["RNE"] != "L"]
        return row.at["PLACE"] not in care.TEMPORARY and not care.is_back(steps)

    return [row for row in moved(files, first, last, "P", "B") if is_move(row)]


def placement_status_changes(files: Drops, first: date, last: date) -> list[Case]:
    """New status with the same carer in the period: reason T or U."""
    return count(moved(files, first, last, "T", "U"))


def placement_unplanned_moves_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Moves out of the placement before for the reasons named, of all moves of the period."""

    def before(row: Row) -> dict:
        episodes = row.period["episodes"]
        return episodes[episodes.index(row.at) - 1]

    return part(moves(files, first, last), lambda row: before(row).get("REASON_PLACE_CHANGE") in UNPLANNED)


def placement_stability_3plus_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Three placements or more in the year to the last day, of those in care on it."""
    return part(present(files, last), lambda row: placements_in_year(row.child, last) >= 3)


def placement_stability_long_term_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Two years in one placement, or with the adopters and in the placement before, of under 16s in care for 2½ years."""
    rows = [row for row in present(files, last) if row.born and age(row.born, last) < 16]
    rows = [row for row in rows if add_months(row.period["start"], 30) <= last]

    def is_settled(row: Row) -> bool:
        stays = [stay for stay in care.placements(row.period["episodes"]) if stay["start"] <= last]
        start = stays[-1]["start"]
        is_adoptive = row.at["PLACE"] in (*care.PLACED_FOR_ADOPTION, *care.TEMPORARY)
        if is_adoptive and stays[-1]["type"] in care.PLACED_FOR_ADOPTION and len(stays) > 1:
            start = stays[-2]["start"]
        return add_months(start, 24) <= last

    return part(rows, is_settled)


def placement_two_this_year(files: Drops, first: date, last: date) -> list[Case]:
    """Children in care on the last day with two placements in the year to it: one more is three."""
    return count(row for row in present(files, last) if placements_in_year(row.child, last) == 2)


def adopted(files: Drops, first: date, last: date) -> list[Row]:
    """Children adopted in the period who had been placed with those who adopted them."""
    rows = [row for row in ceased(files, first, last) if row.at.get("REC") in care.ADOPTED]
    return [row for row in rows if care.moving_in(row.period["episodes"])]


def adoption_a1_entry_to_placed_days(files: Drops, first: date, last: date) -> list[Case]:
    """Days from the start of care to moving in with the adopters, of children adopted."""

    def days(row: Row) -> int:
        return (care.moving_in(row.period["episodes"])["DECOM"] - row.period["start"]).days

    return lengths(adopted(files, first, last), days)


def adoption_a2_days(files: Drops, first: date, last: date) -> list[Case]:
    """Days from the placement order (status E1) to the match, of children adopted of whom both days are recorded."""
    matched = {child: row for year in range(2018, last.year + 1) for child, row in table(files, "ad1", year).items()}
    rows = []
    for row in adopted(files, first, last):
        ordered = [each["DECOM"] for each in row.period["episodes"] if each["LS"] == "E1"]
        match = raw_files.as_date(matched.get(row.person_id, {}).get("DATE_MATCH", ""))
        if ordered and match:
            rows.append(Row(**vars(row), waited=(match - ordered[0]).days))
    return lengths(rows, lambda row: row.waited)


def early_permanence_pct(files: Drops, first: date, last: date) -> list[Case]:
    """First placed to foster for adoption (U2, U5), of children placed for adoption in the period."""
    placed = [
        row
        for row in moved(files, first, last, "S", "P", "L", "T", "U", "B")
        if care.moving_in(row.period["episodes"]) is row.at
    ]
    return part(placed, lambda row: any(each["PLACE"] in ("U2", "U5") for each in row.period["episodes"]))


def adoption_entry_to_order_months(files: Drops, first: date, last: date) -> list[Case]:
    """Days from the start of care to the order, of children adopted: months are of 30.4 days."""
    rows = [row for row in ceased(files, first, last) if row.at.get("REC") in care.ADOPTED]
    return lengths(rows, lambda row: (row.period["until"] - row.period["start"]).days)


def adoption_a10_days(files: Drops, first: date, last: date) -> list[Case]:
    """Days from the start of care to living with the adopters, a foster carer's adoption stopped at the stay with that carer."""
    return lengths(adopted(files, first, last), lambda row: days_to_adopters(row.child, row.period))
