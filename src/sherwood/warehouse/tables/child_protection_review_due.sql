-- Review conferences due: each with its last day in time, and one more after the last that was held.
-- grain: one row per review due under a plan
-- key: plan_key, sequence
-- rules: timescale child_protection_review (Working Together; LAIT: RevCP): 3 calendar months from the initial conference,
--   then 6 from the review before. The initial conference of a plan is the latest in the 28 days up to its start, and
--   after any earlier plan began; a plan without one is counted from its first day. Where no file holds reviews none is
--   due, because none could be found held; Annex A knows the latest review only, so that with it alone only the next is
--   given, for the plans it lists. A review due before the files that hold them all begin may have been held before they
--   do: the next was due six months after the day before they begin at the latest.
WITH recorded AS (
    SELECT DISTINCT d.feed
    FROM feed_reach AS d
    WHERE
        (d.feed = 'ssd' AND d.table_name = 'cp_reviews')
        OR (d.feed = 'cin_census' AND d.table_name = 'reviews')
        OR (d.feed = 'annex_a' AND d.table_name = 'child_protection_plans')
),
reach AS (
    SELECT MIN(d.cover_from) AS cover_from
    FROM feed_reach AS d
    WHERE (d.feed = 'ssd' AND d.table_name = 'cp_reviews') OR (d.feed = 'cin_census' AND d.table_name = 'reviews')
),
days AS (
    SELECT p.person_key, p.start_date AS day, CAST(NULL AS DATE) AS conference_date
    FROM child_protection_plan AS p
    UNION ALL
    SELECT i.person_key, i.conference_date AS day, i.conference_date
    FROM initial_conference AS i
),
latest AS (
    SELECT
        d.person_key,
        d.day,
        MAX(d.conference_date) OVER (
            PARTITION BY d.person_key ORDER BY d.day
            RANGE BETWEEN INTERVAL '28' DAY PRECEDING AND CURRENT ROW
        ) AS conference_date
    FROM days AS d
),
conferences AS (
    SELECT DISTINCT l.person_key, l.day, l.conference_date
    FROM latest AS l
),
plans AS (
    SELECT
        p.*,
        LAG(p.start_date) OVER (PARTITION BY p.person_key ORDER BY p.start_date) AS previous_start_date
    FROM child_protection_plan AS p
),
starts AS (
    SELECT
        p.plan_key,
        CASE
            WHEN c.conference_date IS NULL OR c.conference_date <= p.previous_start_date THEN p.start_date
            ELSE c.conference_date
        END AS clock_date
    FROM plans AS p
    JOIN conferences AS c ON c.person_key = p.person_key AND c.day = p.start_date
),
held AS (
    SELECT
        v.plan_key,
        v.review_date,
        ROW_NUMBER() OVER (PARTITION BY v.plan_key ORDER BY v.review_date) AS sequence
    FROM child_protection_review AS v
    JOIN starts AS s ON s.plan_key = v.plan_key AND s.clock_date < v.review_date
),
clocks AS (
    SELECT s.plan_key, 1 AS sequence, s.clock_date, 'first' AS rule
    FROM starts AS s
    UNION ALL
    SELECT h.plan_key, h.sequence + 1 AS sequence, h.review_date AS clock_date, 'later' AS rule
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
    CASE
        WHEN d.due_date < f.cover_from THEN CAST(f.cover_from + INTERVAL '6' MONTH - INTERVAL '1' DAY AS DATE)
        ELSE d.due_date
    END AS latest_due_date,
    COALESCE(h.review_date, DATE '9999-12-31') AS held_date,
    c.rule,
    p.end_date AS until_date
FROM clocks AS c
JOIN child_protection_plan AS p ON p.plan_key = c.plan_key
CROSS JOIN reach AS f
LEFT JOIN held AS h ON h.plan_key = c.plan_key AND h.sequence = c.sequence
LEFT JOIN due_day AS d
    ON d.timescale = 'child_protection_review' AND d.step = c.rule AND d.clock_date = c.clock_date
WHERE
    EXISTS (SELECT 1 FROM recorded AS r WHERE r.feed <> 'annex_a')
    OR (h.review_date IS NULL AND p.sources LIKE '%annex_a%' AND EXISTS (SELECT 1 FROM recorded AS r))
