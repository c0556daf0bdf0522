-- Reviews of looked-after children as each feed says them.
-- grain: one row per feed, child and day; of several in one feed the later row stands
-- key: person_key, review_date, feed
-- rules: a review the case system marks as cancelled was not held. Its reviews name the period of care, not the child,
--   so that the child is the one of its episodes. Annex A list 8 knows the latest review only.
WITH ssd_children AS (
    SELECT DISTINCT e.feed, e.clae_cla_id AS care_id, e.source_id
    FROM landing_ssd_cla_episodes AS e
    WHERE e.clae_cla_id IS NOT NULL
),
landed AS (
    SELECT
        s.authority,
        s.feed,
        c.source_id,
        s.source_row,
        s.line,
        LEAST(s.received, s.period_end) AS said_date,
        s.clar_cla_review_date AS review_date,
        s.clar_cla_review_participation AS participation
    FROM landing_ssd_cla_reviews AS s
    JOIN ssd_children AS c ON c.feed = s.feed AND c.care_id = s.clar_cla_id
    WHERE NOT COALESCE(s.clar_cla_review_cancelled, FALSE)
    UNION ALL
    SELECT
        v.authority,
        v.feed,
        v.source_id,
        v.source_row,
        v.line,
        LEAST(v.received, v.period_end) AS said_date,
        v.review AS review_date,
        v.review_code AS participation
    FROM landing_ssda903_reviews AS v
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        a.line,
        LEAST(a.received, a.period_end) AS said_date,
        a.last_review_date AS review_date,
        CAST(NULL AS VARCHAR) AS participation
    FROM landing_annex_a_children_in_care AS a
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.review_date ORDER BY l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.review_date IS NOT NULL
)
SELECT n.authority, n.feed, n.person_key, n.source_row, n.said_date, n.review_date, n.participation
FROM numbered AS n
WHERE n.from_last = 1
