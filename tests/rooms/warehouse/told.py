"""What SSD, Annex A and the Children in need census tell of children: short ways to land their rows."""

from datetime import date

from tests.rooms.warehouse.landed import HIGH, Landed, day

TODAY = date(2026, 3, 31)
SNAPSHOTS = ("ssd", "annex_a")
__all__ = ["HIGH", "TODAY", "Told", "day"]


class Told(Landed):
    """Landing rows of three feeds, files of all of them being of 31 March 2026; days are written 2026-03-31."""

    def __init__(self, folder):
        super().__init__(folder, 2025)
        self.numbers = 0

    def tell(self, feed, table, child, said="2026-03-31", **cells):
        """One row of a feed whose file is of the day `said`."""
        made = day(said)
        period = {"period": said, "period_start": made, "period_end": made} if feed in SNAPSHOTS else {}
        days = {name: day(cell) if is_day(name, cell) else cell for name, cell in cells.items()}
        return self.row(feed, table, child, **period, received=made, **days)

    def ssd(self, table, child, said="2026-03-31", **cells):
        """One row of the case system, with an identifier of its own unless one is given."""
        self.numbers += 1
        identifier = IDENTIFIERS.get(table)
        own = {identifier: f"{self.numbers:04d}"} if identifier and identifier not in cells else {}
        return self.tell("ssd", table, child, said, **own, **cells)

    def annex(self, table, child, said="2026-03-31", **cells):
        """One row of Annex A."""
        return self.tell("annex_a", table, child, said, **cells)

    def census(self, table, child, said="2026-03-31", **cells):
        """One row of the Children in need census."""
        return self.tell("cin_census", table, child, said, **cells)

    def referred(self, child, *days, **cells):
        """Referrals in the case system, still open unless told otherwise, numbered by child and day."""
        for each in days:
            self.ssd("cin_episodes", child, cine_referral_id=f"{child}/{each}", cine_referral_date=each, **cells)
        return self

    def planned(self, child, start, end=None, **cells):
        """A child protection plan in the case system, numbered by child and day."""
        return self.ssd(
            "cp_plans",
            child,
            cppl_cp_plan_id=f"{child}/{start}",
            cppl_cp_plan_start_date=start,
            cppl_cp_plan_end_date=end,
            **cells,
        )


IDENTIFIERS = {
    "contacts": "cont_contact_id",
    "early_help_episodes": "earl_episode_id",
    "cin_episodes": "cine_referral_id",
    "cin_assessments": "cina_assessment_id",
    "assessment_factors": "cinf_table_id",
    "cin_plans": "cinp_cin_plan_id",
    "cin_visits": "cinv_cin_visit_id",
    "s47_enquiry": "s47e_s47_enquiry_id",
    "initial_cp_conference": "icpc_icpc_id",
    "cp_plans": "cppl_cp_plan_id",
    "cp_visits": "cppv_cp_visit_id",
    "cp_reviews": "cppr_cp_review_id",
}


def is_day(name, cell):
    """Whether a cell is a day written as text."""
    return isinstance(cell, str) and name.endswith("_date")
