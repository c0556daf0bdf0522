-- Cases of children in need as each feed says them.
-- grain: one row per feed, child and first day; of several in one feed the lowest identifier stands
-- key: person_key, start_date, feed
-- rules: a case begins with its referral; Annex A list 6 gives that day as the start.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cine_referral_id AS record_id,
        s.cine_referral_date AS start_date,
        COALESCE(s.cine_close_date, DATE '9999-12-31') AS end_date,
        s.cine_close_reason AS close_reason,
        s.cine_cin_primary_need_code AS primary_need,
        COALESCE(s.cine_referral_nfa, s.cine_referral_outcome_json LIKE '%|NFA_FLAG|%') AS is_no_further_action
    FROM landing_ssd_cin_episodes AS s
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.start_date,
        COALESCE(a.closure_date, DATE '9999-12-31') AS end_date,
        a.closure_reason AS close_reason,
        a.primary_need,
        NULL AS is_no_further_action
    FROM landing_annex_a_children_in_need AS a
    UNION ALL
    SELECT
        d.authority,
        d.feed,
        d.source_id,
        d.source_row,
        LEAST(d.received, d.period_end) AS said_date,
        NULL AS record_id,
        d.referral_date AS start_date,
        COALESCE(d.closure_date, DATE '9999-12-31') AS end_date,
        d.closure_reason AS close_reason,
        d.primary_need,
        d.referral_nfa AS is_no_further_action
    FROM landing_cin_census_cin_details AS d
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
    n.close_reason,
    n.primary_need,
    n.is_no_further_action
FROM numbered AS n
WHERE n.number = 1
