-- Caseloads month by month: how many children each worker of a post held at each month end, weighed by what the work is, against the limit of the post.
-- grain: one row per worker and month
-- key: worker_id, month_end_date
-- rules: weights are local: a child on a plan counts 2, one looked after 1.5, any other 1; the highest counts alone. A worker of several posts is one, in the team whose name comes first.
--   A child is held by one worker at most: by whom a later allocation took the child from no longer, whatever end is
--   recorded, nor by whoever's recorded last day it is.
WITH holder AS (
    SELECT
        w.worker_id,
        w.month_end_date,
        w.until_date,
        MIN(w.authority) AS authority,
        MIN(w.feed) AS feed,
        MIN(w.source_row) AS source_row,
        MIN(w.team_id) AS team_id,
        MIN(w.role) AS role,
        SUM(w.full_time_equivalent) AS full_time_equivalent,
        COALESCE(MAX(p.caseload_limit), 16) AS limit_of_a_post
    FROM worker_month AS w
    JOIN workforce_post AS p ON p.post_number = w.post_number
    WHERE w.role IN ('social_worker', 'senior_practitioner')
    GROUP BY w.worker_id, w.month_end_date, w.until_date
),
month_end AS (
    SELECT DISTINCT h.month_end_date
    FROM holder AS h
),
on_plan AS (
    SELECT DISTINCT m.month_end_date, c.person_key
    FROM month_end AS m
    JOIN child_protection_plan AS c ON c.start_date <= m.month_end_date AND m.month_end_date < c.end_date
),
in_care AS (
    SELECT DISTINCT m.month_end_date, e.person_key
    FROM month_end AS m
    JOIN episode AS e
        ON e.start_date <= m.month_end_date AND m.month_end_date < e.until_date AND NOT e.is_short_break
),
load AS (
    SELECT
        h.worker_id,
        h.month_end_date,
        COUNT(*) AS children,
        SUM(
            CASE WHEN o.person_key IS NOT NULL THEN 2.0 WHEN i.person_key IS NOT NULL THEN 1.5 ELSE 1.0 END
        ) AS weighted
    FROM holder AS h
    JOIN allocation AS a
        ON a.worker_id = h.worker_id
        AND a.start_date <= h.month_end_date
        AND h.month_end_date <= a.through_date
        AND h.month_end_date < a.end_date
    LEFT JOIN on_plan AS o ON o.person_key = a.person_key AND o.month_end_date = h.month_end_date
    LEFT JOIN in_care AS i ON i.person_key = a.person_key AND i.month_end_date = h.month_end_date
    GROUP BY h.worker_id, h.month_end_date
)
SELECT
    h.authority,
    h.feed,
    h.source_row,
    h.worker_id,
    h.month_end_date,
    h.until_date,
    h.team_id,
    h.role,
    CAST(h.full_time_equivalent AS DOUBLE) AS full_time_equivalent,
    CAST(COALESCE(l.children, 0) AS INTEGER) AS children,
    CAST(COALESCE(l.weighted, 0) AS DOUBLE) AS weighted,
    CAST(h.limit_of_a_post * h.full_time_equivalent AS DOUBLE) AS caseload_limit,
    COALESCE(l.weighted, 0) > h.limit_of_a_post * h.full_time_equivalent AS is_over,
    CAST(COALESCE(l.weighted, 0) / h.limit_of_a_post - h.full_time_equivalent AS DOUBLE) AS posts_short
FROM holder AS h
LEFT JOIN load AS l ON l.worker_id = h.worker_id AND l.month_end_date = h.month_end_date
