-- Child protection visits as each feed says them.
-- grain: one row per feed, child and day; of several in one feed that at which the child was seen alone stands, then one
--   at which the child was seen, then the lowest identifier
-- key: person_key, visit_date, feed
-- rules: Annex A list 7 knows the latest visit only, and whether the child was seen alone. A child seen alone was seen.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cppv_cp_visit_id AS record_id,
        s.cppv_cp_visit_date AS visit_date,
        s.cppv_cp_visit_seen AS is_seen,
        s.cppv_cp_visit_seen_alone AS is_seen_alone
    FROM landing_ssd_cp_visits AS s
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.last_visit_date AS visit_date,
        NULL AS is_seen,
        CASE a.seen_alone WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE END AS is_seen_alone
    FROM landing_annex_a_child_protection_plans AS a
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.visit_date
            ORDER BY
                CASE WHEN l.is_seen_alone THEN 1 WHEN l.is_seen THEN 2 ELSE 3 END,
                l.said_date DESC,
                l.record_id,
                l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.visit_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.visit_date,
    CASE WHEN n.is_seen_alone THEN TRUE ELSE n.is_seen END AS is_seen,
    n.is_seen_alone
FROM numbered AS n
WHERE n.number = 1
