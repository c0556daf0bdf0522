-- Review conferences as each feed says them.
-- grain: one row per feed, child and day; of several in one feed the lowest identifier stands
-- key: person_key, review_date, feed
-- rules: SSD names the plan by its number and the census by its first day. Annex A list 7 knows the latest review only; the
--   plan it lists is the one reviewed.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cppr_cp_review_id AS record_id,
        s.cppr_cp_review_date AS review_date,
        p.cppl_cp_plan_start_date AS plan_start_date
    FROM landing_ssd_cp_reviews AS s
    LEFT JOIN landing_ssd_cp_plans AS p ON p.cppl_cp_plan_id = s.cppr_cp_plan_id
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.last_review_date AS review_date,
        a.start_date AS plan_start_date
    FROM landing_annex_a_child_protection_plans AS a
    UNION ALL
    SELECT
        c.authority,
        c.feed,
        c.source_id,
        c.source_row,
        LEAST(c.received, c.period_end) AS said_date,
        NULL AS record_id,
        c.review_date,
        c.plan_start_date
    FROM landing_cin_census_reviews AS c
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.review_date
            ORDER BY l.said_date DESC, l.record_id, l.plan_start_date DESC, l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.review_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.review_date,
    n.plan_start_date
FROM numbered AS n
WHERE n.number = 1
