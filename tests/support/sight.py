"""Which child each person may see, worked out from the raw files and teams.toml by plain loops, knowing nothing of the product.

A day belongs to one worker at most: a later one takes over on the day he or she begins. A child may be named to those
with whom it is on the data date or was in the six months before.
"""

import csv
import datetime as dt
import tomllib

FAR = dt.date(9999, 12, 31)
# The last day in the files, and that day six months before.
NOW, EARLIEST = dt.date(2024, 3, 31), dt.date(2023, 9, 30)
OPEN_TO_WORKER = ("adoption",)
COUNTY = ("director",)
NO_PURPOSE = ("troubled_families_coordinator",)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return dt.datetime.strptime(text, "%d/%m/%Y").date() if text else None


class Sight:
    """What the files say: each child's care, workers and restrictions."""

    def __init__(self, folder, teams, restricted):
        self.children = [row["CHILD"] for row in rows(folder / "header.csv")]
        self.sex = {row["CHILD"]: "F" if row["SEX"] == "2" else "M" for row in rows(folder / "header.csv")}
        self.care = {row["CHILD"]: (day(row["DECOM"]), day(row["DEC"]) or FAR) for row in rows(folder / "episodes.csv")}
        self.closed = {
            (row["CHILD"], "adoption") for row in rows(folder / "episodes.csv") if row["LS"] == "E1"
        } | restricted
        organisation = tomllib.loads(teams)
        self.services = {each["id"]: each["service"] for each in organisation["team"]}
        self.workers = organisation["worker"]
        self.held = {child: [] for child in self.children}
        for row in rows(folder / "sw_episodes.csv"):
            self.held[row["CHILD"]].append((day(row["SW_DECOM"]), day(row["SW_DEC"]) or FAR, row["SW_ID"]))

    def worker_on(self, child, on):
        """The worker of a day: of those whose spell holds it, the one who began last."""
        found = [spell for spell in self.held[child] if spell[0] <= on <= spell[1]]
        return max(found)[2] if found else None

    def place_on(self, child, on):
        """Worker, team and service of a day; nothing where nobody is responsible."""
        who = self.worker_on(child, on)
        for each in self.workers:
            if each["id"] == who and each.get("start_date", dt.date.min) <= on <= each.get("end_date", FAR):
                return who, each["team"], self.services[each["team"]]
        return None, None, None

    def with_them(self, account, child, on):
        """Whether the day belongs to the person's own caseload, team or service."""
        role, own, team, service = account
        who, where, which = self.place_on(child, on)
        return role in COUNTY or bool(
            (own and who == own) or (team and where == team) or (service and which == service)
        )

    def is_closed(self, account, child, granted):
        """Whether the child's record is closed to this person."""
        if child in granted:
            return False
        reasons = {reason for closed, reason in self.closed if closed == child}
        is_own = account[1] is not None and self.worker_on(child, NOW) == account[1]
        return any(not (reason in OPEN_TO_WORKER and is_own) for reason in reasons)

    def counted(self, account, on, granted=()):
        """The children looked after on a day whom this person's figures count."""
        if account[0] in NO_PURPOSE:
            return set()
        return {
            child
            for child, (start, end) in self.care.items()
            if start <= on < end and self.with_them(account, child, on) and not self.is_closed(account, child, granted)
        }

    def named(self, account, granted=()):
        """The children this person may open by name."""
        if account[0] in NO_PURPOSE:
            return set()
        days = [EARLIEST + dt.timedelta(days=after) for after in range((NOW - EARLIEST).days + 1)]
        return {
            child
            for child in self.children
            if not self.is_closed(account, child, granted)
            and (account[0] in COUNTY or any(self.with_them(account, child, on) for on in days))
        }
