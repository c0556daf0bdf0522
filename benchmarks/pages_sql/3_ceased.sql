-- Children whose care ended in the twelve months, and in the twelve before.
SELECT c.until_date > CAST($day AS DATE) - INTERVAL 12 MONTH AS is_latest, COUNT(DISTINCT c.person_key) AS children
FROM period_of_care AS c
WHERE NOT c.is_short_break AND c.reason_ceased <> 'X1' AND c.until_date > CAST($day AS DATE) - INTERVAL 24 MONTH AND c.until_date <= $day
GROUP BY 1
