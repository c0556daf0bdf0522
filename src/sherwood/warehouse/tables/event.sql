-- Events: everything dated that is recorded of a child, with the day it was first heard of.
-- grain: one row per thing that happened to a child
-- key: event_key
-- rules: each kind from its own table, so that an event several feeds hold is one. It was first heard of on the day a
--   file first held the row that stands, or on its own day where that is later, because the same row brings what happens
--   after it: the end of a plan, the latest visit of Annex A. A change of team alone is no change of worker.
WITH workers AS (
    SELECT a.*, LAG(a.worker_id) OVER (PARTITION BY a.person_key ORDER BY a.start_date) AS worker_before
    FROM allocation AS a
),
happened AS (
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'contact' AS thing, 'contact' AS kind,
        t.contact_key AS thing_key, t.contact_date AS event_date,
        t.contact_source AS detail, 'contact_source' AS detail_codelist
    FROM contact AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'early_help' AS thing, 'early_help_started' AS kind,
        t.early_help_key AS thing_key, t.start_date AS event_date,
        t.organisation AS detail, NULL AS detail_codelist
    FROM early_help AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'early_help' AS thing, 'early_help_ended' AS kind,
        t.early_help_key AS thing_key, t.end_date AS event_date,
        t.end_reason AS detail, NULL AS detail_codelist
    FROM early_help AS t
    WHERE t.end_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'referral' AS thing, 'referral' AS kind,
        t.referral_key AS thing_key, t.referral_date AS event_date,
        t.referral_source AS detail, 'contact_source' AS detail_codelist
    FROM referral AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'referral' AS thing, 'case_closed' AS kind,
        t.referral_key AS thing_key, t.close_date AS event_date,
        t.close_reason AS detail, 'reason_for_closure' AS detail_codelist
    FROM referral AS t
    WHERE t.close_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'assessment' AS thing, 'assessment_started' AS kind,
        t.assessment_key AS thing_key, t.start_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM assessment AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'assessment' AS thing, 'assessment_authorised' AS kind,
        t.assessment_key AS thing_key, t.authorised_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM assessment AS t
    WHERE t.authorised_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'section_47' AS thing, 'strategy_discussion' AS kind,
        t.strategy_discussion_key AS thing_key, t.discussion_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM strategy_discussion AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'section_47' AS thing, 'section_47' AS kind,
        t.section_47_key AS thing_key, t.start_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM section_47 AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'initial_conference' AS thing, 'initial_conference' AS kind,
        t.conference_key AS thing_key, t.conference_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM initial_conference AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_protection_plan' AS thing, 'child_protection_plan_started' AS kind,
        t.plan_key AS thing_key, t.start_date AS event_date,
        t.initial_category AS detail, 'category_of_abuse' AS detail_codelist
    FROM child_protection_plan AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_protection_plan' AS thing, 'child_protection_plan_ended' AS kind,
        t.plan_key AS thing_key, t.end_date AS event_date,
        t.latest_category AS detail, 'category_of_abuse' AS detail_codelist
    FROM child_protection_plan AS t
    WHERE t.end_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_protection_visit' AS thing, 'child_protection_visit' AS kind,
        t.visit_key AS thing_key, t.visit_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM child_protection_visit AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_protection_review' AS thing, 'child_protection_review' AS kind,
        t.review_key AS thing_key, t.review_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM child_protection_review AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_in_need_plan' AS thing, 'child_in_need_plan_started' AS kind,
        t.plan_key AS thing_key, t.start_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM child_in_need_plan AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_in_need_plan' AS thing, 'child_in_need_plan_ended' AS kind,
        t.plan_key AS thing_key, t.end_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM child_in_need_plan AS t
    WHERE t.end_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'child_in_need_visit' AS thing, 'child_in_need_visit' AS kind,
        t.visit_key AS thing_key, t.visit_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM child_in_need_visit AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'episode' AS thing, 'looked_after_started' AS kind,
        t.period_of_care_key AS thing_key, t.start_date AS event_date,
        t.first_category_of_need AS detail, 'category_of_need' AS detail_codelist
    FROM period_of_care AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'episode' AS thing, 'looked_after_ended' AS kind,
        t.period_of_care_key AS thing_key, t.until_date AS event_date,
        t.reason_ceased AS detail, 'reason_ceased' AS detail_codelist
    FROM period_of_care AS t
    WHERE t.until_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'episode' AS thing, 'placement_started' AS kind,
        t.placement_key AS thing_key, t.start_date AS event_date,
        t.placement_type AS detail, 'placement_type' AS detail_codelist
    FROM placement AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'episode' AS thing, 'legal_status' AS kind,
        t.period_of_care_key || ':' || CAST(t.start_date AS VARCHAR) || ':' || t.source_row AS thing_key, t.start_date AS event_date,
        t.legal_status AS detail, 'legal_status' AS detail_codelist
    FROM legal_status AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'looked_after_review' AS thing, 'looked_after_review' AS kind,
        t.person_key || ':' || CAST(t.review_date AS VARCHAR) AS thing_key, t.review_date AS event_date,
        t.participation AS detail, 'participation' AS detail_codelist
    FROM review AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'looked_after_visit' AS thing, 'looked_after_visit' AS kind,
        t.visit_key AS thing_key, t.visit_date AS event_date,
        NULL AS detail, NULL AS detail_codelist
    FROM looked_after_visit AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'missing' AS thing, 'missing_started' AS kind,
        t.person_key || ':' || CAST(t.start_date AS VARCHAR) AS thing_key, t.start_date AS event_date,
        t.missing_type AS detail, 'missing_type' AS detail_codelist
    FROM missing AS t
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'missing' AS thing, 'missing_ended' AS kind,
        t.person_key || ':' || CAST(t.start_date AS VARCHAR) AS thing_key, t.until_date AS event_date,
        t.missing_type AS detail, 'missing_type' AS detail_codelist
    FROM missing AS t
    WHERE t.until_date < DATE '9999-12-31'
    UNION ALL
    SELECT
        t.authority, t.feed, t.person_key, t.source_row, 'allocation' AS thing, 'worker_changed' AS kind,
        t.person_key || ':' || CAST(t.start_date AS VARCHAR) AS thing_key, t.start_date AS event_date,
        t.reason_changed AS detail, 'reason_worker_changed' AS detail_codelist
    FROM workers AS t
    WHERE t.worker_id <> COALESCE(t.worker_before, '')
),
landed AS (
    SELECT 'contact' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_contacts AS l
    UNION ALL
    SELECT 'contact' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_contacts AS l
    UNION ALL
    SELECT 'early_help' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_early_help_episodes AS l
    UNION ALL
    SELECT 'early_help' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_early_help_assessments AS l
    UNION ALL
    SELECT 'referral' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cin_episodes AS l
    UNION ALL
    SELECT 'referral' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_referrals AS l
    UNION ALL
    SELECT 'referral' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_cin_details AS l
    UNION ALL
    SELECT 'assessment' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cin_assessments AS l
    UNION ALL
    SELECT 'assessment' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_assessments AS l
    UNION ALL
    SELECT 'assessment' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_assessments AS l
    UNION ALL
    SELECT 'section_47' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_s47_enquiry AS l
    UNION ALL
    SELECT 'section_47' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_section_47 AS l
    UNION ALL
    SELECT 'section_47' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_section_47 AS l
    UNION ALL
    SELECT 'initial_conference' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_initial_cp_conference AS l
    UNION ALL
    SELECT 'initial_conference' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_section_47 AS l
    UNION ALL
    SELECT 'initial_conference' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_section_47 AS l
    UNION ALL
    SELECT 'initial_conference' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_cin_details AS l
    UNION ALL
    SELECT 'child_protection_plan' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cp_plans AS l
    UNION ALL
    SELECT 'child_protection_plan' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT 'child_protection_plan' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_child_protection_plans AS l
    UNION ALL
    SELECT 'child_protection_visit' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cp_visits AS l
    UNION ALL
    SELECT 'child_protection_visit' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT 'child_protection_review' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cp_reviews AS l
    UNION ALL
    SELECT 'child_protection_review' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT 'child_protection_review' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_reviews AS l
    UNION ALL
    SELECT 'child_in_need_plan' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cin_plans AS l
    UNION ALL
    SELECT 'child_in_need_plan' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_cin_census_cin_plans AS l
    UNION ALL
    SELECT 'child_in_need_visit' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cin_visits AS l
    UNION ALL
    SELECT 'child_in_need_visit' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_children_in_need AS l
    UNION ALL
    SELECT 'episode' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssda903_episodes AS l
    UNION ALL
    SELECT 'episode' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cla_episodes AS l
    UNION ALL
    SELECT 'looked_after_review' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cla_reviews AS l
    UNION ALL
    SELECT 'looked_after_review' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssda903_reviews AS l
    UNION ALL
    SELECT 'looked_after_review' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_children_in_care AS l
    UNION ALL
    SELECT 'looked_after_visit' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_cla_visits AS l
    UNION ALL
    SELECT 'looked_after_visit' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_children_in_care AS l
    UNION ALL
    SELECT 'missing' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_missing AS l
    UNION ALL
    SELECT 'missing' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssda903_missing AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssd_involvements AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_ssda903_social_worker_episodes AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_children_in_care AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_children_in_need AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_care_leavers AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_assessments AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_section_47 AS l
    UNION ALL
    SELECT 'allocation' AS thing, l.feed, l.source_row, l.first_received_date FROM landing_annex_a_referrals AS l
),
received AS (
    SELECT l.thing, l.feed, l.source_row, MIN(l.first_received_date) AS first_received_date
    FROM landed AS l
    GROUP BY l.thing, l.feed, l.source_row
)
SELECT
    h.authority,
    h.feed,
    h.person_key,
    h.source_row,
    h.kind || ':' || h.thing_key AS event_key,
    h.kind,
    h.event_date,
    h.detail,
    CASE WHEN h.detail IS NOT NULL THEN h.detail_codelist END AS detail_codelist,
    GREATEST(COALESCE(r.first_received_date, h.event_date), h.event_date) AS first_received_date
FROM happened AS h
LEFT JOIN received AS r ON r.thing = h.thing AND r.feed = h.feed AND r.source_row = h.source_row
WHERE h.event_date IS NOT NULL
