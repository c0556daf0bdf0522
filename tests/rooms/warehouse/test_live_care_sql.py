import pytest
from tests.rooms.warehouse.landed import HIGH, day
from tests.rooms.warehouse.told import Told


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds and of SSDA903 of 2025-26, which speaks of every day to 31 March 2026."""
    return Told(tmp_path)


def episode(told, child, start, end=None, why="S", rec=None, care="C1", placement=None):
    return told.ssd(
        "cla_episodes",
        child,
        clae_cla_episode_id=f"{child}/{start}",
        clae_cla_episode_start_date=start,
        clae_cla_episode_ceased_date=end,
        clae_cla_episode_start_reason=why,
        clae_cla_episode_ceased_reason=rec,
        clae_cla_id=care,
        clae_cla_placement_id=placement,
    )


def review(told, care, held, **cells):
    return told.ssd(
        "cla_reviews", None, clar_cla_review_id=f"{care}/{held}", clar_cla_id=care, clar_cla_review_date=held, **cells
    )


def spells(told):
    return [(each.feed, each.start_date, each.until_date, each.reason_ceased) for each in told.built().episode]


def test_without_ssda903_the_case_system_tells_who_is_looked_after(told):
    told.ssd(
        "legal_status", "1", lega_legal_status_id="1", lega_legal_status="V2", lega_legal_status_start_date="2024-05-01"
    )
    told.ssd(
        "legal_status", "1", lega_legal_status_id="2", lega_legal_status="C1", lega_legal_status_start_date="2024-07-01"
    )
    facts = {
        "clap_cla_placement_type": "U6",
        "clap_cla_placement_provider": "PR1",
        "clap_cla_placement_postcode": "NG1 1AA",
    }
    told.ssd("cla_placement", "1", clap_cla_placement_id="p1", clap_cla_placement_start_date="2024-05-01", **facts)
    episode(told, "1", "2024-05-01", "2024-07-01", rec="X1", placement="p1")
    episode(told, "1", "2024-07-01", why="L", placement="p1")
    rows = told.built().episode
    assert [(each.start_date, each.until_date, each.legal_status) for each in rows] == [
        (day("2024-05-01"), day("2024-07-01"), "V2"),
        (day("2024-07-01"), HIGH, "C1"),
    ]
    assert {(each.placement_type, each.placement_provider, each.placement_postcode) for each in rows} == {
        ("U6", "PR1", "NG1 1AA")
    }
    assert len({each.period_of_care_key for each in rows}) == 1


def test_ssda903_stands_for_the_days_it_covers(told):
    told.episode("1", "2025-05-01")
    episode(told, "1", "2025-05-02")
    episode(told, "2", "2025-06-01")
    assert spells(told) == [("ssda903", day("2025-05-01"), HIGH, None)]


def test_what_the_case_system_knows_of_later_days_is_added(told):
    told.episode("1", "2025-05-01")
    episode(told, "1", "2025-05-01", "2026-06-01", rec="X1")
    episode(told, "1", "2026-06-01", why="P")
    episode(told, "2", "2026-04-01")
    assert spells(told) == [
        ("ssda903", day("2025-05-01"), day("2026-06-01"), "X1"),
        ("ssd", day("2026-04-01"), HIGH, None),
        ("ssd", day("2026-06-01"), HIGH, None),
    ]


def test_an_episode_left_open_ends_when_the_case_systems_does(told):
    told.episode("1", "2025-05-01").episode("2", "2025-05-01").episode("3", "2025-05-01", "2025-06-01", rec="E4A")
    episode(told, "1", "2025-05-03", "2026-06-01", rec="E11")
    episode(told, "2", "2025-05-01", "2026-03-31", rec="E4A")
    episode(told, "3", "2025-05-01", "2026-06-01", rec="E8")
    assert spells(told) == [
        ("ssda903", day("2025-05-01"), day("2026-06-01"), "E11"),
        ("ssda903", day("2025-05-01"), HIGH, None),
        ("ssda903", day("2025-05-01"), day("2025-06-01"), "E4A"),
    ]


def test_an_episode_that_ended_before_the_first_year_loaded_is_added(told):
    told.episode("1", "2025-05-01")
    episode(told, "2", "2023-05-01", "2025-03-31", rec="E4A")
    episode(told, "3", "2023-05-01", "2025-04-01", rec="E4A")
    assert ("ssd", day("2023-05-01"), day("2025-03-31"), "E4A") in spells(told)
    assert len(spells(told)) == 2


def test_of_two_episodes_begun_on_one_day_the_one_that_lasts_stands(told):
    episode(told, "1", "2024-05-01", "2024-05-20", rec="E8")
    told.ssd("cla_episodes", "1", clae_cla_episode_id="b", clae_cla_episode_start_date="2024-05-01")
    assert spells(told) == [("ssd", day("2024-05-01"), HIGH, None)]


def test_a_snapshot_is_of_no_collection_year(told):
    told.deliveries.append(
        told.deliveries[0]
        | {"feed": "ssd", "period": "2026-11-20", "period_start": day("2026-11-20"), "period_end": day("2026-11-20")}
    )
    assert {each.feed for each in told.built().collection_year} == {"ssda903"}


def test_a_review_of_the_case_system_is_the_childs_of_its_period_of_care(told):
    episode(told, "1", "2024-05-01", care="C7")
    review(told, "C7", "2024-05-20", clar_cla_review_participation="PN1")
    review(told, "C7", "2024-08-20", clar_cla_review_cancelled=True)
    review(told, "C9", "2024-08-20")
    (held,) = told.built().review
    assert (held.review_date, held.participation, held.feed) == (day("2024-05-20"), "PN1", "ssd")
    assert held.period_of_care_key.endswith("2024-05-01")


def test_a_review_of_three_feeds_is_one_and_ssda903_says_how_the_child_took_part(told):
    episode(told, "1", "2024-05-01", care="C7")
    review(told, "C7", "2024-05-20", clar_cla_review_participation="PN1")
    told.add("reviews", "1", review=day("2024-05-20"), review_code="PN5")
    told.annex("children_in_care", "1", start_date="2024-05-01", last_review_date="2024-05-20")
    (held,) = told.built().review
    assert (held.participation, held.feed) == ("PN5", "ssd")


def test_the_latest_review_of_a_list_is_a_review(told):
    told.episode("1", "2025-05-01").annex(
        "children_in_care", "1", start_date="2025-05-01", last_review_date="2025-05-20"
    )
    built = told.built()
    assert [each.review_date for each in built.review] == [day("2025-05-20")]
    assert [each.held_date for each in built.review_due] == [day("2025-05-20"), HIGH]


def test_a_missing_spell_of_both_feeds_is_one_with_the_end_that_is_known(told):
    told.add("missing", "1", mis_start=day("2026-03-01"), missing="M")
    facts = {"miss_missing_episode_start_date": "2026-03-01", "miss_missing_episode_type": "M"}
    told.ssd("missing", "1", miss_table_id="1", miss_missing_episode_end_date="2026-04-02", **facts)
    told.ssd("missing", "2", miss_table_id="2", **facts)
    found = [(each.start_date, each.until_date, each.missing_type) for each in told.built().missing]
    assert sorted(found) == [(day("2026-03-01"), day("2026-04-02"), "M"), (day("2026-03-01"), HIGH, "M")]


def leaver(told, child, said, **cells):
    return told.annex("care_leavers", child, said=said, **cells)


def live_leaver(told, child, said, **cells):
    return told.ssd(
        "care_leavers", child, said=said, clea_table_id=child, **{f"clea_{name}": each for name, each in cells.items()}
    )


def test_a_pathway_plan_is_due_six_months_after_its_last_review(told):
    leaver(told, "1", "2026-03-31", pathway_plan_date="2025-08-31", suitability="suitable", in_touch="in_touch")
    (found,) = told.built().care_leaver_now
    assert (found.as_at_date, found.is_suitable, found.in_touch) == (day("2026-03-31"), True, "in_touch")
    assert (found.pathway_plan_clock_date, found.pathway_plan_due_date) == (day("2025-08-31"), day("2026-02-28"))
    assert (found.pathway_plan_done_date, found.until_date) == (HIGH, HIGH)


def test_a_plan_never_reviewed_is_overdue_on_the_day_of_the_list(told):
    (found,) = leaver(told, "1", "2026-03-31").built().care_leaver_now
    assert (found.pathway_plan_date, found.pathway_plan_due_date) == (None, day("2026-03-30"))


@pytest.mark.parametrize(("suitability", "meant"), [("not_suitable", False), ("not_recorded", None), ("exclude", None)])
def test_suitability_is_known_or_it_is_not(told, suitability, meant):
    assert leaver(told, "1", "2026-03-31", suitability=suitability).built().care_leaver_now[0].is_suitable is meant


def test_the_later_list_has_the_later_word_and_the_other_fills_gaps(told):
    leaver(told, "1", "2026-02-28", activity="F1", accommodation="U", personal_adviser="Ada")
    live_leaver(told, "1", "2026-03-31", care_leaver_activity="G5")
    (found,) = told.built().care_leaver_now
    assert (found.activity, found.accommodation, found.personal_adviser) == ("G5", "U", "Ada")
    assert (found.as_at_date, found.sources) == (day("2026-03-31"), "ssd, annex_a")


def test_who_is_on_an_earlier_list_of_another_feed_alone_has_left(told):
    leaver(told, "1", "2026-02-28")
    live_leaver(told, "2", "2026-03-31")
    assert len(told.built().care_leaver_now) == 1


def restricted(told):
    return [each.from_date for each in told.built().restriction]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("adoption", {"decision_date": "2026-01-10"}),
        ("adoption", {"decision_date": "2026-03-01", "placement_order_date": "2026-01-10"}),
        ("adoption", {"placed_date": "2026-01-10", "order_date": "2026-03-01"}),
        ("children_in_care", {"start_date": "2025-01-01", "legal_status": "E1", "legal_status_date": "2026-01-10"}),
        (
            "children_in_care",
            {"start_date": "2025-01-01", "placement_type": "ADOPT", "placement_start_date": "2026-01-10"},
        ),
        ("children_in_care", {"start_date": "2025-01-01", "reason_ceased": "ADOPTED", "end_date": "2026-01-10"}),
        ("children_in_need", {"start_date": "2025-01-01", "closure_reason": "RC1", "closure_date": "2026-01-10"}),
    ],
)
def test_a_list_that_tells_of_an_adoption_restricts(told, table, cells):
    assert restricted(told.annex(table, "1", **cells)) == [day("2026-01-10")]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("permanence", {"perm_adm_decision_date": "2026-01-10"}),
        ("permanence", {"perm_placed_for_adoption_date": "2026-01-10"}),
        ("permanence", {"perm_permanence_order_date": "2026-01-10", "perm_permanence_order_type": "Adoption"}),
        ("legal_status", {"lega_legal_status": "E1", "lega_legal_status_start_date": "2026-01-10"}),
        ("cla_placement", {"clap_cla_placement_type": "A5", "clap_cla_placement_start_date": "2026-01-10"}),
        ("cla_episodes", {"clae_cla_episode_ceased_reason": "E11", "clae_cla_episode_ceased_date": "2026-01-10"}),
        ("cin_episodes", {"cine_close_reason": "RC1", "cine_close_date": "2026-01-10"}),
    ],
)
def test_the_case_system_restricts_before_the_years_return_does(told, table, cells):
    assert restricted(told.ssd(table, "1", **cells)) == [day("2026-01-10")]


def test_another_order_of_permanence_restricts_nothing(told):
    told.ssd(
        "permanence", "1", perm_permanence_order_date="2026-01-10", perm_permanence_order_type="Special guardianship"
    )
    told.annex("children_in_care", "2", start_date="2025-01-01", legal_status="C2", legal_status_date="2026-01-10")
    assert restricted(told) == []
