-- Child protection plans as each feed says them.
-- grain: one row per feed, child and first day; of several in one feed the lowest identifier stands
-- key: person_key, start_date, feed
-- rules: a plan of another authority that SSD marks as such, because the child is staying here for a time, is not one of
--   this authority's plans (Children in need census: guide). SSD does not number earlier plans.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cppl_cp_plan_id AS record_id,
        s.cppl_cp_plan_start_date AS start_date,
        COALESCE(s.cppl_cp_plan_end_date, DATE '9999-12-31') AS end_date,
        e.cine_referral_date AS referral_date,
        s.cppl_cp_plan_initial_category AS initial_category,
        s.cppl_cp_plan_latest_category AS latest_category,
        CAST(NULL AS INTEGER) AS previous_plans
    FROM landing_ssd_cp_plans AS s
    LEFT JOIN landing_ssd_cin_episodes AS e ON e.cine_referral_id = s.cppl_referral_id
    WHERE NOT COALESCE(s.cppl_cp_plan_ola, FALSE)
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.start_date,
        COALESCE(a.end_date, DATE '9999-12-31') AS end_date,
        NULL AS referral_date,
        a.initial_category,
        a.latest_category,
        a.previous_plans
    FROM landing_annex_a_child_protection_plans AS a
    UNION ALL
    SELECT
        c.authority,
        c.feed,
        c.source_id,
        c.source_row,
        LEAST(c.received, c.period_end) AS said_date,
        NULL AS record_id,
        c.start_date,
        COALESCE(c.end_date, DATE '9999-12-31') AS end_date,
        c.referral_date,
        c.initial_category,
        c.latest_category,
        c.previous_plans
    FROM landing_cin_census_child_protection_plans AS c
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
    n.initial_category,
    n.latest_category,
    n.previous_plans
FROM numbered AS n
WHERE n.number = 1
