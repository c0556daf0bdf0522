-- Child protection visits due: each with its last day in time, and one more after the last that was made.
-- grain: one row per visit due under a plan
-- key: plan_key, sequence
-- rules: timescale child_protection_visit (local): 10 working days from the plan's first day, then from each
--   visit.
--   A visit at which the child was not seen starts no clock and meets none. Where no file holds visits none is due,
--   because none could be found held; Annex A knows the latest visit only, so that with it alone only the next is given,
--   for the plans it lists.
WITH recorded AS (
    SELECT DISTINCT d.feed
    FROM feed_reach AS d
    WHERE
        (d.feed = 'ssd' AND d.table_name = 'cp_visits')
        OR (d.feed = 'annex_a' AND d.table_name = 'child_protection_plans')
),
held AS (
    SELECT
        v.plan_key,
        v.visit_date,
        v.is_seen_alone,
        ROW_NUMBER() OVER (PARTITION BY v.plan_key ORDER BY v.visit_date) AS sequence
    FROM child_protection_visit AS v
    WHERE v.plan_key IS NOT NULL AND COALESCE(v.is_seen, TRUE)
),
clocks AS (
    SELECT p.plan_key, 1 AS sequence, p.start_date AS clock_date
    FROM child_protection_plan AS p
    UNION ALL
    SELECT h.plan_key, h.sequence + 1 AS sequence, h.visit_date AS clock_date
    FROM held AS h
)
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    c.plan_key,
    CAST(c.sequence AS INTEGER) AS sequence,
    c.clock_date,
    d.due_date,
    COALESCE(h.visit_date, DATE '9999-12-31') AS held_date,
    h.is_seen_alone,
    p.end_date AS until_date
FROM clocks AS c
JOIN child_protection_plan AS p ON p.plan_key = c.plan_key
LEFT JOIN held AS h ON h.plan_key = c.plan_key AND h.sequence = c.sequence
LEFT JOIN due_day AS d ON d.timescale = 'child_protection_visit' AND d.step = 'only' AND d.clock_date = c.clock_date
WHERE
    EXISTS (SELECT 1 FROM recorded AS r WHERE r.feed = 'ssd')
    OR (h.visit_date IS NULL AND p.sources LIKE '%annex_a%' AND EXISTS (SELECT 1 FROM recorded AS r))
