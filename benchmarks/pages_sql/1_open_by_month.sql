-- Children looked after at each month's end of two years, and on the day.
SELECT d.day, COUNT(DISTINCT e.person_key) AS children
FROM (
    SELECT UNNEST(LIST_APPEND(
        LIST_TRANSFORM(RANGE(24), m -> CAST(DATE_TRUNC('month', CAST($day AS DATE)) - TO_MONTHS(CAST(m AS INTEGER)) - INTERVAL 1 DAY AS DATE)),
        CAST($day AS DATE)
    )) AS day
) AS d
JOIN episode AS e ON e.start_date <= d.day AND e.until_date > d.day AND NOT e.is_short_break
JOIN person AS p ON p.person_key = e.person_key
WHERE p.birth_date IS NULL OR p.birth_date + INTERVAL 18 YEAR > d.day
GROUP BY d.day
