from datetime import date

from tests.rooms.warehouse.landed import HIGH, council, day

from sherwood.definitions.council import Organisation


def worker(name, team="T1", start="2000-01-01", end="9999-12-31"):
    return {"id": name, "name": name, "team": team, "start_date": day(start), "end_date": day(end)}


def allocate(landed, child, name, start, end=None, **cells):
    return landed.add("social_worker_episodes", child, sw_id=name, sw_decom=day(start), sw_dec=day(end), **cells)


def spells(landed):
    rows = landed.built().allocation
    return [(each.worker_id, each.team_id, each.start_date, each.through_date) for each in rows]


def test_an_allocation_has_the_workers_team_and_its_service(landed):
    landed.council = council(workers=[worker("W1", "T2")])
    (allocation,) = allocate(landed, "1", "W1", "2017-05-01", sw_reason="FCONTA").built().allocation
    assert (allocation.worker_id, allocation.team_id, allocation.service_id) == ("W1", "T2", "S1")
    assert (allocation.end_date, allocation.through_date, allocation.reason_changed) == (HIGH, HIGH, "FCONTA")


def test_the_recorded_last_day_counts(landed):
    allocate(landed, "1", "W1", "2017-05-01", "2017-06-30")
    assert spells(landed) == [("W1", None, day("2017-05-01"), day("2017-06-30"))]


def test_a_later_allocation_ends_the_one_before_on_the_day_before(landed):
    allocate(landed, "1", "W1", "2017-05-01")
    allocate(landed, "1", "W2", "2017-07-01")
    assert spells(landed) == [
        ("W1", None, day("2017-05-01"), day("2017-06-30")),
        ("W2", None, day("2017-07-01"), HIGH),
    ]


def test_an_end_on_the_day_the_next_starts_is_cut_so_that_the_new_worker_has_that_day(landed):
    allocate(landed, "1", "W1", "2017-05-01", "2017-07-01")
    allocate(landed, "1", "W2", "2017-07-01")
    assert spells(landed)[0][3] == day("2017-06-30")


def test_days_between_two_allocations_belong_to_nobody(landed):
    allocate(landed, "1", "W1", "2017-05-01", "2017-05-31")
    allocate(landed, "1", "W2", "2017-07-01")
    assert spells(landed)[0][3] == day("2017-05-31")


def test_of_two_that_start_on_one_day_the_later_line_stands(landed):
    allocate(landed, "1", "W1", "2017-05-01", "2017-06-30")
    allocate(landed, "1", "W2", "2017-05-01")
    assert spells(landed) == [("W2", None, day("2017-05-01"), HIGH)]


def test_a_worker_who_changes_team_has_a_row_for_each_team(landed):
    landed.council = council(workers=[worker("W1", "T1", end="2017-08-31"), worker("W1", "T2", start="2017-09-01")])
    allocate(landed, "1", "W1", "2017-05-01", "2017-12-31")
    assert spells(landed) == [
        ("W1", "T1", day("2017-05-01"), day("2017-08-31")),
        ("W1", "T2", day("2017-09-01"), day("2017-12-31")),
    ]


def test_days_on_which_the_worker_is_in_no_team_stand_without_one(landed):
    landed.council = council(workers=[worker("W1", "T1", end="2017-05-31"), worker("W1", "T2", start="2017-07-01")])
    allocate(landed, "1", "W1", "2017-05-01")
    assert [(team, start, through) for _, team, start, through in spells(landed)] == [
        ("T1", day("2017-05-01"), day("2017-05-31")),
        (None, day("2017-06-01"), day("2017-06-30")),
        ("T2", day("2017-07-01"), HIGH),
    ]


def test_a_change_of_team_on_the_first_or_the_day_after_the_last_day_splits_nothing(landed):
    landed.council = council(workers=[worker("W1", "T1", "2017-05-01", "2017-06-30"), worker("W1", "T2", "2017-07-01")])
    allocate(landed, "1", "W1", "2017-05-01", "2017-06-30")
    assert spells(landed) == [("W1", "T1", day("2017-05-01"), day("2017-06-30"))]


def test_of_two_teams_at_once_the_one_joined_last_is_responsible(landed):
    landed.council = council(workers=[worker("W1", "T1"), worker("W1", "T2", "2016-01-01")])
    allocate(landed, "1", "W1", "2017-05-01")
    assert [row[1] for row in spells(landed)] == ["T2"]


def test_each_day_has_one_worker_at_most_whatever_was_recorded(landed):
    landed.council = council(workers=[worker("W1", "T1", end="2017-05-20"), worker("W1", "T2", start="2017-05-21")])
    for name, start, end in [
        ("W1", "2017-05-01", None),
        ("W2", "2017-05-10", "2017-07-01"),
        ("W1", "2017-05-15", "2017-05-25"),
        ("W3", "2017-05-15", None),
        ("W1", "2017-05-18", "2017-05-17"),
        ("W1", "2017-05-19", None),
    ]:
        allocate(landed, "1", name, start, end)
    found = spells(landed)
    for number in range(1, 32):
        on_the_day = [row for row in found if row[2] <= date(2017, 5, number) <= row[3]]
        assert len(on_the_day) == (0 if number == 18 else 1), number


def test_children_do_not_end_each_others_allocations(landed):
    allocate(landed, "1", "W1", "2017-05-01")
    allocate(landed, "2", "W1", "2017-06-01")
    assert {row[3] for row in spells(landed)} == {HIGH}


def reorganised(*became, workers=()):
    """Team T0 ended in August 2017 and became these."""
    teams = [{"id": name, "name": name, "service": "S1"} for name in ("T1", "T2")]
    ended = {"id": "T0", "name": "T0", "service": "S0", "end_date": day("2017-08-31"), "became": list(became)}
    services = [{"id": name, "name": name} for name in ("S0", "S1")]
    organisation = {"service": services, "team": [ended, *teams], "worker": list(workers)}
    return council().model_copy(update={"organisation": Organisation.model_validate(organisation)})


def today_of(landed, *spells_of_worker, became=("T1",)):
    landed.council = reorganised(*became, workers=spells_of_worker)
    allocate(landed, "1", "W1", "2017-05-01", "2017-06-30")
    return [
        (each.team_id, each.service_id, each.team_today_id, each.service_today_id) for each in landed.built().allocation
    ]


def test_the_team_that_took_the_work_over_is_todays_team(landed):
    assert today_of(landed, worker("W1", "T0", end="2017-08-31")) == [("T0", "S0", "T1", "S1")]


def test_a_team_that_goes_on_is_todays_team_itself(landed):
    assert today_of(landed, worker("W1", "T2")) == [("T2", "S1", "T2", "S1")]


def test_of_a_team_that_was_divided_the_work_goes_where_the_worker_went(landed):
    moved = worker("W1", "T0", end="2017-08-31"), worker("W1", "T2", start="2017-09-01")
    assert today_of(landed, *moved, became=("T1", "T2")) == [("T0", "S0", "T2", "S1")]


def test_of_a_team_that_was_divided_a_leavers_work_is_nobodys_today(landed):
    assert today_of(landed, worker("W1", "T0", end="2017-08-31"), became=("T1", "T2")) == [("T0", "S0", None, None)]


def test_a_worker_who_was_in_both_parts_of_a_divided_team_tells_nothing(landed):
    spells = (
        worker("W1", "T0", end="2017-08-31"),
        worker("W1", "T1", start="2017-09-01", end="2017-12-31"),
        worker("W1", "T2", start="2018-01-01"),
    )
    assert today_of(landed, *spells, became=("T1", "T2")) == [("T0", "S0", None, None)]
