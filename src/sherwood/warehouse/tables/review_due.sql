-- Reviews due: each review of a period of care with the last day on which it was in time, and one more after the last
-- that was held.
-- grain: one row per review due in an ordinary period of care
-- key: period_of_care_key, sequence
-- rules: timescale cla_review (Care Planning, Placement and Case Review Regulations 2010, reg 33): 20 working days, then
--   3 calendar months, then 6, as `due_day` counts them. A clock that starts outside the working-day calendar is given
--   four weeks. A child placed for adoption on the day of the review, or on the due day of one not held, is marked,
--   because reg 36 of the Adoption Agencies Regulations 2005 applies instead. A review due before the files that hold
--   them all begin may have been held before they do: the next was due six months after the day before they begin at the
--   latest.
WITH reach AS (
    SELECT MIN(d.cover_from) AS cover_from
    FROM feed_reach AS d
    WHERE (d.feed = 'ssda903' AND d.table_name = 'reviews') OR (d.feed = 'ssd' AND d.table_name = 'cla_reviews')
),
held AS (
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
due AS (
    SELECT
        r.*,
        COALESCE(d.due_date, CAST(r.clock_date + INTERVAL '28' DAY AS DATE)) AS due_date,
        h.review_date
    FROM ruled AS r
    LEFT JOIN due_day AS d ON d.timescale = 'cla_review' AND d.step = r.rule AND d.clock_date = r.clock_date
    LEFT JOIN held AS h ON h.period_of_care_key = r.period_of_care_key AND h.sequence = r.sequence
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
    CASE
        WHEN u.due_date < f.cover_from THEN CAST(f.cover_from + INTERVAL '6' MONTH - INTERVAL '1' DAY AS DATE)
        ELSE u.due_date
    END AS latest_due_date,
    COALESCE(u.review_date, DATE '9999-12-31') AS held_date,
    u.rule,
    p.until_date,
    a.sequence IS NOT NULL AS is_placed_for_adoption
FROM due AS u
JOIN period_of_care AS p ON p.period_of_care_key = u.period_of_care_key
CROSS JOIN reach AS f
LEFT JOIN placed_for_adoption AS a ON a.period_of_care_key = u.period_of_care_key AND a.sequence = u.sequence
