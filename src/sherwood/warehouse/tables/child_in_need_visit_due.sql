-- Child in need visits due: each with its last day in time, and one more after the last that was made.
-- grain: one row per visit due under a plan
-- key: plan_key, sequence
-- rules: timescale child_in_need_visit (local): 20 working days from the plan's first day, then from each visit.
--   A visit at which the child was not seen starts no clock and meets none. Where no file of the case system holds visits
--   none is due, because none could be found held: Annex A tells the latest only, and of no plan.
WITH held AS (
    SELECT
        v.plan_key,
        v.visit_date,
        ROW_NUMBER() OVER (PARTITION BY v.plan_key ORDER BY v.visit_date) AS sequence
    FROM child_in_need_visit AS v
    WHERE v.plan_key IS NOT NULL AND COALESCE(v.is_seen, TRUE)
),
clocks AS (
    SELECT p.plan_key, 1 AS sequence, p.start_date AS clock_date
    FROM child_in_need_plan AS p
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
    p.end_date AS until_date
FROM clocks AS c
JOIN child_in_need_plan AS p ON p.plan_key = c.plan_key
LEFT JOIN held AS h ON h.plan_key = c.plan_key AND h.sequence = c.sequence
LEFT JOIN due_day AS d ON d.timescale = 'child_in_need_visit' AND d.step = 'only' AND d.clock_date = c.clock_date
WHERE EXISTS (SELECT 1 FROM feed_reach AS l WHERE l.feed = 'ssd' AND l.table_name = 'cin_visits')
