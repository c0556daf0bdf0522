-- Of the children looked after on the day and a year before: unaccompanied, fostered, all.
SELECT
    d.day,
    COUNT(*) AS children,
    COUNT(*) FILTER (WHERE p.is_uasc) AS unaccompanied,
    COUNT(*) FILTER (WHERE e.placement_type LIKE 'U%') AS fostered
FROM (SELECT UNNEST([CAST($day AS DATE), CAST(CAST($day AS DATE) - INTERVAL 12 MONTH AS DATE)]) AS day) AS d
JOIN episode AS e ON e.start_date <= d.day AND e.until_date > d.day AND NOT e.is_short_break
JOIN person AS p ON p.person_key = e.person_key
WHERE p.birth_date IS NULL OR p.birth_date + INTERVAL 18 YEAR > d.day
GROUP BY d.day
