-- The first hundred children behind the figure, with worker and team.
SELECT e.person_key, p.birth_date, p.sex, e.start_date, e.legal_status, e.placement_type, a.worker_id, a.team_id
FROM episode AS e
JOIN person AS p ON p.person_key = e.person_key
LEFT JOIN allocation AS a ON a.person_key = e.person_key AND a.start_date <= $day AND a.through_date >= $day
WHERE e.start_date <= $day AND e.until_date > $day AND NOT e.is_short_break
ORDER BY e.start_date DESC
LIMIT 100
