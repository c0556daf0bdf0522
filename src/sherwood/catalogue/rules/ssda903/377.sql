-- grain: one row an episode in T3 that is the third or a later one to start within 12 months
SELECT e.source_row
FROM episodes AS e
INNER JOIN episodes AS x ON e.source_id = x.source_id AND x.place = 'T3' AND x.decom <= e.decom AND x.decom > e.decom - INTERVAL 12 MONTH
WHERE e.place = 'T3'
GROUP BY e.source_row
HAVING COUNT(*) > 2
