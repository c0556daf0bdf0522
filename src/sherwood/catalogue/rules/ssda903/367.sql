-- grain: one row an episode with which the days of short breaks that started in the 12 months up to it come to more than 75
SELECT e.source_row
FROM episodes AS e
INNER JOIN episodes AS x ON e.source_id = x.source_id AND x.ls = 'V3' AND x.decom <= e.decom AND x.decom > e.decom - INTERVAL 12 MONTH
WHERE e.ls = 'V3'
GROUP BY e.source_row
HAVING SUM(DATE_DIFF('day', x.decom, COALESCE(x.dec, $year_end))) > 75
