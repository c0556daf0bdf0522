-- Children who started to be looked after in the twelve months, and in the twelve before.
SELECT e.start_date > CAST($day AS DATE) - INTERVAL 12 MONTH AS is_latest, COUNT(DISTINCT e.person_key) AS children
FROM episode AS e
WHERE NOT e.is_short_break AND e.reason_new_episode = 'S' AND e.start_date > CAST($day AS DATE) - INTERVAL 24 MONTH AND e.start_date <= $day
GROUP BY 1
