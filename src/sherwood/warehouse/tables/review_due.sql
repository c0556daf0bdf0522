-- Reviews due: each review of a period of care with the last day on which it was in time, and one more after the last
-- that was held.
-- grain: one row per review due in an ordinary period of care
-- key: period_of_care_key, sequence
-- rules: timescale cla_review (Care Planning, Placement and Case Review Regulations 2010, reg 33): 20 working days, then
--   3 calendar months, then 6. A clock older than the rule is measured by the rule's first version; one that starts
--   outside the working-day calendar is given four weeks, which hold twenty weekdays. A child placed for adoption
--   on the day of the review, or on the due day of one not held, is marked, because reg 36 of the Adoption Agencies
--   Regulations 2005 applies instead.
WITH held AS (
    SELECT
        v.period_of_care_key,
        v.review_date,
        ROW_NUMBER() OVER (PARTITION BY v.period_of_care_key ORDER BY v.review_date) AS sequence
    FROM review AS v
    WHERE v.period_of_care_key IS NOT NULL
),
clocks AS (
    SELECT p.period_of_care_key, 1 AS sequence, p.start_date AS clock_date
    FROM period_of_care AS p
    WHERE NOT p.is_short_break
    UNION ALL
    SELECT h.period_of_care_key, h.sequence + 1 AS sequence, h.review_date AS clock_date
    FROM held AS h
),
ruled AS (
    SELECT c.*, CASE c.sequence WHEN 1 THEN 'first' WHEN 2 THEN 'second' ELSE 'later' END AS rule
    FROM clocks AS c
),
versions AS (
    SELECT t.*, MIN(t.in_force_from) OVER (PARTITION BY t.step) AS first_in_force
    FROM timescale_limit AS t
    WHERE t.timescale = 'cla_review'
),
limited AS (
    SELECT r.*, t.limit_count, t.unit
    FROM ruled AS r
    JOIN versions AS t
        ON t.step = r.rule
        AND GREATEST(r.clock_date, t.first_in_force) BETWEEN t.in_force_from AND t.in_force_to
),
due AS (
    SELECT
        l.*,
        CASE l.unit
            WHEN 'months' THEN CAST(l.clock_date + l.limit_count * INTERVAL '1' MONTH AS DATE)
            WHEN 'weeks' THEN CAST(l.clock_date + l.limit_count * INTERVAL '7' DAY AS DATE)
            WHEN 'days' THEN CAST(l.clock_date + l.limit_count * INTERVAL '1' DAY AS DATE)
            ELSE COALESCE(d.day, CAST(l.clock_date + INTERVAL '28' DAY AS DATE))
        END AS due_date,
        h.review_date
    FROM limited AS l
    LEFT JOIN calendar_day AS s ON s.day = l.clock_date
    LEFT JOIN calendar_day AS d ON d.is_working_day AND d.wd_index = s.wd_index + l.limit_count
    LEFT JOIN held AS h ON h.period_of_care_key = l.period_of_care_key AND h.sequence = l.sequence
),
placed_for_adoption AS (
    SELECT DISTINCT u.period_of_care_key, u.sequence
    FROM due AS u
    JOIN episode AS e ON e.period_of_care_key = u.period_of_care_key
    WHERE
        e.placement_type IN ('A3', 'A4', 'A5', 'A6')
        AND e.start_date <= COALESCE(u.review_date, u.due_date)
        AND COALESCE(u.review_date, u.due_date) < e.until_date
)
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    p.period_of_care_key,
    CAST(u.sequence AS INTEGER) AS sequence,
    u.clock_date,
    u.due_date,
    COALESCE(u.review_date, DATE '9999-12-31') AS held_date,
    u.rule,
    p.until_date,
    a.sequence IS NOT NULL AS is_placed_for_adoption
FROM due AS u
JOIN period_of_care AS p ON p.period_of_care_key = u.period_of_care_key
LEFT JOIN placed_for_adoption AS a ON a.period_of_care_key = u.period_of_care_key AND a.sequence = u.sequence
