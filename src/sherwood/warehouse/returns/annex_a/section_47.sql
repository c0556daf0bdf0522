-- Annex A list 5: section 47 enquiries that began in the six months to the day, with their conferences.
-- grain: one row a child and start
-- key: person_key, strategy_date
-- rules: whether a conference is wanted is known at the end of the enquiry, what it decided on its day.
WITH conferences AS (
    SELECT s.section_47_key, COUNT(i.conference_date) AS conferences_12m
    FROM section_47 AS s
    LEFT JOIN initial_conference AS i
        ON i.person_key = s.person_key
        AND i.conference_date <= $as_at
        AND i.conference_date > $year_ago
    WHERE s.start_date BETWEEN $since AND $as_at
    GROUP BY s.section_47_key
),
enquiries AS (
    SELECT s.person_key, COUNT(*) AS section_47_12m
    FROM section_47 AS s
    WHERE s.start_date > $year_ago AND s.start_date <= $as_at
    GROUP BY s.person_key
)
SELECT
    s.person_key,
    s.source_row,
    s.start_date AS strategy_date,
    CASE WHEN s.until_date <= $as_at THEN COALESCE(s.is_conference_not_required, FALSE) END AS conference_not_needed,
    CASE WHEN s.conference_date <= $as_at THEN s.conference_date END AS conference_date,
    CASE WHEN s.conference_date <= $as_at THEN s.led_to_plan END AS led_to_plan,
    CAST(e.section_47_12m AS INTEGER) AS section_47_12m,
    CAST(c.conferences_12m AS INTEGER) AS conferences_12m
FROM section_47 AS s
JOIN conferences AS c ON c.section_47_key = s.section_47_key
JOIN enquiries AS e ON e.person_key = s.person_key
WHERE s.start_date BETWEEN $since AND $as_at
