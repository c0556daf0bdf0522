-- Annex A list 5: section 47 enquiries that began, or whose initial conference was held, in the six months to the day.
-- grain: one row a child and start
-- key: person_key, strategy_date
-- rules: whether a conference is wanted is known at the end of the enquiry, what it decided on its day.
WITH conferences AS (
    SELECT i.person_key, COUNT(*) AS conferences_12m
    FROM initial_conference AS i
    WHERE i.conference_date > $year_ago AND i.conference_date <= $as_at
    GROUP BY i.person_key
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
    CAST(COALESCE(e.section_47_12m, 0) AS INTEGER) AS section_47_12m,
    CAST(COALESCE(c.conferences_12m, 0) AS INTEGER) AS conferences_12m
FROM section_47 AS s
LEFT JOIN conferences AS c ON c.person_key = s.person_key
LEFT JOIN enquiries AS e ON e.person_key = s.person_key
WHERE s.start_date <= $as_at AND (s.start_date >= $since OR s.conference_date BETWEEN $since AND $as_at)
