"""Who tries: an account of every role, some with teams and services of their own, and whom the plain files let each see."""

import datetime as dt

from tests.support import caseloads
from tests.support.sight import Sight

# Username: role, worker, team, service.
ACCOUNTS = {
    **caseloads.ACCOUNTS,
    "will": ("worker", "SW2", None, None),
    "wanda": ("worker", "SW6", None, None),
    "terry": ("team_manager", None, "T1", None),
    "sam": ("service_manager", None, None, "S1"),
    "moira": ("mash_manager", None, None, "S1"),
    "ana": ("analyst", None, None, None),
    "dora": ("data_quality_officer", None, None, None),
    "rhys": ("reviewing_officer", None, None, None),
    "vera": ("virtual_school_head", None, None, None),
    "kit": ("troubled_families_key_worker", "SW3", None, None),
    "carla": ("caldicott_guardian", None, None, None),
    "elsie": ("elected_member", None, None, None),
    "audrey": ("auditor", None, None, None),
    "adam": ("administrator", None, None, None),
}
COUNTY = (
    "director",
    "analyst",
    "data_quality_officer",
    "reviewing_officer",
    "virtual_school_head",
    "caldicott_guardian",
)
NO_PURPOSE = ("troubled_families_coordinator", "troubled_families_key_worker")
OPENS_CLOSED = "caldicott_guardian"
# What no emergency opens; the reasons the plain files and the office give.
SEALED = ("adoption", "staff_family", "witness_protection")
MAY_IN_EMERGENCY = ("worker", "team_manager", "service_manager", "director", "mash_manager", "reviewing_officer")


class Everyone(Sight):
    """The same plain reading for every role there is."""

    def with_them(self, account, child, on):
        return account[0] in COUNTY or super().with_them(account, child, on)

    def is_closed(self, account, child, granted):
        return account[0] != OPENS_CLOSED and super().is_closed(account, child, granted)

    def counted(self, account, on, granted=()):
        return set() if account[0] in NO_PURPOSE else super().counted(account, on, granted)

    def named(self, account, granted=()):
        if account[0] in NO_PURPOSE:
            return set()
        if account[0] in COUNTY:
            return {child for child in self.children if not self.is_closed(account, child, granted)}
        return super().named(account, granted)

    def opens_in_emergency(self, child):
        return not any(closed == child and reason in SEALED for closed, reason in self.closed)


def open_office(home, keys):
    """Every account, the records restricted by hand and the one grant."""
    caseloads.open_office(home, keys)
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    for username, (role, worker, team, service) in ACCOUNTS.items():
        if username not in caseloads.ACCOUNTS:
            held = [RoleHeld(role, team, service, dt.date(2020, 1, 1))]
            named = {"worker_id": worker, "roles": held, "email": f"{username}@council.example"}
            directory.add_account(username, caseloads.PASSWORD, f"Person of {role}", **named)
