-- Section 47 enquiries as each feed says them.
-- grain: one row per feed, child and first day; of several in one feed the lowest identifier stands
-- key: person_key, start_date, feed
-- rules: Annex A list 5 dates an enquiry by the strategy discussion that began it, SSD and the census by its start. SSD
--   names the conference by the enquiry's number, of several the earliest. An SSD outcome without a conference says that
--   none is required; only SSD knows when an enquiry ended, and its outcome is what the outcome's own words say, before the
--   flag beside them.
WITH conferences AS (
    SELECT
        i.icpc_s47_enquiry_id,
        MIN(i.icpc_icpc_date) AS conference_date
    FROM landing_ssd_initial_cp_conference AS i
    WHERE i.icpc_icpc_date IS NOT NULL
    GROUP BY i.icpc_s47_enquiry_id
),
plans_made AS (
    SELECT
        i.icpc_s47_enquiry_id,
        i.icpc_icpc_date,
        MAX(CASE WHEN i.icpc_icpc_outcome_cp_flag THEN 1 WHEN NOT i.icpc_icpc_outcome_cp_flag THEN 0 END) AS led_to_plan
    FROM landing_ssd_initial_cp_conference AS i
    GROUP BY i.icpc_s47_enquiry_id, i.icpc_icpc_date
),
landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.s47e_s47_enquiry_id AS record_id,
        s.s47e_s47_start_date AS start_date,
        COALESCE(s.s47e_s47_end_date, DATE '9999-12-31') AS end_date,
        e.cine_referral_date AS referral_date,
        CASE
            WHEN s.s47e_s47_outcome_json LIKE '%|%|%' THEN s.s47e_s47_outcome_json LIKE '%|NFA_FLAG|%'
            ELSE s.s47e_s47_nfa
        END AS is_no_further_action,
        CASE
            WHEN c.conference_date IS NOT NULL THEN FALSE
            WHEN s.s47e_s47_outcome_json LIKE '%|%|%' THEN s.s47e_s47_outcome_json NOT LIKE '%|CP_CONFERENCE_FLAG|%'
            WHEN s.s47e_s47_nfa THEN TRUE
        END AS is_conference_not_required,
        c.conference_date,
        p.led_to_plan = 1 AS led_to_plan
    FROM landing_ssd_s47_enquiry AS s
    LEFT JOIN landing_ssd_cin_episodes AS e ON e.cine_referral_id = s.s47e_referral_id
    LEFT JOIN conferences AS c ON c.icpc_s47_enquiry_id = s.s47e_s47_enquiry_id
    LEFT JOIN plans_made AS p
        ON p.icpc_s47_enquiry_id = s.s47e_s47_enquiry_id AND p.icpc_icpc_date = c.conference_date
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.strategy_date AS start_date,
        NULL AS end_date,
        NULL AS referral_date,
        NULL AS is_no_further_action,
        a.conference_not_needed AS is_conference_not_required,
        a.conference_date,
        a.led_to_plan
    FROM landing_annex_a_section_47 AS a
    UNION ALL
    SELECT
        c.authority,
        c.feed,
        c.source_id,
        c.source_row,
        LEAST(c.received, c.period_end) AS said_date,
        NULL AS record_id,
        c.start_date,
        NULL AS end_date,
        c.referral_date,
        NULL AS is_no_further_action,
        c.conference_not_required AS is_conference_not_required,
        c.conference_date,
        NULL AS led_to_plan
    FROM landing_cin_census_section_47 AS c
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.start_date ORDER BY l.said_date DESC, l.record_id, l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.start_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.start_date,
    n.end_date,
    n.referral_date,
    n.is_no_further_action,
    n.is_conference_not_required,
    n.conference_date,
    n.led_to_plan
FROM numbered AS n
WHERE n.number = 1
