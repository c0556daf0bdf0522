-- Child in need plans as each feed says them.
-- grain: one row per feed, child and first day; of several in one feed the lowest identifier stands
-- key: person_key, start_date, feed
-- rules: SSD names the referral by its number and the census by its day. Annex A holds no such plans.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cinp_cin_plan_id AS record_id,
        s.cinp_cin_plan_start_date AS start_date,
        COALESCE(s.cinp_cin_plan_end_date, DATE '9999-12-31') AS end_date,
        e.cine_referral_date AS referral_date
    FROM landing_ssd_cin_plans AS s
    LEFT JOIN landing_ssd_cin_episodes AS e ON e.cine_referral_id = s.cinp_referral_id
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
        c.referral_date
    FROM landing_cin_census_cin_plans AS c
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
    n.referral_date
FROM numbered AS n
WHERE n.number = 1
