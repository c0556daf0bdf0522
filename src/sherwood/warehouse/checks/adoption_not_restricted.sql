-- A child whose adoption was decided, is under way or was made is not restricted from that day.
-- on failure: stop
-- remedy: the rule that restricts adoption records has gone wrong; report it with this message
SELECT e.source_row
FROM episode AS e
LEFT JOIN restriction AS r ON r.person_key = e.person_key AND r.reason = 'adoption' AND r.from_date <= e.start_date
WHERE (e.legal_status = 'E1' OR e.placement_type IN ('A3', 'A4', 'A5', 'A6')) AND r.person_key IS NULL
UNION ALL
SELECT p.source_row
FROM period_of_care AS p
LEFT JOIN restriction AS r ON r.person_key = p.person_key AND r.reason = 'adoption' AND r.from_date <= p.until_date
WHERE p.reason_ceased IN ('E11', 'E12') AND p.until_date < DATE '9999-12-31' AND r.person_key IS NULL
UNION ALL
SELECT d.source_row
FROM adoption_decision AS d
LEFT JOIN restriction AS r ON r.person_key = d.person_key AND r.reason = 'adoption' AND r.from_date <= d.decision_date
WHERE r.person_key IS NULL
UNION ALL
SELECT a.source_row
FROM landing_annex_a_adoption AS a
JOIN person_record AS p ON p.feed = a.feed AND p.source_id = a.source_id
LEFT JOIN restriction AS r ON r.person_key = p.person_key AND r.reason = 'adoption' AND r.from_date <= a.decision_date
WHERE r.person_key IS NULL
UNION ALL
SELECT s.source_row
FROM landing_ssd_permanence AS s
JOIN person_record AS p ON p.feed = s.feed AND p.source_id = s.source_id
LEFT JOIN restriction AS r
    ON r.person_key = p.person_key AND r.reason = 'adoption' AND r.from_date <= s.perm_adm_decision_date
WHERE s.perm_adm_decision_date IS NOT NULL AND r.person_key IS NULL
