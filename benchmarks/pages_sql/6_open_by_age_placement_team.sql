-- Children looked after on the day by age, placement and team.
SELECT DATE_DIFF('year', p.birth_date, CAST($day AS DATE)) AS years, e.placement_type, a.team_id, COUNT(*) AS children
FROM episode AS e
JOIN person AS p ON p.person_key = e.person_key
LEFT JOIN allocation AS a ON a.person_key = e.person_key AND a.start_date <= $day AND a.through_date >= $day
WHERE e.start_date <= $day AND e.until_date > $day AND NOT e.is_short_break
    AND (p.birth_date IS NULL OR p.birth_date + INTERVAL 18 YEAR > CAST($day AS DATE))
GROUP BY ALL
