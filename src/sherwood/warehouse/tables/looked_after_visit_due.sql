-- Visits to looked-after children due: each visit of a placement with its last day in time, and one more after the last.
-- grain: one row per visit due in an unbroken stay with one carer
-- key: stay_key, sequence
-- rules: timescale cla_visit (Care Planning, Placement and Case Review Regulations 2010, reg 28): within one week of the
--   start of any placement, then every 6 weeks in its first year, afterwards every 6 weeks, or 3 months where it is meant
--   to last to 18 (U1, U4). A change of status with the same carer starts no placement. Children placed for adoption (A3
--   to A6) follow the adoption rules from that day on, short breaks reg 48: both are left out. A visit at which the
--   child was not seen counts for nothing. Where records of visits begin after the placement, they are what its clock
--   starts from; Annex A knows the latest visit only, so that where no other feed holds visits only the next is given.
WITH recorded AS (
    SELECT MIN(v.visit_date) AS from_date, MAX(CASE WHEN v.feed = 'ssd' THEN 1 ELSE 0 END) AS is_whole
    FROM looked_after_visit_said AS v
),
steps AS (
    SELECT
        p.*,
        COALESCE(p.placement_type IN ('A3', 'A4', 'A5', 'A6'), FALSE) AS is_for_adoption,
        ROW_NUMBER() OVER (PARTITION BY p.stay_key ORDER BY p.start_date) AS from_first
    FROM placement AS p
    WHERE NOT p.is_short_break
),
adopting AS (
    SELECT s.stay_key, MIN(s.start_date) AS adoption_date
    FROM steps AS s
    WHERE s.is_for_adoption
    GROUP BY s.stay_key
),
stays AS (
    SELECT
        s.*,
        LEAST(s.carer_until_date, COALESCE(a.adoption_date, DATE '9999-12-31')) AS stay_until_date,
        r.from_date,
        r.is_whole,
        GREATEST(s.start_date, r.from_date) AS first_clock_date
    FROM steps AS s
    CROSS JOIN recorded AS r
    LEFT JOIN adopting AS a ON a.stay_key = s.stay_key
    WHERE s.from_first = 1 AND NOT s.is_for_adoption AND r.from_date IS NOT NULL
),
held AS (
    SELECT
        s.stay_key,
        v.visit_date,
        ROW_NUMBER() OVER (PARTITION BY s.stay_key ORDER BY v.visit_date) AS sequence
    FROM stays AS s
    JOIN looked_after_visit AS v
        ON v.person_key = s.person_key AND s.start_date <= v.visit_date AND v.visit_date < s.stay_until_date
    WHERE COALESCE(v.is_seen, TRUE)
),
clocks AS (
    SELECT s.stay_key, 1 AS sequence, s.first_clock_date AS clock_date
    FROM stays AS s
    WHERE s.first_clock_date < s.stay_until_date
    UNION ALL
    SELECT h.stay_key, h.sequence + 1 AS sequence, h.visit_date AS clock_date
    FROM held AS h
),
lasting AS (
    SELECT DISTINCT c.stay_key, c.sequence
    FROM clocks AS c
    JOIN stays AS s ON s.stay_key = c.stay_key
    JOIN steps AS t
        ON t.stay_key = s.stay_key
        AND t.start_date <= c.clock_date
        AND c.clock_date < t.until_date
    WHERE t.placement_type IN ('U1', 'U4')
),
ruled AS (
    SELECT
        c.*,
        CASE
            WHEN c.sequence = 1 AND c.clock_date = s.start_date THEN 'first'
            WHEN c.clock_date < CAST(s.start_date + INTERVAL '1' YEAR AS DATE) THEN 'first_year'
            WHEN l.sequence IS NOT NULL THEN 'long_term'
            ELSE 'later'
        END AS rule
    FROM clocks AS c
    JOIN stays AS s ON s.stay_key = c.stay_key
    LEFT JOIN lasting AS l ON l.stay_key = c.stay_key AND l.sequence = c.sequence
)
SELECT
    s.authority,
    s.feed,
    s.person_key,
    s.source_row,
    s.stay_key,
    CAST(r.sequence AS INTEGER) AS sequence,
    r.clock_date,
    d.due_date,
    COALESCE(h.visit_date, DATE '9999-12-31') AS held_date,
    r.rule,
    s.stay_until_date AS until_date
FROM ruled AS r
JOIN stays AS s ON s.stay_key = r.stay_key
JOIN due_day AS d ON d.timescale = 'cla_visit' AND d.step = r.rule AND d.clock_date = r.clock_date
LEFT JOIN held AS h ON h.stay_key = r.stay_key AND h.sequence = r.sequence
WHERE s.is_whole = 1 OR h.visit_date IS NULL
