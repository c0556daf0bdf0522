-- Referrals as each feed says them.
-- grain: one row per feed, child and day; of several in one feed the lowest identifier stands
-- key: person_key, referral_date, feed
-- rules: referrals of one child on one day are one (Children in need census). Annex A list 3 does not say when the case
--   closed; list 6 does for a case that began on the day of the referral. Without that row nothing is known of its end.
WITH cases AS (
    SELECT
        c.source_id,
        c.start_date,
        MAX(COALESCE(c.closure_date, DATE '9999-12-31')) AS close_date,
        MAX(c.closure_reason) AS close_reason,
        MAX(c.primary_need) AS primary_need
    FROM landing_annex_a_children_in_need AS c
    GROUP BY c.source_id, c.start_date
),
landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cine_referral_id AS record_id,
        s.cine_referral_date AS referral_date,
        COALESCE(s.cine_close_date, DATE '9999-12-31') AS close_date,
        s.cine_close_reason AS close_reason,
        s.cine_referral_source_code AS referral_source,
        s.cine_cin_primary_need_code AS primary_need,
        COALESCE(s.cine_referral_nfa, s.cine_referral_outcome_json LIKE '%|NFA_FLAG|%') AS is_no_further_action,
        s.cine_referral_team AS team_id
    FROM landing_ssd_cin_episodes AS s
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.referral_date,
        c.close_date,
        c.close_reason,
        a.referral_source,
        c.primary_need,
        a.referral_nfa AS is_no_further_action,
        a.team AS team_id
    FROM landing_annex_a_referrals AS a
    LEFT JOIN cases AS c ON c.source_id = a.source_id AND c.start_date = a.referral_date
    UNION ALL
    SELECT
        d.authority,
        d.feed,
        d.source_id,
        d.source_row,
        LEAST(d.received, d.period_end) AS said_date,
        NULL AS record_id,
        d.referral_date,
        COALESCE(d.closure_date, DATE '9999-12-31') AS close_date,
        d.closure_reason AS close_reason,
        d.referral_source,
        d.primary_need,
        d.referral_nfa AS is_no_further_action,
        NULL AS team_id
    FROM landing_cin_census_cin_details AS d
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.referral_date ORDER BY l.said_date DESC, l.record_id, l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.referral_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.referral_date,
    n.close_date,
    n.close_reason,
    n.referral_source,
    n.primary_need,
    n.is_no_further_action,
    n.team_id
FROM numbered AS n
WHERE n.number = 1
