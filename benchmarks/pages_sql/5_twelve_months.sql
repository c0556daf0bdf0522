-- Children looked after on the day for twelve months without a break, and a year before.
SELECT d.day, COUNT(*) AS children
FROM (SELECT UNNEST([CAST($day AS DATE), CAST(CAST($day AS DATE) - INTERVAL 12 MONTH AS DATE)]) AS day) AS d
JOIN period_of_care AS c ON c.start_date <= d.day - INTERVAL 12 MONTH AND c.until_date > d.day AND NOT c.is_short_break
JOIN person AS p ON p.person_key = c.person_key
WHERE p.birth_date IS NULL OR p.birth_date + INTERVAL 18 YEAR > d.day
GROUP BY d.day
