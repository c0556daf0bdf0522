-- Rows were landed for a table that is empty all the same.
-- on failure: stop
-- remedy: the table's rule has gone wrong; report it with this message
SELECT MIN(l.source_row) AS source_row
FROM landing_ssda903_episodes AS l
WHERE NOT EXISTS (SELECT 1 FROM episode AS e)
HAVING COUNT(*) > 0
UNION ALL
SELECT MIN(l.source_row) AS source_row
FROM landing_ssda903_header AS l
WHERE NOT EXISTS (SELECT 1 FROM person AS p)
HAVING COUNT(*) > 0
UNION ALL
SELECT MIN(l.source_row) AS source_row
FROM landing_ssda903_reviews AS l
WHERE NOT EXISTS (SELECT 1 FROM review AS v)
HAVING COUNT(*) > 0
UNION ALL
SELECT MIN(l.source_row) AS source_row
FROM landing_ssda903_social_worker_episodes AS l
WHERE NOT EXISTS (SELECT 1 FROM allocation AS a)
HAVING COUNT(*) > 0
UNION ALL
SELECT MIN(e.source_row) AS source_row
FROM episode AS e
WHERE NOT EXISTS (SELECT 1 FROM placement AS p)
HAVING COUNT(*) > 0
UNION ALL
SELECT MIN(e.source_row) AS source_row
FROM episode AS e
WHERE NOT e.is_short_break AND NOT EXISTS (SELECT 1 FROM review_due AS d)
HAVING COUNT(*) > 0
